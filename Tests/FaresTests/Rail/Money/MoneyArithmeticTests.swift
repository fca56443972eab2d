import Fares
import Testing

/// Sums in one currency, and amounts read from text without sign.
struct MoneyArithmeticTests {
    @Test func sums() throws {
        let one = Money(minorUnits: 150, currency: .cny)
        #expect(try one.adding(one) == Money(minorUnits: 300, currency: .cny))
        #expect(try one.subtracting(Money(minorUnits: 151, currency: .cny)) == Money(minorUnits: -1, currency: .cny))
        let dollars = Money(minorUnits: 1, currency: .hkd)
        #expect(throws: MoneyError.otherCurrency(.hkd, expected: .cny)) { try one.adding(dollars) }
        #expect(throws: MoneyError.otherCurrency(.hkd, expected: .cny)) { try one.subtracting(dollars) }
        #expect(throws: MoneyError.overflow) { try Money(minorUnits: .max, currency: .hkd).adding(dollars) }
        #expect(throws: MoneyError.overflow) { try Money(minorUnits: .min, currency: .hkd).subtracting(dollars) }
    }

    @Test(
        arguments: [
            ("75", 7_500), ("74.5", 7_450), ("74.50", 7_450), ("0.01", 1), ("0", 0), ("-3.05", nil), ("-0", nil),
            ("000012", 1_200), ("999999999999.99", 99_999_999_999_999), ("", nil), ("-", nil), (".5", nil), ("5.", nil),
            ("1.234", nil), ("1,5", nil), ("+1", nil), ("1e3", nil), (" 1", nil), ("1 ", nil), ("１", nil), ("--1", nil),
            ("1.-5", nil), ("1.2.3", nil), ("1000000000000", nil), ("99999999999999999999999", nil), ("75 CNY", nil),
            ("NaN", nil), ("0x10", nil),
        ] as [(String, Int?)])
    func reads(text: String, units: Int?) {
        #expect(Money(decimal: text, currency: .cny) == units.map { Money(minorUnits: $0, currency: .cny) })
    }
}
