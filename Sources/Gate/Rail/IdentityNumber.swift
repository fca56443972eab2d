/// Tells numbers of identity documents from what may stand in a file.
enum IdentityNumber {
    /// Whether a field has the form of a resident identity number or of a passport's or permit's.
    ///
    /// A form alone: 15 or 18 digits, the last of 18 perhaps an X, or up to three letters and six to ten digits.
    static func hasForm(_ field: ArraySlice<UInt8>) -> Bool {
        if field.count == 15 || field.count == 18 {
            let body = field.dropLast()
            return body.allSatisfy(isDigit)
                && (isDigit(field[field.endIndex - 1]) || field.count == 18 && endsInX(field))
        }
        let letters = field.prefix { (0x41...0x5A).contains($0 & 0xDF) }.count
        let digits = field.dropFirst(letters)
        return letters <= 3 && (6...10).contains(digits.count) && digits.allSatisfy(isDigit)
    }

    /// Whether a field is a resident identity number: a day of birth that there can be, and the check digit.
    ///
    /// - **Source**: GB 11643-1999: weights are the powers of 2 from 2¹⁷ down, modulo 11 (from memory; the standard's text
    ///   was not read).
    static func isResident(_ field: ArraySlice<UInt8>) -> Bool {
        guard field.count == 18, hasForm(field) else { return false }
        let digits = field.map { isDigit($0) ? Int($0 - 0x30) : 10 }
        let (year, month, day) = (
            digits[6] * 10 + digits[7], digits[10] * 10 + digits[11], digits[12] * 10 + digits[13]
        )
        guard (18...20).contains(year), (1...12).contains(month), (1...31).contains(day) else { return false }
        let sum = digits.enumerated().reduce(0) { $0 + $1.element * (1 << (17 - $1.offset)) }
        return sum % 11 == 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func endsInX(_ field: ArraySlice<UInt8>) -> Bool {
        field[field.endIndex - 1] & 0xDF == UInt8(ascii: "X")
    }
}
