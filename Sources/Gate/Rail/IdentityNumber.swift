/// Tells numbers of identity documents from what may stand in a file.
enum IdentityNumber {
    /// The fewest digits of what may be somebody's number.
    private static let fewestDigits = 6

    /// Whether a field may hold somebody's number, whole or with a slip in it, however it is written.
    static func mayStand(in field: ArraySlice<UInt8>) -> Bool {
        field.count(where: isDigit) >= fewestDigits || field.contains { $0 >= 0x80 }
    }

    /// Whether a field is a resident identity number, written with or without spaces and hyphens: a day of birth that
    /// there can be, and the check digit.
    ///
    /// - **Source**: GB 11643-1999: weights are the powers of 2 from 2¹⁷ down, modulo 11 (from memory; the standard's
    ///   text was not read).
    static func isResident(_ field: ArraySlice<UInt8>) -> Bool {
        guard field.count >= 18 else { return false }
        let number = field.filter { $0 != 0x20 && $0 != 0x2D }
        guard number.count == 18, number.dropLast().allSatisfy(isDigit),
            isDigit(number[17]) || number[17] & 0xDF == UInt8(ascii: "X")
        else { return false }
        let digits = number.map { isDigit($0) ? Int($0 - 0x30) : 10 }
        let (year, month, day) = (
            digits[6] * 10 + digits[7], digits[10] * 10 + digits[11], digits[12] * 10 + digits[13]
        )
        guard (18...20).contains(year), (1...12).contains(month), (1...31).contains(day) else { return false }
        let sum = digits.enumerated().reduce(0) { $0 + $1.element * (1 << (17 - $1.offset)) }
        return sum % 11 == 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
