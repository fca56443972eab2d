/// All that is wrong with one configuration, in the order of its lines.
///
/// - **Limits**: ``most`` faults; further ones are not told.
package final class ConfigurationFaults {
    /// The most faults that are told of one file.
    package static let most = 100

    private var list: [ConfigurationFault] = []

    package init() {}

    /// Whether nothing is wrong.
    package var isEmpty: Bool { list.isEmpty }

    /// Notes a fault.
    package func add(_ kind: ConfigurationFault.Kind, at place: ConfigurationPlace) {
        if list.count < Self.most { list.append(ConfigurationFault(kind, at: place)) }
    }

    /// The faults by line; those of one line as they were found.
    package var sorted: [ConfigurationFault] {
        list.enumerated().sorted {
            ($0.element.place.line, $0.element.place.column, $0.offset)
                < ($1.element.place.line, $1.element.place.column, $1.offset)
        }.map(\.element)
    }
}
