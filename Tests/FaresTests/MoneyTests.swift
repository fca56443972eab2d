import Fares
import Testing

/// Amounts as text: two places, the sign before the first digit, the currency's code.
struct MoneyTests {
    @Test(arguments: [
        (0, Currency.cny, "0.00 CNY"),
        (5, .cny, "0.05 CNY"),
        (10, .hkd, "0.10 HKD"),
        (99, .cny, "0.99 CNY"),
        (100, .cny, "1.00 CNY"),
        (475, .cny, "4.75 CNY"),
        (120_000, .hkd, "1200.00 HKD"),
        (-1, .cny, "-0.01 CNY"),
        (-40, .cny, "-0.40 CNY"),
        (-1005, .cny, "-10.05 CNY"),
        (.max, .cny, "92233720368547758.07 CNY"),
        (.min, .cny, "-92233720368547758.08 CNY"),  // its magnitude does not fit an Int
    ])
    func reads(minorUnits: Int, currency: Currency, expected: String) {
        let money = Money(minorUnits: minorUnits, currency: currency)
        #expect(money.description == expected)
        #expect(expected.hasPrefix(money.decimal) && !money.decimal.contains(" "))
    }
}
