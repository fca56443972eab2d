import Gate

/// The words for what a rider did: those of the open data and those of our own NDJSON.
struct TapKindWords {
    /// The codes: ``Gate/TapKind``'s raw values, and one for a word that is none of them.
    static var entry: UInt8 { 0 }
    static var exit: UInt8 { 1 }
    static var bus: UInt8 { 2 }
    static var unknown: UInt8 { .max }

    private let entryStart = Self.word("地铁入站", 0)
    private let entryEnd = Self.word("地铁入站", 4)
    private let exitStart = Self.word("地铁出站", 0)
    private let exitEnd = Self.word("地铁出站", 4)
    private let busWord = Self.word("巴士", 0)

    init() {
        precondition(TapKind.entry.rawValue == Self.entry && TapKind.exit.rawValue == Self.exit)
        precondition(TapKind.bus.rawValue == Self.bus)
    }

    /// The code of the kind that a field names.
    @inline(__always) func code(_ bytes: LogBytes, _ range: Range<Int>) -> UInt8 {
        if range.count == 12 {
            // The words at 0 and 4 cover all twelve bytes of four characters.
            let (start, end) = (bytes.word(at: range.lowerBound), bytes.word(at: range.lowerBound + 4))
            if start == entryStart, end == entryEnd { return Self.entry }
            return start == exitStart && end == exitEnd ? Self.exit : Self.unknown
        }
        if range.count == 6, bytes.word(at: range.lowerBound, length: 6) == busWord { return Self.bus }
        return ownCode(bytes, range)
    }

    private func ownCode(_ bytes: LogBytes, _ range: Range<Int>) -> UInt8 {
        guard range.count <= 5 else { return Self.unknown }
        switch bytes.string(range) {
        case "entry": return Self.entry
        case "exit": return Self.exit
        case "bus": return Self.bus
        default: return Self.unknown
        }
    }

    /// Eight bytes of a text from an offset, zeros behind its end.
    private static func word(_ text: String, _ offset: Int) -> UInt64 {
        var word: UInt64 = 0
        for (index, byte) in text.utf8.dropFirst(offset).prefix(8).enumerated() {
            word |= UInt64(byte) << UInt64(index * 8)
        }
        return word
    }
}
