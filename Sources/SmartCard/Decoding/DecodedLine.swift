/// One line of what a value says: the part spoken of, and its meaning.
public struct DecodedLine: Hashable, Sendable {
    /// The part: a bit, a byte, a field.
    public let part: Wording
    /// What it says.
    public let meaning: Wording
    /// Whether a public source was seen for it; false for what is known from memory only.
    public let isVerified: Bool

    public init(_ part: Wording, _ meaning: Wording, isVerified: Bool = true) {
        self.part = part
        self.meaning = meaning
        self.isVerified = isVerified
    }

    /// The line for a value of the wrong length.
    static func wrongLength(_ count: Int, expected: String) -> DecodedLine {
        DecodedLine(
            Wording("length", "长度"),
            Wording("\(count) byte\(count == 1 ? "" : "s"), \(expected) expected", "\(count) 字节，应为 \(expected)"))
    }

    /// The line of some bytes as hex.
    static func hex(_ part: Wording, _ bytes: some Sequence<UInt8>, isVerified: Bool = true) -> DecodedLine {
        DecodedLine(part, Wording(Hex.text(bytes)), isVerified: isVerified)
    }
}
