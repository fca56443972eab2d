import QRTickets
import SmartCard

/// What the certificates and roots of an authority say besides their keys.
///
/// - **Shape**: lines of a name and a value: `faregate-authority 1`, `index` two hex digits, `issuer` and `platform`
///   eight decimal digits, `from` seconds since 1970, `until` YYYY-MM; in this order.
struct AuthoritySettings: Hashable {
    /// What certificates call the roots.
    let index: UInt8
    /// Four bytes BCD.
    let issuer: [UInt8]
    /// Four bytes BCD: who runs the accounts of codes of the Ministry's form.
    let platform: [UInt8]
    /// The first second of roots and certificates; seconds since 1970, UTC.
    let from: UInt32
    /// Their last month.
    let until: ExpiryMonth

    /// - **Errors**: nil unless `from` lies before the end of the month.
    init?(index: UInt8, issuer: [UInt8], platform: [UInt8], from: UInt32, until: ExpiryMonth) {
        guard from < until.end else { return nil }
        self.index = index
        self.issuer = issuer
        self.platform = platform
        self.from = from
        self.until = until
    }

    /// Reads a file of settings; nil for any other text.
    init?(parsing text: String) {
        let names = ["faregate-authority", "index", "issuer", "platform", "from", "until"]
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: false) }
        guard lines.map({ $0.first.map(String.init) }) == names, lines.allSatisfy({ $0.count == 2 }) else {
            return nil
        }
        let values = lines.map { String($0[1]) }
        guard values[0] == "1", let index = Self.index(values[1]), let issuer = Self.number(values[2]),
            let platform = Self.number(values[3]), let from = UInt32(values[4]), let until = Self.month(values[5])
        else { return nil }
        self.init(index: index, issuer: issuer, platform: platform, from: from, until: until)
    }

    var text: String {
        let month = "\(until.year)-\(until.month < 10 ? "0" : "")\(until.month)"
        return "faregate-authority 1\nindex \(Hex.text([index]).lowercased())\nissuer \(Hex.text(issuer))\n"
            + "platform \(Hex.text(platform))\nfrom \(from)\nuntil \(month)\n"
    }

    /// First and last second of roots and certificates.
    var dates: ClosedRange<UInt32> { from...(until.end - 1) }

    /// MMYY in BCD.
    var expiryMonth: [UInt8] { [Self.decimal(until.month), Self.decimal(until.year % 100)] }

    /// Two hex digits.
    static func index(_ text: String) -> UInt8? { text.utf8.count == 2 ? Hex.bytes(text)?.first : nil }

    /// Eight decimal digits as BCD.
    static func number(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 8, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Hex.bytes(text)
    }

    /// YYYY-MM, years 2000 to 2099.
    static func month(_ text: String) -> ExpiryMonth? {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, text.hasPrefix("20"), bytes[4] == 0x2D,
            let year = Hex.bytes(String(decoding: bytes[2..<4], as: UTF8.self))?.first,
            let month = Hex.bytes(String(decoding: bytes[5..<7], as: UTF8.self))?.first
        else { return nil }
        return ExpiryMonth(month, year)
    }

    private static func decimal(_ number: Int) -> UInt8 { UInt8(number / 10 * 16 + number % 10) }
}
