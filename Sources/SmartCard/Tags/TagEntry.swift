/// What is known about one tag.
public struct TagEntry: Hashable, Sendable {
    /// Whose value it is.
    public enum Source: String, Hashable, Sendable {
        case card
        case terminal
        case issuer
    }

    /// The tag as the books print it: `0x9F02`.
    public let tag: UInt32
    /// Its name as the books print it, and the Chinese one.
    public let name: Wording
    /// How its value is written.
    public let format: DataFormat
    /// Who gives the value.
    public let source: Source
    /// How many bytes the value has; nil where any number may be.
    public let lengths: ClosedRange<Int>?
    /// What puts the value into words.
    public let decoder: ValueDecoder
    /// Whether name and format were seen in a public source; false for what is known from memory only.
    public let isVerified: Bool

    init(
        _ tag: UInt32, _ english: String, _ chinese: String, _ format: DataFormat, _ source: Source,
        _ lengths: ClosedRange<Int>? = nil, _ decoder: ValueDecoder = .none, verified: Bool = true
    ) {
        self.tag = tag
        name = Wording(english, chinese)
        self.format = format
        self.source = source
        self.lengths = lengths
        self.decoder = decoder
        isVerified = verified
    }
}
