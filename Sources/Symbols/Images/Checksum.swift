/// The checksum of PNG chunks.
///
/// - **Source**: ISO/IEC 15948, annex D: CRC-32 with the polynomial 0xEDB88320, bits from the low end.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { byte in
        var value = UInt32(byte)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        return value
    }

    /// Of a part of the bytes.
    static func crc32(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        var value = UInt32.max
        let table = table.span
        for index in range { value = table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ (value >> 8) }
        return ~value
    }
}
