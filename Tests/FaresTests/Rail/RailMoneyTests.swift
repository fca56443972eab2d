import Fares
import TestSupport
import Testing

/// Rates, whole dollars, amounts and distances.
struct RailMoneyTests {
    @Test(arguments: [
        ("1.15", "1.150000"), ("1", "1.000000"), ("0.000001", "0.000001"), ("100", "100.000000"), ("007.5", "7.500000"),
        ("1.123456", "1.123456"), ("0", "zero"), ("0.0", "zero"), ("-1.15", "negative"), ("-0", "zero"),
        ("-1000", "negative"), ("100.000001", "tooHigh"), ("9999999999999999999999", "tooHigh"),
        ("1.1234567", "tooFine"),
        ("", "notNumber"), (".5", "notNumber"), ("1.", "notNumber"), ("1,15", "notNumber"), ("1e0", "notNumber"),
        ("+1", "notNumber"), (" 1", "notNumber"), ("１", "notNumber"), ("1.1.1", "notNumber"), ("-", "notNumber"),
    ])
    func rates(text: String, expected: String) {
        let answer: String
        do throws(HKDRateError) {
            answer = try HKDRate(text).description
        } catch {
            answer =
                switch error {
                case .notNumber: "notNumber"
                case .tooFine: "tooFine"
                case .zero: "zero"
                case .negative: "negative"
                case .tooHigh: "tooHigh"
                case .tooLow: "tooLow"
                }
        }
        #expect(answer == expected)
    }

    /// rail.md 2.3: the ranges of rates that give 78, 86 and 247, each bound inside and one millionth outside.
    @Test(arguments: [
        (WholeRounding.halfUp, "1.146512", "1.151162"), (.down, "1.148838", "1.153488"), (.up, "1.144187", "1.146666"),
    ])
    func ratesThatFitTheOpeningMonth(rounding: WholeRounding, low: String, high: String) throws {
        let (first, last) = (try HKDRate(low).millionths, try HKDRate(high).millionths)
        for (millionths, fits) in [(first - 1, false), (first, true), (last, true), (last + 1, false)] {
            let conversion = HKDConversion(rate: try HKDRate(millionths: millionths), rounding: rounding)
            let dollars = [6800, 7500, 21_500].map {
                conversion.dollars(for: Money(minorUnits: $0, currency: .cny))?.plainDecimal
            }
            #expect((dollars == ["78", "86", "247"]) == fits, "\(millionths) \(dollars)")
        }
    }

    @Test(arguments: UInt64(0)..<16)
    func roundingsAgainstCounting(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<1000 {
            let denominator = 1 + random.below(40)
            let numerator = random.below(500)
            var (whole, rest) = (0, numerator)
            while rest >= denominator { (whole, rest) = (whole + 1, rest - denominator) }
            #expect(WholeRounding.down.quotient(numerator, by: denominator) == whole)
            #expect(WholeRounding.up.quotient(numerator, by: denominator) == whole + (rest > 0 ? 1 : 0))
            #expect(
                WholeRounding.halfUp.quotient(numerator, by: denominator) == whole + (2 * rest >= denominator ? 1 : 0))
        }
    }

    @Test func otherAmountsAreNotConverted() throws {
        let conversion = HKDConversion(rate: try HKDRate("100"))
        #expect(conversion.dollars(for: Money(minorUnits: 100, currency: .hkd)) == nil)
        #expect(conversion.dollars(for: Money(minorUnits: -1, currency: .cny)) == nil)
        #expect(conversion.dollars(for: Money(minorUnits: Int.max, currency: .cny)) == nil)
        #expect(conversion.cents(for: Money(minorUnits: 7, currency: .cny)) == Money(minorUnits: 700, currency: .hkd))
    }

    @Test(arguments: [
        ("75", 7500, "75"), ("74.5", 7450, "74.5"), ("74.50", 7450, "74.5"), ("112.75", 11_275, "112.75"),
        ("0.05", 5, "0.05"), ("", nil, ""), ("1.234", nil, ""), ("-1", nil, ""), ("1.", nil, ""), (".5", nil, ""),
        ("1234567890123", nil, ""), ("1e2", nil, ""),
    ])
    func amounts(text: String, fen: Int?, plain: String) {
        let money = Money(decimal: text, currency: .cny)
        #expect(money?.minorUnits == fen && money?.plainDecimal ?? "" == plain)
    }

    /// By hand: kilometres at full, nine and eight tenths of the rate, to half a yuan.
    @Test(arguments: [
        (RailLetter.d, 1, 50), (.d, 100, 2950), (.d, 500, 14_650), (.d, 501, 14_700), (.d, 1000, 27_850),
        (.g, 854, 37_550), (.g, 1069, 46_150), (.g, 5000, 190_500),
    ])
    func estimates(letter: RailLetter, kilometres: Int, fen: Int) {
        #expect(DistanceEstimate.fen(letter, kilometres: kilometres) == fen)
    }

    @Test func noEstimate() {
        #expect(DistanceEstimate.fen(.c, kilometres: 50) == nil)
        #expect(DistanceEstimate.fen(.g, kilometres: 0) == nil && DistanceEstimate.fen(.g, kilometres: 5001) == nil)
    }
}
