import EMV
import SmartCard

/// What an operator takes at all: kinds of media, and of payment cards the programmes.
///
/// - **Shape**: lines `medium NAME` (``LaneConfiguration/mediaNames``) and `application HEX`, an application's name or
///   its beginning (a RID takes all of a scheme); blank lines and lines from `#` on say nothing. Without a line
///   `application` all applications count that the gate knows.
/// - **Limits**: ``mostLines`` lines; at least one medium.
/// - **Errors**: ``AcceptListFault`` with the line, or with 0 for a list without a medium.
package struct AcceptList: Hashable, Sendable {
    /// The most lines.
    package static let mostLines = 1000

    /// In the order of the list.
    package private(set) var media: [String] = []
    package private(set) var applications: [[UInt8]] = []

    /// Takes nothing: what stands for a list that is lost.
    package static let nothing = AcceptList()

    private init() {}

    /// The list of a text.
    package init(parsing bytes: [UInt8]) throws(AcceptListFault) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.mostLines else { throw AcceptListFault(line: Self.mostLines + 1) }
        for (index, line) in lines.enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            guard let first = line.first, first != 0x23 else { continue }
            let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 2 else { throw AcceptListFault(line: index + 1) }
            switch words[0] {
            case "medium" where LaneConfiguration.mediaNames.contains(words[1]): media.append(words[1])
            case "application":
                guard let name = ApplicationIdentifier(hex: words[1]) else { throw AcceptListFault(line: index + 1) }
                applications.append(name.bytes)
            default: throw AcceptListFault(line: index + 1)
            }
        }
        guard !media.isEmpty else { throw AcceptListFault(line: 0) }
    }

    /// Whether payment cards are taken by an application of this name.
    func takes(_ application: ApplicationIdentifier) -> Bool {
        applications.isEmpty || applications.contains { application.bytes.starts(with: $0) }
    }

    /// A configuration without the applications that are not taken.
    func restricted(_ configuration: EntryPointConfiguration) -> EntryPointConfiguration {
        var configuration = configuration
        for index in configuration.sets.indices {
            configuration.sets[index].combinations.removeAll { !takes($0.identifier) }
        }
        configuration.explicitNames.removeAll { !takes($0) }
        return configuration
    }
}
