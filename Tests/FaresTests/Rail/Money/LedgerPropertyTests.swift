import Fares
import TestSupport
import Testing

/// Random lives of tickets against a second ledger that hears the requests alone.
struct LedgerPropertyTests {
    /// A ticket's life: its ledger, the plain one, and what does not change while it lasts.
    private struct Life {
        var ledger = RailLedger()
        var plain = PlainLedger()
        var rate = 1_150_000
        var scope = RailScope.crossBorder
        /// Hours from now to departure: one band for all refunds of a life.
        var hours = 100
        /// The fee of the ticket as paid, given back whole.
        var wholeFee: Int?
        /// Refunds that were worked out before, for this ticket or another one.
        var stale: [Refund] = []
    }

    private let now = LocalTime(seconds: 1_700_000_000)

    @Test(arguments: UInt64(0)..<16)
    func nothingIsLostOrMade(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rules = try RefundRules.shipped()
        var life = Life()
        var closed = 0
        var refused: Set<String> = []
        for step in 0..<2_000 {
            // A ticket that was changed is never given back: its life ends otherwise.
            let isStuck = life.plain.paid[0] > 0 && life.wholeFee == nil && random.oneIn(20)
            if life.ledger.state == .closed && random.oneIn(3) || life.ledger.entries.count > 200 || isStuck {
                closed += life.ledger.state == .closed ? 1 : 0
                life = Life(
                    rate: 1 + random.below(3_000_000), scope: random.one(of: RailScope.allCases),
                    hours: 1 + random.below(400), stale: life.stale.suffix(3))
            }
            let before = life.ledger
            let answer = try event(&life, rules, &random)
            let place = "seed \(seed), step \(step)"
            switch answer {
            case .done(let entry)?:
                #expect(life.ledger.entries == before.entries + [entry], "\(place)")
                life.plain.apply(entry.request)
                if case .pay = entry.request { life.wholeFee = try wholeFee(life, rules) }
                if case .change = entry.request { life.wholeFee = nil }
            case .repeated(let entry)?:
                #expect(life.ledger == before && before.entries.contains(entry), "\(place)")
            case .refused(let refusal)?:
                #expect(life.ledger == before, "\(place)")
                refused.insert(refusal.code)
            case nil:
                #expect(life.ledger.entries == before.entries, "\(place)")
            }
            check(life, place)
        }
        #expect(closed > 5 && refused.count >= 6, "seed \(seed): \(closed) closed, refused \(refused.sorted())")
    }

    /// One event, sensible or not; nil for a quote, or where the rules give nothing.
    private func event(
        _ life: inout Life, _ rules: RefundRules, _ random: inout SplitMix64
    ) throws -> LedgerAnswer? {
        let id = "\(random.below(40))"
        let fen = 1 + random.below(random.oneIn(2) ? 50 : 100_000)
        let rate = random.oneIn(10) ? life.rate + 1 : life.rate
        let quote = try #require(
            RailQuote(fen: fen, rate: HKDRate(millionths: rate), rounding: random.oneIn(2) ? .dollar : .cent))
        let currency = random.oneIn(2) ? Currency.cny : .hkd
        switch random.below(10) {
        case 0:
            _ = life.ledger.quote(quote)
            return nil
        case 1: return life.ledger.pay(id: id, in: currency, now: now)
        case 2 where random.oneIn(8):
            return life.ledger.change(id: id, to: quote, kind: random.oneIn(3) ? .flexiRide : .ordinary)
        case 3:
            // A request of before, under its own name.
            guard let entry = life.ledger.entries.randomElement(using: &random) else { return nil }
            switch entry.request {
            case .pay(_, let currency): return life.ledger.pay(id: entry.id, in: currency, now: now)
            case .change(let quote, let kind): return life.ledger.change(id: entry.id, to: quote, kind: kind)
            case .refund(let refund): return life.ledger.refund(id: entry.id, refund)
            }
        case 4:
            // One that was worked out before, for another moment of the life or for another ticket.
            guard let refund = life.stale.randomElement(using: &random) else { return nil }
            return life.ledger.refund(id: id, refund)
        default:
            guard let refund = try refund(life, rules, &random) else { return nil }
            life.stale.append(refund)
            return life.ledger.refund(id: id, refund)
        }
    }

    /// A part, or all that is left, by the rules; nil where they give nothing.
    private func refund(_ life: Life, _ rules: RefundRules, _ random: inout SplitMix64) throws -> Refund? {
        guard case .held(_, let currency, _, _) = life.ledger.state else { return nil }
        let left = life.ledger.held.money(in: currency).minorUnits
        let part = random.oneIn(4) ? left : random.below(left + 3) - 1
        let departure = LocalTime(seconds: now.seconds + UInt32(life.hours * 3600))
        let request = life.ledger.refundRequest(
            scope: life.scope, part: Money(minorUnits: part, currency: currency), departure: departure, now: now,
            isSoldAtWestKowloon: true)
        guard let request, case .refund(let refund) = rules.refund(of: request) else { return nil }
        return refund
    }

    private func wholeFee(_ life: Life, _ rules: RefundRules) throws -> Int? {
        let departure = LocalTime(seconds: now.seconds + UInt32(life.hours * 3600))
        let request = life.ledger.refundRequest(
            scope: life.scope, departure: departure, now: now, isSoldAtWestKowloon: true)
        guard case .refund(let refund) = rules.refund(of: try #require(request)) else { return nil }
        return refund.fee.minorUnits
    }

    private func check(_ life: Life, _ place: String) {
        let (ledger, plain) = (life.ledger, life.plain)
        #expect([ledger.paid.fen, ledger.paid.cents] == plain.paid, "\(place)")
        #expect([ledger.returned.fen, ledger.returned.cents] == plain.back, "\(place)")
        #expect([ledger.fees.fen, ledger.fees.cents] == plain.fees, "\(place)")
        #expect([ledger.held.fen, ledger.held.cents] == plain.held, "\(place)")
        #expect(ledger.isBalanced && plain.held.allSatisfy { $0 >= 0 }, "\(place)")
        guard ledger.state == .closed else { return }
        #expect(plain.held == [0, 0], "\(place)")
        // However it was split: the fee of the whole.
        if let whole = life.wholeFee { #expect(plain.fees[plain.lead] == whole, "\(place)") }
    }
}
