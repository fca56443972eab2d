/// How a scanner is set up.
package struct FramerSettings: Hashable, Sendable {
    /// How the payload is written.
    package enum Encoding: String, Hashable, Sendable, CaseIterable {
        /// As it is; lines of hex or base64 are recognised where they cannot be anything else.
        case automatic
        /// As it is, always.
        case raw
        /// A line of hex digits.
        case hex
        /// A line of base64 (RFC 4648).
        case base64
    }

    /// What the scanner adds behind a code.
    package enum Suffix: String, Hashable, Sendable, CaseIterable {
        case none
        case carriageReturn = "cr"
        case lineFeed = "lf"
        case both = "crlf"
        case endOfText = "etx"

        var bytes: [UInt8] {
            switch self {
            case .none: []
            case .carriageReturn: [0x0D]
            case .lineFeed: [0x0A]
            case .both: [0x0D, 0x0A]
            case .endOfText: [0x03]
            }
        }
    }

    package var encoding = Encoding.automatic
    /// Whether each code begins with STX, which no code then counts as its own.
    package var startsWithSTX = false
    package var suffix = Suffix.none
    /// The silence that ends a code.
    package var silenceNanoseconds: UInt64 = 25_000_000

    /// The usual box: raw bytes, nothing added.
    package init() {}
}
