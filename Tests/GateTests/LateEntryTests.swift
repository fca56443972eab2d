import Fares
import Gate
import TestSupport
import Testing

/// Random histories of one card: an entry that arrives after its exit changes nothing about what the card pays.
struct LateEntryTests {
    /// One journey as it happened; either half may be missing.
    private struct Trip {
        var bus: UInt32?
        var entry: Tap?
        var exit: Tap?
    }

    @Test(arguments: UInt64(0)..<60, [true, false])
    func lateOrInOrder(seed: UInt64, strict: Bool) throws {
        let processor = TapProcessor(try (strict ? Scene.strict : Scene.plain).get())
        var random = SplitMix64(seed: seed)
        for history in 0..<20 {
            let trips = makeTrips(&random)
            let inOrder = run(trips, late: [], processor)
            // An entry may come late where no journey is open that the exit would be joined to instead.
            let lateable = trips.indices.filter { index in
                trips[index].entry != nil && trips[index].exit != nil
                    && (index == 0 || trips[index - 1].entry == nil || trips[index - 1].exit != nil)
            }
            let late = Set(lateable.filter { _ in random.below(2) == 0 })
            let outOfOrder = run(trips, late: late, processor)
            let expected = naive(trips, processor.book, strict: strict)
            guard inOrder.charged == expected, outOfOrder.charged == expected,
                inOrder.journeys == outOfOrder.journeys
            else {
                Issue.record(
                    "seed \(seed) history \(history): in order \(inOrder), late \(late.sorted()) \(outOfOrder), naive \(expected)"
                )
                return
            }
        }
    }

    /// Trips of one card, hours apart or minutes, stored value, all recorded.
    private func makeTrips(_ random: inout SplitMix64) -> [Trip] {
        var now: UInt32 = 1_535_680_800 + UInt32(random.below(40_000))  // 2018-08-31 02:00
        return (0..<12).map { _ in
            func tap(_ kind: TapKind) -> Tap {
                Tap(
                    token: CardToken(low: 1), time: LocalTime(seconds: now), kind: kind,
                    station: StationIndex(random.below(166)), medium: FareMedia(index: 1), isRecorded: true)
            }
            var trip = Trip()
            now += UInt32(random.one(of: [61, 1200, 30_000]))
            if random.below(2) == 0 {
                trip.bus = now
                now += UInt32(random.one(of: [0, 300, 5400, 5401]))
            }
            let shape = random.below(8)
            if shape != 0 { trip.entry = tap(.entry) }
            now += UInt32(1 + random.below(7200))
            if shape != 1 { trip.exit = tap(.exit) }
            return trip
        }
    }

    private func run(_ trips: [Trip], late: Set<Int>, _ processor: TapProcessor) -> (charged: Int, journeys: Int) {
        var journey = Journey()
        var (charged, journeys) = (0, 0)
        func take(_ tap: Tap) {
            let decision = processor.process(tap, journey: &journey)
            charged += decision.chargeFen
            journeys += decision.fare == nil ? 0 : 1
        }
        for (index, trip) in trips.enumerated() {
            if let bus = trip.bus {
                take(
                    Tap(
                        token: CardToken(low: 1), time: LocalTime(seconds: bus), kind: .bus, station: nil,
                        medium: FareMedia(index: 1), isRecorded: true))
            }
            if let entry = trip.entry, !late.contains(index) { take(entry) }
            if let exit = trip.exit { take(exit) }
            if let entry = trip.entry, late.contains(index) { take(entry) }
        }
        return (charged, journeys)
    }

    /// The sum of the joined fares, and what the rules say for each half that is missing.
    private func naive(_ trips: [Trip], _ book: FareBook, strict: Bool) -> Int {
        var total = 0
        var bus: UInt32?
        var open: (entry: Tap, bus: UInt32?)?
        for trip in trips {
            bus = trip.bus ?? bus
            if let entry = trip.entry {
                if open != nil, strict { total += 300 }
                open = (entry, bus)
            }
            guard let exit = trip.exit else { continue }
            guard let (entry, busBefore) = open else {
                if strict { total += 700 }
                continue
            }
            open = nil
            guard let origin = entry.station, let destination = exit.station else { continue }
            total += book.undated.ordinary.fare(from: origin, to: destination) * 95 / 100
            if let busBefore, entry.time.seconds - busBefore <= 5400 { total -= 40 }
            if bus == busBefore { bus = nil }  // it counts for one metro trip
        }
        return total
    }
}
