/// The words of a line, one space between two.
struct GateLineWords {
    private var position = 0

    /// The next word.
    mutating func next(in line: Span<UInt8>) throws(GateLineFault) -> GateLineWord {
        if position > 0, position < line.count, line[position] == 0x20 { position += 1 }
        let start = position
        while position < line.count, line[position] != 0x20 {
            guard line[position] >= 0x21, line[position] <= 0x7E else { throw GateLineFault(.badByte, at: position) }
            position += 1
        }
        guard position > start else {
            throw GateLineFault(start < line.count ? .badArgument : .missingArgument, at: start)
        }
        return GateLineWord(start: start, end: position)
    }

    /// Whether a word is this one; of at most 15 letters, so that nothing is allocated.
    func equal(_ word: GateLineWord, _ text: String, in line: Span<UInt8>) -> Bool {
        guard word.count == text.utf8.count else { return false }
        var index = word.start
        for byte in text.utf8 {
            if line[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// `1` or `0`.
    mutating func flag(in line: Span<UInt8>) throws(GateLineFault) -> Bool {
        let word = try next(in: line)
        guard word.count == 1, line[word.start] == 0x30 || line[word.start] == 0x31 else {
            throw GateLineFault(.badArgument, at: word.start)
        }
        return line[word.start] == 0x31
    }

    /// A number of one to four digits.
    mutating func number(in line: Span<UInt8>) throws(GateLineFault) -> Int {
        let word = try next(in: line)
        guard word.count <= 4 else { throw GateLineFault(.badArgument, at: word.start) }
        var value = 0
        var index = word.start
        while index < word.end {
            guard line[index] >= 0x30, line[index] <= 0x39 else { throw GateLineFault(.badArgument, at: index) }
            value = value * 10 + Int(line[index] - 0x30)
            index += 1
        }
        return value
    }

    /// A tap's number, of at most 19 digits; nil if the line is over.
    mutating func sequence(in line: Span<UInt8>) throws(GateLineFault) -> UInt64? {
        guard position < line.count else { return nil }
        let word = try next(in: line)
        guard word.count <= 19 else { throw GateLineFault(.badArgument, at: word.start) }
        var value: UInt64 = 0
        var index = word.start
        while index < word.end {
            guard line[index] >= 0x30, line[index] <= 0x39 else { throw GateLineFault(.badArgument, at: index) }
            value = value * 10 + UInt64(line[index] - 0x30)
            index += 1
        }
        return value
    }

    /// Nothing may follow.
    func end(in line: Span<UInt8>) throws(GateLineFault) {
        guard position == line.count else { throw GateLineFault(.trailingText, at: position) }
    }
}
