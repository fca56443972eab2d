import Fares
import TestSupport
import Testing

/// Random lives of tickets against a list of moves that is added up anew after each step.
struct LedgerPropertyTests {
    /// What the test keeps beside the ledger: plain sums by currency, and the names that are taken.
    private struct Sums {
        var paid: [Currency: Int] = [.cny: 0, .hkd: 0]
        var back: [Currency: Int] = [.cny: 0, .hkd: 0]
        var fees: [Currency: Int] = [.cny: 0, .hkd: 0]

        init(_ entries: [LedgerEntry]) {
            for entry in entries {
                for currency in Currency.allCases {
                    paid[currency, default: 0] += entry.taken.money(in: currency).minorUnits
                    back[currency, default: 0] += entry.returned.money(in: currency).minorUnits
                    fees[currency, default: 0] += entry.fee.money(in: currency).minorUnits
                }
            }
        }
    }

    @Test(arguments: UInt64(0)..<16)
    func nothingIsLostOrMade(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var ledger = RailLedger()
        var rate = 1_150_000
        var closed = 0
        var refused: Set<String> = []
        for step in 0..<2_000 {
            if ledger.state == .closed && random.oneIn(3) || ledger.entries.count > 200 {
                (ledger, closed, rate) = (RailLedger(), closed + 1, 1 + random.below(3_000_000))
            }
            let before = ledger
            let answer = try event(&ledger, rate, &random)
            let place = "seed \(seed), step \(step)"
            try check(ledger, place)
            switch answer {
            case .done(let entry)?:
                #expect(ledger.entries == before.entries + [entry], "\(place)")
            case .repeated(let entry)?:
                #expect(ledger == before && before.entries.contains(entry), "\(place)")
            case .refused(let refusal)?:
                #expect(ledger == before, "\(place)")
                refused.insert(refusal.code)
            case nil:
                #expect(ledger.entries == before.entries, "\(place)")
            }
        }
        #expect(closed > 5 && refused.count >= 7, "seed \(seed): \(closed) closed, refused \(refused.sorted())")
    }

    /// One event, sensible or not; nil for a quote.
    private func event(
        _ ledger: inout RailLedger, _ rate: Int, _ random: inout SplitMix64
    ) throws -> LedgerAnswer? {
        let id = "\(random.below(40))"
        let fen = 1 + random.below(random.oneIn(2) ? 50 : 100_000)
        let rate = random.oneIn(10) ? rate + 1 : rate
        let quote = try #require(
            RailQuote(fen: fen, rate: HKDRate(millionths: rate), rounding: random.oneIn(2) ? .dollar : .cent))
        let currency = random.oneIn(2) ? Currency.cny : .hkd
        switch random.below(10) {
        case 0:
            _ = ledger.quote(quote)
            return nil
        case 1: return ledger.pay(id: id, in: currency, now: LocalTime(seconds: 1))
        case 2: return ledger.change(id: id, to: quote, kind: random.oneIn(3) ? .flexiRide : .ordinary)
        case 3:
            // A request of before, under its own name.
            guard let entry = ledger.entries.randomElement(using: &random) else { return nil }
            switch entry.request {
            case .pay(_, let currency): return ledger.pay(id: entry.id, in: currency, now: LocalTime(seconds: 1))
            case .change(let quote, let kind): return ledger.change(id: entry.id, to: quote, kind: kind)
            case .refund(let amount, let fee): return ledger.refund(id: entry.id, amount: amount, fee: fee)
            }
        default:
            let left = ledger.held.money(in: currency).minorUnits
            let amount = random.oneIn(4) ? left : random.below(left + 3) - 1
            let fee = random.oneIn(2) ? 0 : random.below(max(1, amount) + 1)
            return ledger.refund(
                id: id, amount: Money(minorUnits: amount, currency: currency),
                fee: Money(minorUnits: fee, currency: currency))
        }
    }

    private func check(_ ledger: RailLedger, _ place: String) throws {
        let sums = Sums(ledger.entries)
        for currency in Currency.allCases {
            let paid = try #require(sums.paid[currency])
            let back = try #require(sums.back[currency])
            let fees = try #require(sums.fees[currency])
            #expect(ledger.paid.money(in: currency).minorUnits == paid, "\(place)")
            #expect(ledger.returned.money(in: currency).minorUnits == back, "\(place)")
            #expect(ledger.fees.money(in: currency).minorUnits == fees, "\(place)")
            #expect(ledger.held.money(in: currency).minorUnits == paid - back - fees, "\(place)")
            #expect(paid - back - fees >= 0, "\(place)")
        }
        #expect(ledger.isBalanced, "\(place)")
        if ledger.state == .closed { #expect(ledger.held == .zero, "\(place)") }
        // Each refund is within a cent or fen of its pro rata share of the price.
        if case .held(let quote, let currency, _, _) = ledger.state {
            let (price, other) = (quote.amount.money(in: currency).minorUnits, quote.amount)
            let otherPrice = currency == .cny ? other.cents : other.fen
            for entry in ledger.entries {
                guard case .refund(let amount, _) = entry.request else { continue }
                let gone = entry.returned + entry.fee
                let share = currency == .cny ? gone.cents : gone.fen
                #expect(share == otherPrice * amount.minorUnits / price, "\(place)")
            }
        }
    }
}

extension TwoCurrencyAmount {
    fileprivate static func + (left: Self, right: Self) -> Self {
        TwoCurrencyAmount(fen: left.fen + right.fen, cents: left.cents + right.cents)
    }
}
