/// What is wrong with a gate's configuration, and where.
package struct ConfigurationFault: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Kind: Hashable, Sendable {
        /// Larger than ``GateConfiguration/mostBytes``.
        case tooLarge(mostBytes: Int)
        /// Not UTF-8.
        case notText
        /// Nested deeper than any configuration is.
        case tooDeep
        /// Not YAML: what its reader says.
        case notYAML(String)
        /// Nothing is in it.
        case empty
        /// A key that is not known there.
        case unknownKey(near: [String], known: [String])
        /// A key that stands twice.
        case repeated
        /// A key that must be there and is not.
        case missing
        /// One of these keys must be there.
        case missingOneOf([String])
        /// Another value than the key takes.
        case expected(ConfigurationExpectation, found: String)
        /// A variable that the environment does not set.
        case noVariable(String)
        /// It goes with another key only.
        case goesWith(String)
        /// It does not go with another key.
        case notWith(String)
        /// Something that one lane can have only is another's: its key there.
        case taken(by: String)
        /// More lanes than a process has.
        case tooManyLanes(most: Int)
        /// A file that cannot be used: what the system says.
        case file(path: String, reason: String)
        /// A key file that others may use; its mode.
        case looseMode(path: String, mode: UInt32)
        /// What the file or the value turned out to be: words of its own reader, English and Chinese.
        case wrong(english: String, chinese: String)
    }

    package let place: ConfigurationPlace
    package let kind: Kind

    package init(_ kind: Kind, at place: ConfigurationPlace) {
        self.kind = kind
        self.place = place
    }
}
