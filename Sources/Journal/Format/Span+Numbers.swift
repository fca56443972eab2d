extension Span<UInt8> {
    /// The little-endian number at an offset, which must lie inside.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int) -> Number {
        // Any bytes are a number, and the load checks its bounds.
        unsafe Number(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}

extension [UInt8] {
    /// Adds a number, little-endian.
    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        var rest = number
        for _ in 0..<Number.bitWidth / 8 {
            append(UInt8(truncatingIfNeeded: rest))
            rest = Number.bitWidth > 8 ? rest >> 8 : 0
        }
    }

    /// Writes a number over the bytes at an offset, little-endian.
    mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        for index in 0..<Number.bitWidth / 8 {
            self[offset + index] = UInt8(truncatingIfNeeded: number >> Number(8 * index))
        }
    }
}

extension Span<UInt8> {
    /// A copy of a part.
    func array(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return bytes
    }

    /// Whether these are the bytes.
    func elementsEqual(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
