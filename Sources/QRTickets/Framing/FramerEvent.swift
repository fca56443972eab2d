/// What came of a scanner's bytes.
package enum FramerEvent: Hashable, Sendable {
    /// A code, without what the scanner adds.
    case code([UInt8])
    /// The scanner fell silent in the middle of a code that says how long it is.
    case cutShort([UInt8])
    /// More bytes than any code has; all of them are dropped until the scanner falls silent.
    case tooLong
    /// A line that is not what the scanner is set to send: no hex, no base64.
    case notEncoded([UInt8])
}
