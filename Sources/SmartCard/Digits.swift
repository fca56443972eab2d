/// Decimal digits written two a byte.
enum Digits {
    /// The half bytes of some bytes, upper one first.
    static func nibbles(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            result.append(byte >> 4)
            result.append(byte & 15)
        }
        return result
    }

    /// The decimal digits before the first other half byte.
    static func leading(_ bytes: some Sequence<UInt8>) -> String {
        text(nibbles(bytes).prefix { $0 < 10 })
    }

    /// Digits as text.
    static func text(_ nibbles: some Sequence<UInt8>) -> String { nibbles.map { String($0) }.joined() }

    /// Whether all half bytes are decimal digits.
    static func areDecimal(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >> 4 < 10 && $0 & 15 < 10 }
    }

    /// A number in decimal digits; nil if another half byte is in it, or if it is longer than 18 digits.
    static func number(_ bytes: some Collection<UInt8>) -> Int? {
        guard bytes.count <= 9, areDecimal(bytes) else { return nil }
        return bytes.reduce(0) { $0 * 100 + Int($1 >> 4) * 10 + Int($1 & 15) }
    }

    /// A big-endian binary number of up to seven bytes; longer ones give nil.
    static func binary(_ bytes: some Collection<UInt8>) -> Int? {
        guard bytes.count <= 7 else { return nil }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
