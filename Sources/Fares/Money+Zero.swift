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
}
