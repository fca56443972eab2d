/// What holds a lane in emergency release: it ends when none is left.
package struct ReleaseSources: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A command, until the command that ends it.
    package static let command = ReleaseSources(rawValue: 1)
    /// The emergency line: a button, a fire alarm.
    package static let line = ReleaseSources(rawValue: 2)
    /// The supply is lost.
    package static let power = ReleaseSources(rawValue: 4)
    /// The link to the controller is lost.
    package static let link = ReleaseSources(rawValue: 8)
    /// What an earlier process has left: until the same line is heard again, or the command that ends a release.
    package static let inherited = ReleaseSources(rawValue: 16)
}
