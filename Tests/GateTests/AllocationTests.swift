import CAllocationCounter
import Fares
import Gate
import Testing

/// The data plane allocates nothing: look-up, price, decision, and a table with room.
@Suite(.serialized)
struct AllocationTests {
    @Test func theCounterCounts() {
        faregate_reset_allocation_count()
        var list: [Int] = []
        for number in 0..<1000 { list.append(number) }
        #expect(list.count == 1000)
        #expect(faregate_allocation_count() > 0)
    }

    @Test func lookUpAndPrice() throws {
        let book = try GateBooks.current()
        let medium = try #require(book.tariff.medium("shenzhen-tong"))
        let table = book.undated.ordinary
        let morning = try #require(LocalTime("2026-08-03 08:00:00"))
        var sum = 0
        // The first round lets the runtime make what it makes once.
        for pair in 0..<100_001 {
            if pair == 1 { faregate_reset_allocation_count() }
            let origin = StationIndex(pair % 351)
            let destination = StationIndex(pair / 351 % 351)
            sum += table.fare(from: origin, to: destination)
            var use = AccountUse()
            let ride = Ride(
                origin: origin, destination: destination, entryTime: morning, exitTime: morning, medium: medium,
                transfer: .bus(at: morning))
            if case .fare(let fare) = book.price(ride, use: &use) { sum += fare.fareFen }
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(sum > 0)
    }

    @Test func railLookUp() throws {
        let book = try RailFareBook.shipped()
        let date = ServiceDate("2018-09-25")
        let table = try #require(book.table(on: date))
        let square = table.square(.g, .second)
        let count = book.stations.pricedCount
        var sum = 0
        for pair in 0..<100_001 {
            if pair == 1 { faregate_reset_allocation_count() }
            let fen = square.fare(from: StationIndex(pair % count), to: StationIndex(pair / count % count))
            if fen != RailFareTable.noFare { sum += fen }
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(sum > 0)
    }

    @Test func decisions() throws {
        let book = try GateBooks.current()
        let medium = try #require(book.tariff.medium("quickpass"))
        let processor = TapProcessor(book)
        var table = JourneyTable(capacity: 1000)
        let start = try #require(LocalTime("2026-08-03 08:00:00")).seconds
        var charged = 0
        for step in 0..<100_000 {
            // By then every kind of decision has been made once, and the runtime has what it makes once.
            if step == 4000 { faregate_reset_allocation_count() }
            let tap = Tap(
                token: CardToken(low: UInt64(step % 1000)), time: LocalTime(seconds: start + UInt32(step)),
                kind: step / 1000 % 2 == 0 ? .entry : .exit, station: StationIndex(step % 351), medium: medium)
            charged += table.withJourney(of: tap.token) { processor.process(tap, journey: &$0) }.chargeFen
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(charged > 0)
    }
}
