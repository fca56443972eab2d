/// Why a key module did not do its part.
package enum PSAMError: Error, Hashable, Sendable {
    /// No key of this version.
    case noKey(version: UInt8)
    /// An algorithm that the module does not have.
    case algorithmNotSupported(UInt8)
    /// The terminal's counter is used up; going on would repeat session keys.
    case counterExhausted
    /// The module answered with this status word.
    case refused(status: UInt16)
    /// The module answered something else than the command has for an answer.
    case badAnswer(count: Int)
    /// The module's slot or reader failed.
    case unreachable
}
