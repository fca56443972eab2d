/// A card number: 12 to 19 digits of which the last is the Luhn digit (ISO/IEC 7812-1, from public sources).
package struct PrimaryAccountNumber: Hashable, Sendable {
    /// The digits as text.
    package let digits: String

    /// - **Errors**: nil for other characters, another length or a wrong last digit.
    package init?(_ digits: String) {
        guard (12...19).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            PrimaryAccountNumber.sum(digits) % 10 == 0
        else { return nil }
        self.digits = digits
    }

    /// The number that begins with `prefix`, filled with zeros, and ends with the right digit.
    ///
    /// - **Errors**: nil unless there is room for the last digit.
    package init?(completing prefix: String, count: Int) {
        let missing = count - 1 - prefix.utf8.count
        guard missing >= 0 else { return nil }
        let digits = prefix + String(repeating: "0", count: missing) + "0"
        let last = (10 - PrimaryAccountNumber.sum(digits) % 10) % 10
        self.init(String(digits.dropLast()) + String(last))
    }

    private init(unchecked digits: String) { self.digits = digits }

    /// Test numbers in a range of UnionPay (62) and of Visa (4); they are no customer's as far as is known. The digits
    /// that masking hides are not 0, so that a masked number can be told from the number itself.
    static let unionPay16 = PrimaryAccountNumber(unchecked: "6225001234560005")
    static let unionPay19 = PrimaryAccountNumber(unchecked: "6217001234567890007")
    static let visa16 = PrimaryAccountNumber(unchecked: "4000001234560001")
    static let tUnion19 = PrimaryAccountNumber(unchecked: "3104895199123450004")

    private static func sum(_ digits: String) -> Int {
        var sum = 0
        for (index, byte) in digits.utf8.reversed().enumerated() {
            let value = Int(byte) - 0x30
            sum += index % 2 == 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2
        }
        return sum
    }

    /// The digits two a byte, padded with F to a whole number of bytes: tag `5A`.
    var compressed: [UInt8] { PrimaryAccountNumber.nibbles(digits.utf8.map { $0 - 0x30 }) }

    /// The same, padded with F to a length.
    func padded(to count: Int) -> [UInt8] {
        compressed + [UInt8](repeating: 0xFF, count: count - compressed.count)
    }

    /// The first six digits, padded with F to four bytes.
    var issuerIdentifier: [UInt8] { Array(compressed.prefix(3)) + [0xFF] }

    /// Track 2 equivalent data, tag `57`: number, separator, expiry YYMM, service code 201, nine zeros
    /// (ISO/IEC 7813, from public sources).
    func track2(expiry: [UInt8]) -> [UInt8] {
        var values = digits.utf8.map { $0 - 0x30 }
        values.append(0xD)
        for byte in expiry.prefix(2) { values += [byte >> 4, byte & 15] }
        values += [2, 0, 1] + [UInt8](repeating: 0, count: 9)
        return PrimaryAccountNumber.nibbles(values)
    }

    private static func nibbles(_ values: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: values.count, by: 2) {
            bytes.append(values[index] << 4 | (index + 1 < values.count ? values[index + 1] : 0xF))
        }
        return bytes
    }
}
