import Fares
import Foundation
import TestSupport
import Testing

/// Fees and refunds of single tickets, rounding, refusals.
struct RefundTests {
    private static let sets: [String: (scope: RailScope, departure: String)] = [
        "2018": (.crossBorder, "2019-06-01 12:00:00"), "2023": (.crossBorder, "2024-06-01 12:00:00"),
        "domestic": (.domestic, "2024-06-01 12:00:00"),
    ]

    private func request(_ set: String, _ paid: Money, hours: Int) throws -> RefundRequest {
        let (scope, departure) = try #require(Self.sets[set])
        let moment = try #require(LocalTime(departure))
        return RefundRequest(
            scope: scope, paid: paid, departure: moment, now: LocalTime(seconds: moment.seconds - UInt32(hours * 3600)))
    }

    /// Rule set, price, hours before departure; fee and refund.
    @Test(arguments: [
        // 2018: the fee is cut to whole yuan or dollars.
        ("2018", "75", Currency.cny, 400, "3.00 + 72.00 CNY"), ("2018", "75", .cny, 100, "22.00 + 53.00 CNY"),
        ("2018", "75", .cny, 10, "37.00 + 38.00 CNY"), ("2018", "86", .hkd, 400, "4.00 + 82.00 HKD"),
        ("2018", "86", .hkd, 100, "25.00 + 61.00 HKD"), ("2018", "86", .hkd, 10, "43.00 + 43.00 HKD"),
        ("2018", "74.5", .cny, 10, "37.00 + 37.50 CNY"), ("2018", "0.5", .cny, 10, "0.00 + 0.50 CNY"),
        ("2018", "247", .hkd, 48, "74.00 + 173.00 HKD"),
        // 2023: the refund is raised to whole ones, and never above the price.
        ("2023", "75", .cny, 400, "3.00 + 72.00 CNY"), ("2023", "75", .cny, 100, "22.00 + 53.00 CNY"),
        ("2023", "75", .cny, 10, "37.00 + 38.00 CNY"), ("2023", "74.5", .cny, 400, "3.50 + 71.00 CNY"),
        ("2023", "86", .hkd, 400, "4.00 + 82.00 HKD"), ("2023", "86", .hkd, 10, "43.00 + 43.00 HKD"),
        ("2023", "100", .hkd, 400, "5.00 + 95.00 HKD"), ("2023", "0.5", .cny, 10, "0.00 + 0.50 CNY"),
        ("2023", "0.01", .hkd, 10, "0.00 + 0.01 HKD"), ("2023", "68.01", .hkd, 10, "33.01 + 35.00 HKD"),
        // Domestic: the fee to 0.50, at least 2 yuan, nothing from 8 days.
        ("domestic", "74.5", .cny, 192, "0.00 + 74.50 CNY"), ("domestic", "74.5", .cny, 100, "3.50 + 71.00 CNY"),
        ("domestic", "74.5", .cny, 30, "7.50 + 67.00 CNY"), ("domestic", "74.5", .cny, 10, "15.00 + 59.50 CNY"),
        ("domestic", "44.9", .cny, 100, "2.00 + 42.90 CNY"),  // 2.245
        ("domestic", "45", .cny, 100, "2.50 + 42.50 CNY"),  // 2.25
        ("domestic", "54.9", .cny, 100, "2.50 + 52.40 CNY"),  // 2.745
        ("domestic", "55", .cny, 100, "3.00 + 52.00 CNY"),  // 2.75
        ("domestic", "4.9", .cny, 100, "2.00 + 2.90 CNY"), ("domestic", "1", .cny, 10, "1.00 + 0.00 CNY"),
    ])
    func amounts(set: String, paid: String, currency: Currency, hours: Int, expected: String) throws {
        let paid = try #require(Money(decimal: paid, currency: currency))
        let answer = try RefundRules.shipped().refund(of: try request(set, paid, hours: hours))
        #expect(RailMoney.text(answer) == expected)
    }

    /// One thing wrong a row.
    private static let refusalRows: [(String, @Sendable (inout RefundRequest) -> Void)] = [
        ("nothing-paid", { $0.paid.minorUnits = 0 }), ("bad-amount", { $0.paid.minorUnits = -1 }),
        ("bad-amount", { $0.paid.minorUnits = RefundRules.maximumPaid + 1 }),
        ("bad-amount", { $0.paid.minorUnits = .max }), ("bad-amount", { $0.paid.minorUnits = .min }),
        ("bad-amount", { $0.part = .zero(.cny) }),
        ("bad-amount", { $0.part = Money(minorUnits: -5, currency: .cny) }),
        ("above-paid", { $0.part = Money(minorUnits: 7_501, currency: .cny) }),
        (
            "above-paid",
            {
                $0.part = Money(minorUnits: 2, currency: .cny);
                $0.givenBackBefore = Money(minorUnits: 7_499, currency: .cny)
            }
        ),
        ("above-paid", { $0.givenBackBefore = Money(minorUnits: 7_501, currency: .cny) }),
        ("already-refunded", { $0.givenBackBefore = $0.paid }),
        ("wrong-currency", { $0.part = Money(minorUnits: 100, currency: .hkd) }),
        ("wrong-currency", { $0.givenBackBefore = .zero(.hkd) }),
        (
            "wrong-currency",
            {
                $0.scope = .domestic; $0.paid = Money(minorUnits: 100, currency: .hkd)
            }
        ),
        ("already-changed", { $0.isChanged = true }), ("not-refundable", { $0.isFlexiRideUsed = true }),
        ("departed", { $0.now = LocalTime(seconds: $0.departure.seconds + 1) }),
        ("too-late 30", { $0.now = LocalTime(seconds: $0.departure.seconds - 60) }),
        (
            "too-late 45",
            {
                $0.now = LocalTime(seconds: $0.departure.seconds - 2_640); $0.isFromWestKowloon = true
            }
        ),
        ("no-rule-on-date", { $0.now = LocalTime(seconds: 0) }),
        (
            "no-rule-on-date",
            {
                $0.now = LocalTime(seconds: 0); $0.departure = LocalTime(seconds: 0)
            }
        ),
    ]

    @Test(arguments: refusalRows)
    func refusals(expected: String, change: @Sendable (inout RefundRequest) -> Void) throws {
        var request = try request("2023", Money(minorUnits: 7_500, currency: .cny), hours: 100)
        change(&request)
        #expect(RailMoney.text(try RefundRules.shipped().refund(of: request)) == expected)
    }

    /// A part, and what is left after another one: together the 12.00 that the whole is charged.
    @Test func parts() throws {
        let rules = try RefundRules.shipped()
        var request = try request("2018", Money(minorUnits: 24_700, currency: .hkd), hours: 400)
        #expect(RailMoney.text(rules.refund(of: request)) == "12.00 + 235.00 HKD")
        request.part = Money(minorUnits: 8_600, currency: .hkd)
        #expect(RailMoney.text(rules.refund(of: request)) == "4.17 + 81.83 HKD")
        (request.part, request.givenBackBefore) = (nil, request.part)
        #expect(RailMoney.text(rules.refund(of: request)) == "7.83 + 153.17 HKD")
    }

    /// What the fees of single parts came to before: nothing, or a multiple.
    @Test(arguments: [("2018", 75, 100, 100, 2_200), ("domestic", 100, 75, 100, 400), ("2023", 75, 100, 10, 3_700)])
    func manySmallParts(set: String, count: Int, fen: Int, hours: Int, fee: Int) throws {
        let rules = try RefundRules.shipped()
        var request = try request(set, Money(minorUnits: count * fen, currency: .cny), hours: hours)
        var kept = 0
        for index in 0..<count {
            request.part = Money(minorUnits: fen, currency: .cny)
            request.givenBackBefore = Money(minorUnits: index * fen, currency: .cny)
            guard case .refund(let refund) = rules.refund(of: request) else { throw RailMoney.Refused() }
            kept += refund.fee.minorUnits
        }
        #expect(kept == fee)
    }

    /// Every split of every price gives the whole refund, no part more than itself or less than nothing.
    @Test(arguments: UInt64(0)..<16)
    func everySplitIsTheWhole(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rules = try RefundRules.shipped()
        for _ in 0..<300 {
            let paid = 1 + random.below(random.oneIn(2) ? 500 : 100_000)
            let set = random.one(of: ["2018", "2023", "domestic"])
            var request = try request(set, Money(minorUnits: paid, currency: .cny), hours: 1 + random.below(500))
            guard case .refund(let whole) = rules.refund(of: request) else { throw RailMoney.Refused() }
            var (before, fees, back) = (0, 0, 0)
            while before < paid {
                let part = 1 + random.below(random.oneIn(4) ? paid - before : min(paid - before, paid / 5 + 1))
                request.part = Money(minorUnits: part, currency: .cny)
                request.givenBackBefore = Money(minorUnits: before, currency: .cny)
                guard case .refund(let refund) = rules.refund(of: request) else { throw RailMoney.Refused() }
                #expect((0...part).contains(refund.fee.minorUnits) && refund.amount == request.part, "\(request)")
                before += part
                fees += refund.fee.minorUnits
                back += refund.refund.minorUnits
            }
            #expect(fees == whole.fee.minorUnits && back == whole.refund.minorUnits, "seed \(seed): \(whole)")
        }
    }

    /// In Hong Kong dollars a domestic ticket was paid at West Kowloon.
    @Test func aDomesticTicketSoldAtWestKowloon() throws {
        var request = try request("domestic", Money(minorUnits: 10_000, currency: .hkd), hours: 10)
        request.isSoldAtWestKowloon = true
        #expect(RailMoney.text(try RefundRules.shipped().refund(of: request)) == "20.00 + 80.00 HKD")
    }

    /// Against decimal fractions, whose rounding is not ours.
    @Test(arguments: UInt64(0)..<16)
    func feesLikeDecimalFractions(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rules = try RefundRules.shipped()
        for _ in 0..<1000 {
            let set = random.one(of: ["2018", "2023", "domestic"])
            let paid = 1 + random.below(random.oneIn(2) ? 300 : 300_000)
            let request = try request(set, Money(minorUnits: paid, currency: .cny), hours: 1 + random.below(500))
            guard case .refund(let refund) = rules.refund(of: request) else {
                Issue.record("\(request) is refused")
                continue
            }
            let price = Decimal(paid) / 100
            let share = price * Decimal(refund.band.feePercent) / 100
            let fee =
                switch set {
                case "2018": rounded(share, .down)
                case "2023": price - min(price, rounded(price - share, .up))
                default: share == 0 ? 0 : min(price, max(2, rounded(share * 2, .plain) / 2))
                }
            #expect(Decimal(refund.fee.minorUnits) / 100 == fee, "\(set) \(price) at \(refund.band.feePercent) %")
            #expect(refund.fee.minorUnits + refund.refund.minorUnits == paid)
        }
    }

    private func rounded(_ value: Decimal, _ mode: NSDecimalNumber.RoundingMode) -> Decimal {
        var (value, result) = (value, Decimal())
        unsafe NSDecimalRound(&result, &value, 0, mode)
        return result
    }
}
