import Fares
import Testing

/// The money of one ticket: each event, in and out of turn.
struct LedgerTests {
    private let now = LocalTime(seconds: 1_700_000_000)

    private func quote(_ fen: Int, _ rate: Int = 1_150_000, _ rounding: RailQuote.Rounding = .cent) throws -> RailQuote
    {
        try #require(RailQuote(fen: fen, rate: HKDRate(millionths: rate), rounding: rounding))
    }

    private func paid(_ quote: RailQuote, in currency: Currency = .cny) -> RailLedger {
        var ledger = RailLedger()
        #expect(ledger.quote(quote) == nil)
        let answer = ledger.pay(id: "p", in: currency, now: now)
        #expect(RailMoney.text(answer).hasSuffix("in, 0/0 back, 0/0 fee"))
        return ledger
    }

    private func fen(_ units: Int) -> Money { Money(minorUnits: units, currency: .cny) }

    /// rail.md 8: half up, integers only.
    @Test(arguments: [
        (7_500, 1_150_000, RailQuote.Rounding.cent, 8_625), (7_500, 1_150_000, .dollar, 8_600),
        (6_800, 1_150_000, .dollar, 7_800), (21_500, 1_150_000, .dollar, 24_700), (1, 1_500_000, .cent, 2),
        (1, 1_499_999, .cent, 1), (3, 500_000, .cent, 2), (1, 1, .cent, 0),
        (10_000_000, 100_000_000, .cent, 1_000_000_000),
    ])
    func quotes(fen: Int, rate: Int, rounding: RailQuote.Rounding, cents: Int) throws {
        #expect(try quote(fen, rate, rounding).amount == TwoCurrencyAmount(fen: fen, cents: cents))
    }

    @Test(arguments: [0, -1, 10_000_001, .max, .min])
    func noQuotes(fen: Int) throws { #expect(try RailQuote(fen: fen, rate: HKDRate(millionths: 1)) == nil) }

    /// rail.md 12, 8: whole and in parts, nothing is left on either side.
    @Test(arguments: [[7_500], [1_000, 6_500], [3_333, 3_333, 834], [1, 1, 7_498], [2_500, 2_500, 2_500]])
    func refundsCloseBothSides(parts: [Int]) throws {
        for currency in Currency.allCases {
            var ledger = paid(try quote(7_500, 1_000_000), in: currency)
            for (index, part) in parts.enumerated() {
                let answer = ledger.refund(id: "r\(index)", try RailMoney.refund(ledger, part: part))
                guard case .done(let entry) = answer else {
                    Issue.record("\(answer)")
                    return
                }
                #expect(entry.returned.money(in: currency).minorUnits == part && ledger.isBalanced)
            }
            #expect(ledger.state == .closed && ledger.held == .zero && ledger.returned == ledger.paid)
        }
    }

    /// 86.25 dollars in thirds of 75 yuan: two rounded down, the last with the remainder.
    @Test func theLastPartTakesTheRemainder() throws {
        var ledger = paid(try quote(7_500))
        for (id, part, expected) in [("1", 1_111, "1111/1277"), ("2", 1_111, "1111/1277"), ("3", 5_278, "5278/6071")] {
            let answer = ledger.refund(id: id, try RailMoney.refund(ledger, part: part))
            #expect(RailMoney.text(answer) == "0/0 in, \(expected) back, 0/0 fee")
        }
    }

    /// A fee is kept on both sides.
    @Test func fees() throws {
        var ledger = paid(try quote(7_500))
        let answer = ledger.refund(id: "1", try RailMoney.refund(ledger, .crossBorder, hours: 400))
        #expect(RailMoney.text(answer) == "0/0 in, 7200/8280 back, 300/345 fee")
        #expect(ledger.fees == TwoCurrencyAmount(fen: 300, cents: 345) && ledger.isBalanced)
        var dollars = paid(try quote(7_500, 1_150_000, .dollar), in: .hkd)
        let other = dollars.refund(id: "1", try RailMoney.refund(dollars, .crossBorder, hours: 400))
        #expect(RailMoney.text(other) == "0/0 in, 7151/8200 back, 349/400 fee")
    }

    /// A fare that is published in both currencies has no rate; its two sides close all the same.
    @Test func aFareAsPublishedInBoth() throws {
        let book = try RailFareBook.shipped()
        let stations = book.stations
        var question = RailQuestion(
            from: try stations.station("深圳北"), to: try stations.station("西九龙"), date: ServiceDate("2018-09-25"))
        question.currency = .hkd
        guard case .fare(let fare) = book.quote(question) else { throw RailMoney.Refused() }
        let quote = try #require(RailQuote(fare))
        #expect(quote.rate == nil && quote.amount == TwoCurrencyAmount(fen: 7_500, cents: 8_600))
        var ledger = paid(quote)
        let part = ledger.refund(id: "1", try RailMoney.refund(ledger, part: 2_500))
        #expect(RailMoney.text(part) == "0/0 in, 2500/2866 back, 0/0 fee")
        _ = ledger.refund(id: "2", try RailMoney.refund(ledger))
        #expect(ledger.state == .closed && ledger.returned == quote.amount)
        question.currency = .cny
        guard case .fare(let yuan) = book.quote(question) else { throw RailMoney.Refused() }
        let alone = try #require(RailQuote(yuan))
        #expect(!alone.hasBothSides && alone.amount == TwoCurrencyAmount(fen: 7_500, cents: 0))
        #expect(RailMoney.text(paid(alone).changed(to: quote)) == "another-rate")
    }

    @Test func theSameNameMovesNothingTwice() throws {
        var ledger = RailLedger()
        _ = ledger.quote(try quote(7_500))
        _ = ledger.pay(id: "p", in: .cny, now: now)
        #expect(RailMoney.text(ledger.pay(id: "p", in: .cny, now: now)) == "again: 7500/8625 in, 0/0 back, 0/0 fee")
        #expect(RailMoney.text(ledger.pay(id: "p", in: .hkd, now: now)) == "id-taken")
        let whole = try RailMoney.refund(ledger, .crossBorder, hours: 400)
        let free = try RailMoney.refund(ledger)
        #expect(RailMoney.text(ledger.refund(id: "p", whole)) == "id-taken")
        _ = ledger.refund(id: "r", whole)
        let before = ledger
        #expect(RailMoney.text(ledger.refund(id: "r", whole)) == "again: 0/0 in, 7200/8280 back, 300/345 fee")
        #expect(RailMoney.text(ledger.refund(id: "r", free)) == "id-taken")
        #expect(RailMoney.text(ledger.refund(id: "s", free)) == "already-refunded")
        #expect(RailMoney.text(ledger.pay(id: "t", in: .cny, now: now)) == "already-refunded")
        #expect(ledger.quote(try quote(1)) == .alreadyRefunded && ledger == before)
    }

    /// A refund that was worked out for another price, payment or moment of the ticket's life moves nothing.
    @Test func refundsOfOtherTickets() throws {
        var ledger = paid(try quote(7_500))
        let stale = try RailMoney.refund(ledger, part: 100)
        for other in [paid(try quote(7_400)), paid(try quote(7_500), in: .hkd)] {
            let refund = try RailMoney.refund(other, part: 100)
            #expect(RailMoney.text(ledger.refund(id: "r", refund)) == "another-ticket")
        }
        _ = ledger.refund(id: "1", stale)
        let before = ledger
        #expect(RailMoney.text(ledger.refund(id: "2", stale)) == "another-ticket" && ledger == before)
    }

    /// Rules that were asked without a word of the change do not help: the ledger knows.
    @Test(arguments: [(ChangeKind.ordinary, "already-changed"), (.flexiRide, "not-refundable")])
    func changedTickets(kind: ChangeKind, expected: String) throws {
        let refund = try RailMoney.refund(paid(try quote(7_500)), .crossBorder)
        var ledger = paid(try quote(7_500))
        _ = ledger.change(id: "c", to: try quote(7_500), kind: kind)
        let before = ledger
        #expect(RailMoney.text(ledger.refund(id: "r", refund)) == expected && ledger == before)
    }

    @Test func outOfTurn() throws {
        var ledger = RailLedger()
        #expect(RailMoney.text(ledger.pay(id: "p", in: .cny, now: now)) == "not-quoted")
        let refund = try RailMoney.refund(paid(try quote(7_500)))
        #expect(RailMoney.text(ledger.refund(id: "r", refund)) == "nothing-paid")
        #expect(RailMoney.text(ledger.change(id: "c", to: try quote(1))) == "nothing-paid")
        let ends = try #require(RailQuote(fen: 7_500, rate: HKDRate(millionths: 1_150_000), validUntil: now))
        #expect(ledger.quote(ends) == nil)
        #expect(
            RailMoney.text(ledger.pay(id: "p", in: .cny, now: LocalTime(seconds: now.seconds + 1))) == "quote-expired")
        #expect(RailMoney.text(ledger.pay(id: "", in: .cny, now: now)) == "bad-id")
        #expect(RailMoney.text(ledger.pay(id: String(repeating: "x", count: 65), in: .cny, now: now)) == "bad-id")
        #expect(ledger.quote(try quote(1, 1)) == nil)
        #expect(RailMoney.text(ledger.pay(id: "p", in: .hkd, now: now)) == "nothing-paid")
        #expect(ledger.quote(ends) == nil)
        #expect(RailMoney.text(ledger.pay(id: "p", in: .cny, now: now)) == "7500/8625 in, 0/0 back, 0/0 fee")
        #expect(ledger.quote(ends) == .alreadyPaid)
        #expect(RailMoney.text(ledger.pay(id: "q", in: .cny, now: now)) == "already-paid")
    }

    @Test func changes() throws {
        var ledger = paid(try quote(7_500))
        #expect(RailMoney.text(ledger.change(id: "c", to: try quote(8_000, 1_160_000))) == "another-rate")
        #expect(RailMoney.text(ledger.change(id: "c", to: try quote(8_000), kind: .flexiRide)) == "another-fare")
        #expect(RailMoney.text(ledger.change(id: "c", to: try quote(8_000))) == "500/575 in, 0/0 back, 0/0 fee")
        #expect(RailMoney.text(ledger.change(id: "c", to: try quote(8_000))) == "again: 500/575 in, 0/0 back, 0/0 fee")
        #expect(RailMoney.text(ledger.change(id: "c", to: try quote(8_001))) == "id-taken")
        #expect(RailMoney.text(ledger.change(id: "d", to: try quote(9_000))) == "already-changed")
        for ride in 0..<3 {
            #expect(
                RailMoney.text(ledger.change(id: "f\(ride)", to: try quote(8_000), kind: .flexiRide))
                    == "0/0 in, 0/0 back, 0/0 fee")
        }
        #expect(RailMoney.text(ledger.change(id: "f3", to: try quote(8_000), kind: .flexiRide)) == "flexi-rides-used")
        #expect(ledger.held == TwoCurrencyAmount(fen: 8_000, cents: 9_200) && ledger.isBalanced)
        var cheaper = paid(try quote(7_500))
        #expect(RailMoney.text(cheaper.change(id: "c", to: try quote(7_000))) == "0/0 in, 500/575 back, 0/0 fee")
        var parted = paid(try quote(7_500))
        _ = parted.refund(id: "r", try RailMoney.refund(parted, part: 1))
        #expect(RailMoney.text(parted.change(id: "c", to: try quote(8_000))) == "partly-refunded")
    }

    /// The ledger tells the rules what was done with the ticket.
    @Test func theRulesHearOfTheLedger() throws {
        let rules = try RefundRules.shipped()
        var ledger = paid(try quote(7_500))
        let departure = LocalTime(seconds: now.seconds + 100 * 3600)
        func answer(_ ledger: RailLedger, part: Money? = nil) throws -> String {
            let request = try #require(
                ledger.refundRequest(scope: .crossBorder, part: part, departure: departure, now: now))
            return RailMoney.text(rules.refund(of: request))
        }
        #expect(RailLedger().refundRequest(scope: .crossBorder, departure: departure, now: now) == nil)
        #expect(try answer(ledger) == "22.00 + 53.00 CNY")
        #expect(try answer(ledger, part: fen(7_501)) == "above-paid")
        _ = ledger.refund(id: "1", try RailMoney.refund(ledger, part: 5_000))
        #expect(try answer(ledger) == "7.34 + 17.66 CNY")  // 25 of 75 yuan, the whole fee of which is 22
        var changed = paid(try quote(7_500))
        _ = changed.change(id: "c", to: try quote(7_500))
        #expect(try answer(changed) == "already-changed")
        var flexi = paid(try quote(7_500))
        _ = flexi.change(id: "c", to: try quote(7_500), kind: .flexiRide)
        #expect(try answer(flexi) == "not-refundable")
    }

    @Test func aFullLedger() throws {
        var ledger = paid(try quote(7_500))
        for index in 1..<RailLedger.maximumEntries {
            _ = ledger.refund(id: "\(index)", try RailMoney.refund(ledger, part: 1))
        }
        #expect(ledger.entries.count == RailLedger.maximumEntries)
        #expect(RailMoney.text(ledger.refund(id: "more", try RailMoney.refund(ledger, part: 1))) == "full")
        #expect(ledger.isBalanced)
    }
}

extension RailLedger {
    /// What a change answers, the ledger itself unchanged.
    fileprivate func changed(to quote: RailQuote) -> LedgerAnswer {
        var copy = self
        return copy.change(id: "c", to: quote)
    }
}
