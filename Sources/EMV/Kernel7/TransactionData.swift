/// What the terminal brings to one transaction.
///
/// - **Unit**: amounts in minor units of ``currency`` (fen); the random number comes from the system's secure source.
package struct TransactionData: Hashable, Sendable {
    /// The largest amount that `9F02` can carry: twelve digits.
    package static let largestAmount: UInt64 = 999_999_999_999

    /// `9F02`.
    package var amount: UInt64
    /// `9F03`.
    package var amountOther: UInt64
    /// `5F2A` as its digits read in hex: yuan are `0x0156`.
    package var currency: UInt16
    /// `9F1A` in the same way.
    package var country: UInt16
    /// `9A`.
    package var date: CalendarDate
    /// `9F21`: hour, minute and second as decimal digits, `0x093000`.
    package var time: UInt32
    /// `9C`: 00 is a purchase.
    package var type: UInt8
    /// `9F37`; never 0.
    package var unpredictableNumber: UInt32
    /// `9F66` as the entry point has set it for this transaction.
    package var terminalQualifiers: UInt32

    package init(
        amount: UInt64, amountOther: UInt64 = 0, currency: UInt16 = 0x0156, country: UInt16 = 0x0156,
        date: CalendarDate, time: UInt32 = 0, type: UInt8 = 0, unpredictableNumber: UInt32,
        terminalQualifiers: UInt32
    ) {
        precondition(amount <= Self.largestAmount && amountOther <= Self.largestAmount)
        self.amount = amount
        self.amountOther = amountOther
        self.currency = currency
        self.country = country
        self.date = date
        self.time = time
        self.type = type
        self.unpredictableNumber = unpredictableNumber
        self.terminalQualifiers = terminalQualifiers
    }

    /// Appends the value that the terminal has for a tag; false if it has none.
    func append(_ tag: UInt32, to value: inout [UInt8], sm2: Bool) -> Bool {
        switch tag {
        case Tag.terminalQualifiers: Self.append(UInt64(terminalQualifiers), bytes: 4, to: &value)
        case Tag.amount: Self.appendDecimal(amount, bytes: 6, to: &value)
        case Tag.amountOther: Self.appendDecimal(amountOther, bytes: 6, to: &value)
        case Tag.terminalCountry: Self.append(UInt64(country), bytes: 2, to: &value)
        case Tag.verificationResults: Self.append(0, bytes: 5, to: &value)
        case Tag.transactionCurrency: Self.append(UInt64(currency), bytes: 2, to: &value)
        case Tag.transactionDate:
            let (year, month, day) = date.bytes
            value.append(year)
            value.append(month)
            value.append(day)
        case Tag.transactionTime: Self.append(UInt64(time), bytes: 3, to: &value)
        case Tag.transactionType: value.append(type)
        case Tag.unpredictableNumber: Self.append(UInt64(unpredictableNumber), bytes: 4, to: &value)
        // No extended application (CAPP), no electronic cash by contact.
        case Tag.extendedApplicationIndicator, Tag.cashIndicator: value.append(0)
        case Tag.algorithmIndicator: value.append(sm2 ? 1 : 0)
        default: return false
        }
        return true
    }

    static func append(_ number: UInt64, bytes: Int, to value: inout [UInt8]) {
        for index in stride(from: bytes - 1, through: 0, by: -1) {
            value.append(UInt8(truncatingIfNeeded: number >> UInt64(index * 8)))
        }
    }

    static func appendDecimal(_ number: UInt64, bytes: Int, to value: inout [UInt8]) {
        var packed: UInt64 = 0
        var rest = number
        for digit in 0..<(bytes * 2) {
            packed |= (rest % 10) << UInt64(digit * 4)
            rest /= 10
        }
        append(packed, bytes: bytes, to: &value)
    }
}
