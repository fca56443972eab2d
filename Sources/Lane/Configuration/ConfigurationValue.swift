/// A value of a configuration, and where it stands.
package struct ConfigurationValue<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    package let place: ConfigurationPlace

    package init(_ value: Value, at place: ConfigurationPlace) {
        self.value = value
        self.place = place
    }

    /// Two are the same where their values are, wherever they stand in the file.
    package static func == (left: Self, right: Self) -> Bool { left.value == right.value }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
