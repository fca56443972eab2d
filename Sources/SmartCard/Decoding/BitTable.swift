/// What the bits of a value mean, one row a bit or group of bits.
struct BitTable: Sendable {
    /// Some bits of one byte, the value they must have, and what that says.
    struct Row: Sendable {
        let byte: Int
        let mask: UInt8
        let value: UInt8
        let meaning: Wording
        let isVerified: Bool

        /// Bit `bit` (8 is the highest) of byte `byte` (1 is the first) is set.
        static func bit(_ byte: Int, _ bit: Int, _ english: String, _ chinese: String, verified: Bool = true) -> Row {
            let mask = UInt8(1) << UInt8(bit - 1)
            return Row(
                byte: byte, mask: mask, value: mask, meaning: Wording(english, chinese), isVerified: verified)
        }

        /// The bits of `mask` in byte `byte` read `value`.
        static func field(
            _ byte: Int, _ mask: UInt8, _ value: UInt8, _ english: String, _ chinese: String, verified: Bool = true
        ) -> Row {
            Row(byte: byte, mask: mask, value: value, meaning: Wording(english, chinese), isVerified: verified)
        }

        /// Bits that are a number of their own and give no line here.
        static func number(_ byte: Int, _ mask: UInt8) -> Row {
            Row(byte: byte, mask: mask, value: ~mask, meaning: "", isVerified: true)
        }
    }

    /// How many bytes the value has.
    let count: Int
    let rows: [Row]

    init(_ count: Int, _ rows: [Row]) {
        self.count = count
        self.rows = rows
    }

    /// A line for each row that the value meets, and one for each set bit that has no row.
    ///
    /// `from` is the number of the value's first byte in the whole, where the value is a part of another.
    func lines(_ value: some Collection<UInt8>, from first: Int = 1, isExact: Bool = true) -> [DecodedLine] {
        let bytes = Array(value)
        var lines: [DecodedLine] = []
        if isExact, bytes.count != count { lines.append(.wrongLength(bytes.count, expected: "\(count)")) }
        for (index, byte) in bytes.enumerated() where index < count {
            var known: UInt8 = 0
            for row in rows where row.byte == index + 1 {
                known |= row.mask
                guard byte & row.mask == row.value else { continue }
                lines.append(
                    DecodedLine(Self.part(index + first, row.mask), row.meaning, isVerified: row.isVerified))
            }
            for bit in stride(from: 8, through: 1, by: -1) {
                let mask = UInt8(1) << UInt8(bit - 1)
                guard byte & mask & ~known != 0 else { continue }
                lines.append(DecodedLine(Self.part(index + first, mask), Wording("reserved bit set", "保留位为 1")))
            }
        }
        return lines
    }

    /// `byte 1, bit 6`, or the range of bits of a mask.
    private static func part(_ byte: Int, _ mask: UInt8) -> Wording {
        let high = 8 - mask.leadingZeroBitCount
        let low = mask.trailingZeroBitCount + 1
        return high == low
            ? Wording("byte \(byte) bit \(high)", "字节 \(byte) 位 \(high)")
            : Wording("byte \(byte) bits \(high)-\(low)", "字节 \(byte) 位 \(high)-\(low)")
    }
}
