/// Small decimal numbers as they are written in options and files, kept as whole thousandths or millionths.
package enum DecimalText {
    /// The longest text that is read.
    private static let mostDigits = 12

    /// A number with up to three decimals, in thousandths; nil if it is none, negative or too long.
    package static func thousandths(_ text: String) -> Int? { scaled(text, decimals: 3) }

    /// A number with up to six decimals, in millionths; nil if it is none, negative or too long.
    package static func millionths(_ text: String) -> Int? { scaled(text, decimals: 6) }

    /// A number of thousandths as text, without zeros at its end.
    package static func text(thousandths: Int) -> String {
        let rest = thousandths % 1000
        guard rest != 0 else { return "\(thousandths / 1000)" }
        var digits = String(repeating: "0", count: 3 - String(rest).count) + String(rest)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(thousandths / 1000).\(digits)"
    }

    private static func scaled(_ text: String, decimals: Int) -> Int? {
        var value = 0
        var digits = 0
        var places: Int?
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), places == nil, digits > 0 {
                places = 0
                continue
            }
            guard (0x30...0x39).contains(byte), digits < mostDigits, (places ?? 0) < decimals else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            places = places.map { $0 + 1 }
        }
        guard digits > 0, places != 0 else { return nil }
        for _ in (places ?? 0)..<decimals { value *= 10 }
        return value
    }
}
