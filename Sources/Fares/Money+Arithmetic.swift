/// Why two amounts cannot be put together.
public enum MoneyError: Error, Hashable, Sendable {
    /// They are in different currencies.
    case otherCurrency(Currency, expected: Currency)
    /// The result does not fit 64 bits.
    case overflow
}

extension Money {
    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency: currency) }

    /// The sum of two amounts of one currency.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        let (sum, overflow) = minorUnits.addingReportingOverflow(try other.units(in: currency))
        guard !overflow else { throw .overflow }
        return Money(minorUnits: sum, currency: currency)
    }

    /// What is left when another amount of the same currency is taken away.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money {
        let (rest, overflow) = minorUnits.subtractingReportingOverflow(try other.units(in: currency))
        guard !overflow else { throw .overflow }
        return Money(minorUnits: rest, currency: currency)
    }

    private func units(in currency: Currency) throws(MoneyError) -> Int {
        guard self.currency == currency else { throw .otherCurrency(self.currency, expected: currency) }
        return minorUnits
    }

    /// Reads an amount as people write it, such as `75`, `74.5` or `-3.05`; nil if it is none.
    ///
    /// - **Limits**: at most 12 digits before the point and two behind it; no sign but `-`, no separators.
    public init?(decimal text: String, currency: Currency) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            (1...12).contains(parts[0].utf8.count), let whole = Int(parts[0])
        else { return nil }
        var cents = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let digits = Int(parts[1]) else { return nil }
            cents = parts[1].utf8.count == 1 ? digits * 10 : digits
        }
        let units = whole * 100 + cents
        self.init(minorUnits: isNegative ? -units : units, currency: currency)
    }
}
