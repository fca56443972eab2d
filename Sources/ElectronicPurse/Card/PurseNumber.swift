import SmartCard

/// The number of a purse, decimal digits; printed or reflected it shows its masked form only.
///
/// - **Limits**: 1 to 20 digits. What is stored is a token of them: see ``appendDigits(to:)``.
package struct PurseNumber: Hashable, Sendable {
    private let digits: [UInt8]

    /// The digits of a serial field: 20 half bytes, a 0 in front of 19 digits taken off, `F` at the end too.
    ///
    /// - **Errors**: ``PurseLayoutFault`` for another half byte, or for zeros alone.
    /// - **Source**: nfsee and metrodroid (emv.md, 7); JT/T 978 was not read.
    package init(serialField bytes: [UInt8], at start: Int) throws(PurseLayoutFault) {
        var digits: [UInt8] = []
        var ended = false
        for index in 0..<20 {
            let at = start + index / 2
            let half = index & 1 == 0 ? bytes[at] >> 4 : bytes[at] & 15
            if half == 15 {
                ended = true
                continue
            }
            guard half < 10, !ended else { throw PurseLayoutFault(.identity, at: at, .noDigit) }
            if index > 0 || half != 0 { digits.append(0x30 + half) }
        }
        guard digits.contains(where: { $0 != 0x30 }) else { throw PurseLayoutFault(.identity, at: start, .noNumber) }
        self.digits = digits
    }

    /// A number that a card holds in binary, as an old Shenzhen Tong does.
    package init(binary value: UInt32) { digits = Array(String(value).utf8) }

    /// The digits as ASCII text: what the token is made of.
    package func appendDigits(to text: inout [UInt8]) { text += digits }

    /// The number as it may be shown: the first six and the last four digits, fewer of a short one.
    package var masked: String { MaskedPAN(digits: String(decoding: digits, as: UTF8.self)).description }
}

extension PurseNumber: CustomStringConvertible, CustomReflectable {
    package var description: String { masked }
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
