/// Known card numbers, to be found wherever they stand in some bytes: one pass, however many there are.
struct NumberIndex {
    /// How many first digits make the key; every number has at least as many.
    static let keyDigits = 12

    /// The numbers by their first digits, half a byte each; longest first.
    private var numbers: [UInt64: [[UInt8]]] = [:]

    init(_ known: some Sequence<[UInt8]>) {
        for digits in known {
            precondition(digits.count >= Self.keyDigits)
            numbers[Self.key(digits), default: []].append(digits)
        }
        for key in numbers.keys { numbers[key]?.sort { $0.count > $1.count } }
    }

    /// Blanks the middle digits of every one of the numbers, two a byte at either half or as ASCII.
    func mask(_ bytes: inout [UInt8]) {
        guard !numbers.isEmpty else { return }
        // Looked for in the bytes as they came, so that a number within a number does not hide the longer one.
        let before = bytes
        let mask: UInt64 = 1 << UInt64(Self.keyDigits * 4) - 1
        var key: UInt64 = 0
        for place in 0..<(before.count * 2) {
            key = (key << 4 | UInt64(Nibbles.at(before, place))) & mask
            let start = place + 1 - Self.keyDigits
            guard start >= 0, let found = numbers[key] else { continue }
            for digits in found where start + digits.count <= before.count * 2 {
                guard Nibbles.match(before, start, digits) else { continue }
                for at in Self.hidden(digits) { Nibbles.clear(&bytes, start + at) }
            }
        }
        key = 0
        for (place, byte) in before.enumerated() {
            // A byte that is no digit makes a key that no number has.
            key = (key << 4 | UInt64((0x30...0x39).contains(byte) ? byte - 0x30 : 0x0F)) & mask
            let start = place + 1 - Self.keyDigits
            guard start >= 0, let found = numbers[key] else { continue }
            for digits in found where start + digits.count <= before.count {
                guard digits.indices.allSatisfy({ before[start + $0] == 0x30 + digits[$0] }) else { continue }
                for at in Self.hidden(digits) { bytes[start + at] = 0x30 }
            }
        }
    }

    private static func key(_ digits: [UInt8]) -> UInt64 { digits.prefix(keyDigits).reduce(0) { $0 << 4 | UInt64($1) } }

    private static func hidden(_ digits: [UInt8]) -> Range<Int> {
        let shown = MaskedPAN.shown(of: digits.count)
        return shown.first..<(digits.count - shown.last)
    }
}
