import SmartCard

/// What came of decoding.
struct CardDecodeResult {
    /// A command and its answer; either may be missing.
    struct Exchange {
        var command: DecodedNode?
        var answer: DecodedNode?
    }

    /// A transcript with the name it has in its file.
    struct Item {
        var name: String?
        var exchanges: [Exchange]
    }

    /// What the input was taken for.
    var kind: CardDecodeKind
    /// By whose rules.
    var scheme: TagContext
    /// Objects, or one value's node.
    var nodes: [DecodedNode] = []
    /// Transcripts.
    var items: [Item] = []
    /// What could not be read, with byte offsets.
    var problems: [Wording] = []
}

/// Why nothing could be decoded.
struct CardDecodeFailure: Error {
    let words: Wording
    /// Whether the command line was wrong, not the data.
    var isUsage = false

    init(_ words: Wording, isUsage: Bool = false) {
        self.words = words
        self.isUsage = isUsage
    }
}
