/// Numbers on the wire, the highest byte first.
enum BigEndian {
    static func append(_ number: Int, bytes count: Int, to bytes: inout [UInt8]) {
        for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }

    static func number(_ bytes: Span<UInt8>, at offset: Int, bytes count: Int) -> Int {
        var number = 0
        for index in offset..<offset + count { number = number << 8 | Int(bytes[index]) }
        return number
    }
}
