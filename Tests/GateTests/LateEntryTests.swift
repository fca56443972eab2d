import Fares
import Gate
import Testing

/// Random histories of one card: entries delivered late, after their exits, cost what they cost in order.
struct LateEntryTests {
    private struct Trip {
        let entry: UInt32
        let exit: UInt32
        let origin: StationIndex
        let destination: StationIndex
    }

    @Test(arguments: UInt64(1)...16)
    func lateEntriesChargeTheSame(seed: UInt64) throws {
        let book = try GateBooks.whatIf("missing_entry: [{charge: 700}]\n")
        let processor = TapProcessor(book)
        let medium = try #require(book.tariff.medium("quickpass"))
        var random = SeededNumbers(seed: seed)
        for _ in 0..<200 {
            let trips = makeTrips(book, &random)
            let late = trips.map { _ in Bool.random(using: &random) }
            let inOrder = charge(processor, trips, late.map { _ in false }, medium)
            let delayed = charge(processor, trips, late, medium)
            let fares = trips.reduce(0) {
                $0 + book.undated.ordinary.fare(from: $1.origin, to: $1.destination)
            }
            #expect(inOrder == fares)
            #expect(delayed == fares)
        }
    }

    private func makeTrips(_ book: FareBook, _ random: inout SeededNumbers) -> [Trip] {
        let stations = StationIndex(book.edition.network.stations.count)
        let day = ServiceDate(dayNumber: 20_668)
        var time = LocalTime(day, secondOfDay: 6 * 3600).seconds
        return (0..<Int.random(in: 1...6, using: &random)).map { _ in
            let entry = time + UInt32.random(in: 100...3000, using: &random)
            let exit = entry + UInt32.random(in: 100...7000, using: &random)
            time = exit
            return Trip(
                entry: entry, exit: exit, origin: .random(in: 0..<stations, using: &random),
                destination: .random(in: 0..<stations, using: &random))
        }
    }

    /// The sum of all charges; a late entry comes right after its exit.
    private func charge(_ processor: TapProcessor, _ trips: [Trip], _ late: [Bool], _ medium: FareMedia) -> Int {
        var journey = Journey()
        var sum = 0
        func tap(_ kind: TapKind, _ time: UInt32, _ station: StationIndex) {
            let tap = Tap(
                token: CardToken(low: 1), time: LocalTime(seconds: time), kind: kind, station: station,
                medium: medium, isRecorded: true)
            sum += processor.process(tap, journey: &journey).chargeFen
        }
        for (trip, isLate) in zip(trips, late) {
            if !isLate { tap(.entry, trip.entry, trip.origin) }
            tap(.exit, trip.exit, trip.destination)
            if isLate { tap(.entry, trip.entry, trip.origin) }
        }
        return sum
    }
}

/// Random numbers with a seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
