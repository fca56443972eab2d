/// Half bytes by their number.
enum Nibbles {
    static func at(_ bytes: [UInt8], _ index: Int) -> UInt8 {
        index & 1 == 0 ? bytes[index / 2] >> 4 : bytes[index / 2] & 15
    }

    static func clear(_ bytes: inout [UInt8], _ index: Int) {
        bytes[index / 2] &= index & 1 == 0 ? 0x0F : 0xF0
    }

    static func match(_ bytes: [UInt8], _ start: Int, _ digits: [UInt8]) -> Bool {
        for (offset, digit) in digits.enumerated() where at(bytes, start + offset) != digit { return false }
        return true
    }
}
