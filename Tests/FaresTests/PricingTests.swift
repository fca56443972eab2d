import Fares
import Testing

/// The charge pipeline of metro.md 2 on single rides: one rule, one row. 国贸-白石龙 costs 5 yuan.
struct PricingTests {
    @Test(arguments: [
        // medium, rider → amount and steps
        ("single-ticket", "adult", "500 = base-fare:500"),
        ("shenzhen-tong", "adult", "475 = base-fare:500 medium:475"),
        ("qr-code", "adult", "500 = base-fare:500"),
        ("single-ticket", "child", "250 = base-fare:500 concession:250"),
        ("shenzhen-tong", "student", "250 = base-fare:500 concession:250"),  // 50 % of the fare, not of the 95 %
        ("shenzhen-tong", "child", "250 = base-fare:500 concession:250"),
        ("shenzhen-tong", "senior", "0 = base-fare:500 concession:0"),
        ("shenzhen-tong", "free", "0 = base-fare:500 concession:0"),
        ("day-pass", "adult", "0 = base-fare:500 pass:0"),
        ("three-day-pass", "adult", "0 = base-fare:500 pass:0"),
        ("t-union", "adult", "medium-not-accepted"),  // from 2019-09-16
        ("quickpass", "adult", "medium-not-accepted"),  // from 2019-03-01
    ])
    func mediaOf2018(medium: String, rider: String, expected: String) throws {
        #expect(try RideText(medium: medium, rider: rider).price(Shipped.book("2018-08")) == expected)
    }

    @Test(arguments: [
        ("t-union", "2019-09-16 04:00:00", "475 = base-fare:500 medium:475"),
        ("t-union", "2019-09-16 03:59:59", "medium-not-accepted"),  // the service day before
        ("quickpass", "2019-02-28 23:00:00", "medium-not-accepted"),
        ("quickpass", "2019-03-01 12:00:00", "500 = base-fare:500"),
        ("qr-code", "2018-05-08 03:00:00", "medium-not-accepted"),
        ("qr-code", "2018-05-08 05:00:00", "500 = base-fare:500"),
    ])
    func theServiceDateOfTheEntryDecides(medium: String, entry: String, expected: String) throws {
        #expect(try RideText(medium: medium, entry: entry).price(Shipped.book("2018-08")) == expected)
    }

    @Test func sameStation() throws {
        let book = try Shipped.book("2018-08")
        #expect(try RideText(to: "国贸").price(book) == "190 = same-station:200 medium:190")
        #expect(try RideText(to: "国贸", rider: "child").price(book) == "100 = same-station:200 concession:100")
    }

    @Test(arguments: [
        // medium, rider, minutes from bus to entry → amount; 40 fen for the adult stored-value card within 90 min
        ("shenzhen-tong", "adult", 0.0, "435 = base-fare:500 medium:475 transfer:435"),
        ("shenzhen-tong", "adult", 5.0, "435 = base-fare:500 medium:475 transfer:435"),
        ("shenzhen-tong", "adult", 90.0, "435 = base-fare:500 medium:475 transfer:435"),
        ("shenzhen-tong", "adult", 90.0 + 1.0 / 60, "475 = base-fare:500 medium:475"),
        ("shenzhen-tong", "adult", -1.0 / 60, "475 = base-fare:500 medium:475"),  // a bus after the entry
        ("shenzhen-tong", "student", 5.0, "250 = base-fare:500 concession:250"),
        ("shenzhen-tong", "senior", 5.0, "0 = base-fare:500 concession:0"),
        ("qr-code", "adult", 5.0, "500 = base-fare:500"),
        ("single-ticket", "adult", 5.0, "500 = base-fare:500"),
        ("day-pass", "adult", 5.0, "0 = base-fare:500 pass:0"),
    ])
    func transfer(medium: String, rider: String, minutes: Double, expected: String) throws {
        #expect(try RideText(medium: medium, rider: rider, bus: minutes).price(Shipped.book("2018-08")) == expected)
    }

    @Test(arguments: [
        ("shenzhen-tong", "adult", "435 = base-fare:500 medium:475 transfer:435"),
        ("shenzhen-tong", "student", "250 = base-fare:500 concession:250"), ("qr-code", "adult", "500 = base-fare:500"),
    ])
    func transferMarks(medium: String, rider: String, expected: String) throws {
        #expect(try RideText(medium: medium, rider: rider, marked: true).price(Shipped.book("2018-08")) == expected)
    }

    @Test(arguments: [
        // date, minutes, medium, rider → the highest fare of the current table is 15 yuan, at the medium's rate
        ("2026-08-01", 210.0, "shenzhen-tong", "adult", "475 = base-fare:500 medium:475"),
        ("2026-08-01", 210.0 + 1.0 / 60, "shenzhen-tong", "adult", "1900 = base-fare:500 medium:475 overtime:1900"),
        ("2026-08-01", 600.0, "single-ticket", "adult", "2000 = base-fare:500 overtime:2000"),
        ("2026-08-01", 600.0, "shenzhen-tong", "child", "1000 = base-fare:500 concession:250 overtime:1000"),
        ("2026-08-01", 600.0, "shenzhen-tong", "free", "0 = base-fare:500 concession:0"),
        ("2026-08-01", 600.0, "day-pass", "adult", "1500 = base-fare:500 pass:0 overtime:1500"),
        ("2021-11-30", 600.0, "single-ticket", "adult", "500 = base-fare:500"),  // the limit of that year is unknown
        ("2015-12-31", 180.0, "single-ticket", "adult", "500 = base-fare:500"),
        ("2015-12-31", 181.0, "single-ticket", "adult", "2000 = base-fare:500 overtime:2000"),
    ])
    func overtime(date: String, minutes: Double, medium: String, rider: String, expected: String) throws {
        let ride = RideText(medium: medium, rider: rider, entry: date + " 08:00:00", minutes: minutes)
        #expect(try ride.price(Shipped.book("current")) == expected)
    }

    @Test(arguments: [
        // Full price for every rider, three media only; 罗湖-国贸 has a business fare of 6 yuan.
        ("single-ticket", "adult", "600 = business-carriage:600"),
        ("shenzhen-tong", "adult", "600 = business-carriage:600"),
        ("t-union", "adult", "600 = business-carriage:600"),
        ("shenzhen-tong", "student", "600 = business-carriage:600"),
        ("shenzhen-tong", "free", "600 = business-carriage:600"),
        ("qr-code", "adult", "medium-not-in-business"),
        ("quickpass", "adult", "medium-not-in-business"),
        ("quickpass-overseas", "adult", "medium-not-in-business"),
        ("day-pass", "adult", "medium-not-in-business"),
    ])
    func business(medium: String, rider: String, expected: String) throws {
        var ride = RideText(from: "罗湖", to: "国贸", medium: medium, rider: rider, carriage: .business)
        ride.entry = "2026-08-01 08:00:00"
        #expect(try ride.price(Shipped.book("current")) == expected)
        ride.bus = 5  // no transfer discount either
        #expect(try ride.price(Shipped.book("current")) == expected)
        ride.entry = "2018-08-31 08:00:00"
        let unpublished = try ride.price(Shipped.book("2018-08"))
        #expect(
            unpublished
                == (["t-union", "quickpass", "quickpass-overseas"].contains(medium)
                    ? "medium-not-accepted" : "no-business-fare"))
    }

    @Test func businessOvertimeAddsTheHighestOrdinaryFare() throws {
        var ride = RideText(from: "罗湖", to: "国贸", rider: "child", carriage: .business, minutes: 211)
        ride.entry = "2026-08-01 08:00:00"
        #expect(try ride.price(Shipped.book("current")) == "2100 = business-carriage:600 overtime:2100")
    }

    /// A question without a date: a medium that is not accepted on the reference date is priced by its nearest terms.
    @Test func undated() throws {
        let book = try Shipped.book("2018-08")
        var use = AccountUse()
        let ride = Ride(
            origin: 0, destination: 0, entryTime: LocalTime(seconds: 0), exitTime: LocalTime(seconds: 0),
            medium: try #require(book.tariff.medium("t-union")))
        guard case .fare(let fare) = book.undated.price(ride, on: book.edition.referenceDate, use: &use) else {
            Issue.record("refused")
            return
        }
        #expect(fare.fareFen == 190)
    }
}
