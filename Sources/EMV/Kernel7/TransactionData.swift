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

    /// The value that the terminal has for a tag, as its bytes read in order, and how many they are; nil if it has
    /// none.
    func value(of tag: UInt32, sm2: Bool) -> (bytes: UInt64, count: Int)? {
        switch tag {
        case Tag.terminalQualifiers: (UInt64(terminalQualifiers), 4)
        case Tag.amount: (Self.packed(amount), 6)
        case Tag.amountOther: (Self.packed(amountOther), 6)
        case Tag.terminalCountry: (UInt64(country), 2)
        case Tag.verificationResults: (0, 5)
        case Tag.transactionCurrency: (UInt64(currency), 2)
        case Tag.transactionDate: (Self.packed(UInt64(date.number % 1_000_000)), 3)
        case Tag.transactionTime: (UInt64(time), 3)
        case Tag.transactionType: (UInt64(type), 1)
        case Tag.unpredictableNumber: (UInt64(unpredictableNumber), 4)
        // No extended application (CAPP), no electronic cash by contact.
        case Tag.extendedApplicationIndicator, Tag.cashIndicator: (0, 1)
        case Tag.algorithmIndicator: (sm2 ? 1 : 0, 1)
        default: nil
        }
    }

    /// Appends the value that the terminal has for a tag; false if it has none.
    func append(_ tag: UInt32, to value: inout [UInt8], sm2: Bool) -> Bool {
        guard let (bytes, count) = self.value(of: tag, sm2: sm2) else { return false }
        Self.append(bytes, bytes: count, to: &value)
        return true
    }

    /// Decimal digits two a byte.
    private static func packed(_ number: UInt64) -> UInt64 {
        var packed: UInt64 = 0
        var rest = number
        var shift: UInt64 = 0
        while rest > 0 {
            packed |= (rest % 10) << shift
            rest /= 10
            shift += 4
        }
        return packed
    }

    static func append(_ number: UInt64, bytes: Int, to value: inout [UInt8]) {
        value.append(addingCapacity: bytes) { output in
            for index in 0..<bytes {
                output.append(UInt8(truncatingIfNeeded: number >> UInt64((bytes - 1 - index) * 8)))
            }
        }
    }

    static func appendDecimal(_ number: UInt64, bytes: Int, to value: inout [UInt8]) {
        append(packed(number), bytes: bytes, to: &value)
    }
}
