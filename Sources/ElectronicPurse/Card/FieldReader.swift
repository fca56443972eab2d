/// Takes big-endian numbers off the front of some bytes whose length has been checked.
struct FieldReader {
    private let bytes: [UInt8]
    private(set) var at: Int

    init(_ bytes: [UInt8], at start: Int = 0) {
        self.bytes = bytes
        at = start
    }

    /// The next one to eight bytes as a number.
    mutating func number(_ count: Int) -> UInt64 {
        var value: UInt64 = 0
        for _ in 0..<count {
            value = value << 8 | UInt64(bytes[at])
            at += 1
        }
        return value
    }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: number(1)) }
    mutating func word() -> UInt16 { UInt16(truncatingIfNeeded: number(2)) }
    mutating func long() -> UInt32 { UInt32(truncatingIfNeeded: number(4)) }
}

extension [UInt8] {
    /// Appends the low `count` bytes of a number, highest first.
    mutating func append(_ value: some BinaryInteger, bytes count: Int) {
        for shift in stride(from: (count - 1) * 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
