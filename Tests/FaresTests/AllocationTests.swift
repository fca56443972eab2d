import CAllocationCounter
import Fares
import Testing

#if DEBUG
    private let isOptimised = false
#else
    private let isOptimised = true
#endif

/// What a gate does on every tap allocates nothing.
@Suite(.serialized) struct AllocationTests {
    private func allocations(of action: () -> Void) -> UInt64 {
        action()  // warm-up: metadata and lazy globals
        faregate_reset_allocation_count()
        action()
        return faregate_allocation_count()
    }

    @Test func theCounterCounts() {
        var kept: [[Int]] = []
        let count = allocations {
            for size in 1...10 { kept.append(Array(repeating: 0, count: size)) }
        }
        #expect(count >= 10 && kept.count == 20)
    }

    @Test func lookups() throws {
        let table = try Shipped.book("current").undated.ordinary
        var sum = 0
        let count = allocations {
            for entry in 0..<table.stationCount {
                let station = StationIndex(entry)
                sum += table.fare(from: station, to: 7) + table.highestFare(to: station)
            }
        }
        #expect(count == 0)
        #expect(sum > 0)
    }

    @Test(.enabled(if: isOptimised, "unoptimised code allocates in generic loops; run with -c release"))
    func prices() throws {
        let book = try Shipped.book(
            "current", whatIf: "caps: {day: [{amount_fen: 2000}], week: [{amount_fen: 9000}]}")
        let medium = try #require(book.tariff.medium("quickpass-overseas"))
        let card = try #require(book.tariff.medium("shenzhen-tong"))
        let start = try #require(LocalTime("2024-03-01 08:00:00"))
        var use = AccountUse()
        var sum = 0
        let count = allocations {
            for number in 0..<2000 {
                let entry = LocalTime(seconds: start.seconds + UInt32(number * 600))
                let ride = Ride(
                    origin: StationIndex(number % 351), destination: StationIndex(number * 7 % 351), entryTime: entry,
                    exitTime: LocalTime(seconds: entry.seconds + UInt32(number % 30_000)),
                    medium: number % 2 == 0 ? medium : card, carriage: number % 16 == 1 ? .business : .ordinary,
                    transfer: .bus(at: entry))
                if case .fare(let fare) = book.price(ride, use: &use) { sum += fare.fareFen }
            }
        }
        #expect(count == 0)
        #expect(sum > 0)
    }
}
