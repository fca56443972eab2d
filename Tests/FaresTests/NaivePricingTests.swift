import Fares
import TestSupport
import Testing

/// The engine against the pipeline of metro.md 2 written out as plain ifs, on 200,000 random rides.
struct NaivePricingTests {
    /// The rules of Shenzhen with a day cap and a week cap, by name and date text; keeps its own books.
    private struct Naive {
        let fares: FareTable
        let business: FareTable?
        var spentOnDay: [Int32: Int] = [:]
        var spentInWeek: [Int32: Int] = [:]
        var promoted: [Int32: Int] = [:]
        var passStart: Int?

        mutating func price(_ ride: Ride, medium: String, rider: String) -> Int? {
            let (entry, exit) = (Int(ride.entryTime.seconds), Int(ride.exitTime.seconds))
            let day = Int32((entry - 4 * 3600) / 86_400)
            let week = (day + 3) / 7
            let date = ServiceDate(dayNumber: day).description
            if medium == "t-union" && date < "2019-09-16" { return nil }
            if medium.hasPrefix("quickpass") && date < "2019-03-01" { return nil }
            if medium == "qr-code" && date < "2018-05-08" { return nil }
            var percent = ["shenzhen-tong": 95, "t-union": 95][medium] ?? 100
            if rider != "adult" { percent = rider == "student" || rider == "child" ? 50 : 0 }
            var fare: Int
            if ride.carriage == .business {
                guard let business, ["single-ticket", "shenzhen-tong", "t-union"].contains(medium) else { return nil }
                fare = business.fare(from: ride.origin, to: ride.destination)
                if fare == 65_535 { return nil }
                percent = 100
            } else {
                fare = fares.fare(from: ride.origin, to: ride.destination) * percent / 100
            }
            if medium.hasSuffix("pass") && medium != "quickpass" {
                let first = passStart ?? entry
                passStart = first
                if entry - first >= (medium == "day-pass" ? 24 : 72) * 3600 { return nil }
                fare = 0
            }
            if case .bus(let bus) = ride.transfer, ride.carriage == .ordinary, rider == "adult", percent == 95 {
                let gap = entry - Int(bus.seconds)
                if gap >= 0 && gap <= 5400 { fare -= 40 }
            }
            if medium == "quickpass-overseas" && date >= "2024-02-05" && date <= "2024-04-30" {
                let off = min(fare / 2, 200)
                if off > 0 && promoted[day, default: 0] < 2 {
                    promoted[day, default: 0] += 1
                    fare -= off
                }
            }
            let limit = date >= "2021-12-01" ? 210 : date >= "2011-01-01" && date <= "2015-12-31" ? 180 : Int.max / 60
            if exit - entry > limit * 60 { fare += fares.highestFareFen * percent / 100 }
            fare = min(fare, max(0, 1500 - spentOnDay[day, default: 0]))
            fare = min(fare, max(0, 4000 - spentInWeek[week, default: 0]))
            spentOnDay[day, default: 0] += fare
            spentInWeek[week, default: 0] += fare
            return fare
        }
    }

    @Test(arguments: UInt64(0)..<20)
    func agrees(seed: UInt64) throws {
        let caps = "caps: {day: [{amount_fen: 1500}], week: [{amount_fen: 4000}]}"
        let book = try Shipped.book(seed % 2 == 0 ? "current" : "2018-08", whatIf: caps)
        let starts = try ["2015-12-29", "2018-05-06", "2019-02-26", "2019-09-13", "2021-11-28", "2024-02-03"]
            .map { try #require(ServiceDate($0)) }
        var random = SplitMix64(seed: seed)
        for card in 0..<500 {
            var naive = Naive(fares: book.undated.ordinary, business: book.undated.business)
            var use = AccountUse()
            var now = Int(LocalTime(random.one(of: starts), secondOfDay: 0).seconds)
            // A card keeps its medium; a pass must, since its start belongs to it.
            let medium = FareMedia(index: UInt8(random.below(book.tariff.media.count)))
            let rider = RiderCategory(index: UInt8(random.below(2) * random.below(book.tariff.riders.count)))
            for number in 0..<20 {
                now += random.one(of: [0, 1, 600, 3600, 40_000]) + random.below(7200)
                let stay = random.one(of: [600, 10_800, 10_801, 12_600, 12_601, 40_000])
                let gap = random.one(of: [0, 60, 5399, 5400, 5401, 90_000])
                let ride = Ride(
                    origin: StationIndex(random.below(book.undated.ordinary.stationCount)),
                    destination: StationIndex(random.below(book.undated.ordinary.stationCount)),
                    entryTime: LocalTime(seconds: UInt32(now)), exitTime: LocalTime(seconds: UInt32(now + stay)),
                    medium: medium, rider: rider, carriage: random.below(5) == 0 ? .business : .ordinary,
                    transfer: random.below(2) == 0 ? .none : .bus(at: LocalTime(seconds: UInt32(now - gap))))
                let expected = naive.price(
                    ride, medium: book.tariff.name(of: medium), rider: book.tariff.name(of: rider))
                var charged: Int?
                if case .fare(let fare) = book.price(ride, use: &use) { charged = fare.fareFen }
                guard charged == expected else {
                    Issue.record(
                        "seed \(seed) card \(card) ride \(number): \(ride): \(charged as Int?), not \(expected as Int?)"
                    )
                    return
                }
            }
        }
    }
}
