/// The order n of the SM2 group (GB/T 32918.5-2017; the value is in many public sources).
enum SM2Order {
    static let bytes: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x23,
    ]

    /// n - value.
    static func minus(_ value: [UInt8]) -> [UInt8] {
        var result = bytes
        var borrow = 0
        for index in result.indices.reversed() {
            let difference = Int(result[index]) - Int(value[index]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[index] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }
}
