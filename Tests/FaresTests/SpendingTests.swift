import Fares
import Testing

/// Rules that look at a card's earlier rides: promotion, passes, caps by service day and week.
struct SpendingTests {
    /// One ride of a card: when, and what it should cost.
    typealias Step = (entry: String, expected: String)

    private func run(_ steps: [Step], _ book: FareBook, ride: RideText) throws {
        var use = AccountUse()
        for step in steps {
            var ride = ride
            ride.entry = step.entry
            #expect(try ride.price(book, use: &use) == step.expected, "\(step.entry)")
        }
    }

    /// unionpayintl.com: 50 %, at most 2 yuan off, twice a day, 2024-02-05 to 04-30.
    @Test func promotionOf2024() throws {
        let plain = "500 = base-fare:500"
        let half = "300 = base-fare:500 promotion:300"
        let steps: [Step] = [
            ("2024-02-05 03:00:00", plain),  // service day 02-04
            ("2024-02-05 04:00:00", half), ("2024-02-05 12:00:00", half), ("2024-02-05 18:00:00", plain),
            ("2024-02-06 03:59:59", plain), ("2024-02-06 04:00:00", half), ("2024-04-30 23:59:59", half),
            ("2024-05-01 03:59:59", half), ("2024-05-01 04:00:00", plain),
        ]
        try run(steps, Shipped.book("current"), ride: RideText(medium: "quickpass-overseas"))
        try run([("2024-03-01 08:00:00", plain)], Shipped.book("current"), ride: RideText(medium: "quickpass"))
    }

    @Test func promotionOfSmallFares() throws {
        let ride = RideText(from: "罗湖", to: "国贸", medium: "quickpass-overseas")
        let half = "100 = base-fare:200 promotion:100"
        try run([("2024-03-01 08:00:00", half), ("2024-03-01 09:00:00", half)], Shipped.book("current"), ride: ride)
    }

    /// 24 h or 72 h from the first entry, any number of trips.
    @Test(arguments: [("day-pass", "02", "01"), ("three-day-pass", "04", "03")])
    func passes(medium: String, endDay: String, dayBefore: String) throws {
        let free = "0 = base-fare:500 pass:0"
        let steps: [Step] = [
            ("2026-08-01 08:00:00", free), ("2026-08-01 08:00:01", free), ("2026-08-\(dayBefore) 23:00:00", free),
            ("2026-08-\(endDay) 07:59:59", free), ("2026-08-\(endDay) 08:00:00", "pass-expired"),
            ("2026-09-01 08:00:00", "pass-expired"),
        ]
        try run(steps, Shipped.book("current"), ride: RideText(medium: medium))
    }

    @Test func dayCap() throws {
        let book = try Shipped.book("current", whatIf: "caps: {day: [{media: [qr-code], amount_fen: 1200}]}")
        let steps: [Step] = [
            ("2026-08-01 08:00:00", "500 = base-fare:500"),
            ("2026-08-01 12:00:00", "500 = base-fare:500"),
            ("2026-08-01 23:00:00", "200 = base-fare:500 day-cap:200"),
            ("2026-08-02 03:59:59", "0 = base-fare:500 day-cap:0"),  // still the service day before
            ("2026-08-02 04:00:00", "500 = base-fare:500"),
        ]
        try run(steps, book, ride: RideText(medium: "qr-code"))
        let other = try RideText(medium: "single-ticket").price(book)
        #expect(other == "500 = base-fare:500")
    }

    @Test func weekCap() throws {
        // 2026-08-03 is a Monday.
        let book = try Shipped.book("current", whatIf: "caps: {week: [{riders: [child], amount_fen: 600}]}")
        let steps: [Step] = [
            ("2026-08-03 04:00:00", "250 = base-fare:500 concession:250"),
            ("2026-08-05 08:00:00", "250 = base-fare:500 concession:250"),
            ("2026-08-09 23:00:00", "100 = base-fare:500 concession:250 week-cap:100"),
            ("2026-08-10 03:59:59", "0 = base-fare:500 concession:250 week-cap:0"),  // Sunday's service day
            ("2026-08-10 04:00:00", "250 = base-fare:500 concession:250"),
        ]
        try run(steps, book, ride: RideText(rider: "child"))
    }

    @Test func dayAndWeekCapsTogether() throws {
        let book = try Shipped.book(
            "current", whatIf: "caps: {day: [{amount_fen: 700}], week: [{amount_fen: 1000}]}")
        let steps: [Step] = [
            ("2026-08-03 08:00:00", "500 = base-fare:500"),
            ("2026-08-03 09:00:00", "200 = base-fare:500 day-cap:200"),
            ("2026-08-04 08:00:00", "300 = base-fare:500 week-cap:300"),
            ("2026-08-04 09:00:00", "0 = base-fare:500 day-cap:400 week-cap:0"),
            ("2026-08-10 09:00:00", "500 = base-fare:500"),
        ]
        try run(steps, book, ride: RideText(medium: "single-ticket"))
    }

    /// The cap holds back what overtime adds, too, and money given back makes room under it.
    @Test func capAfterOvertimeAndRefund() throws {
        let book = try Shipped.book("current", whatIf: "caps: {day: [{amount_fen: 1000}]}")
        var use = AccountUse()
        var ride = RideText(medium: "single-ticket", minutes: 300)
        ride.entry = "2026-08-03 08:00:00"
        #expect(try ride.price(book, use: &use) == "1000 = base-fare:500 overtime:2000 day-cap:1000")
        use.giveBack(300)
        #expect(try ride.price(book, use: &use) == "300 = base-fare:500 overtime:2000 day-cap:300")
    }

    /// A tariff may run many promotions and caps at once; the explanation must not run out of steps.
    @Test func manyPromotionsAndCaps() throws {
        let promotions = (1...Promotion.maximumAtOnce).map {
            "  - {id: p\($0), media: [qr-code], percent: 10, at_most_fen: 5}\n"
        }.joined()
        let caps = (1...12).map { "{amount_fen: \(460 - 10 * $0)}" }.joined(separator: ", ")
        let book = try Shipped.book(
            "current", whatIf: "promotions:\n\(promotions)caps: {day: [\(caps)], week: [{amount_fen: 300}]}\n")
        var ride = RideText(medium: "qr-code")
        ride.entry = "2026-08-03 08:00:00"
        #expect(try ride.price(book) == "300 = base-fare:500 promotion:480 day-cap:340 week-cap:300")
    }

    @Test func tooManyPromotionsAtOnceAreRefused() throws {
        let promotions = (0...Promotion.maximumAtOnce).map { "  - {id: p\($0), media: [qr-code], percent: 10}\n" }
        let error = message { _ = try Shipped.book("current", whatIf: "promotions:\n" + promotions.joined()) }
        #expect(error.contains("more than 4 promotions"), "\(error)")
    }

    /// Two promotions at a time: each counts its own uses.
    @Test func promotionsCountSeparately() throws {
        let book = try Shipped.book(
            "current",
            whatIf: """
                promotions:
                  - {id: once, media: [qr-code], percent: 50, at_most_fen: 100, times_a_day: 1}
                  - {id: thrice, media: [qr-code], percent: 50, at_most_fen: 10, times_a_day: 3}

                """)
        let steps: [Step] = [
            ("2026-08-03 08:00:00", "390 = base-fare:500 promotion:390"),
            ("2026-08-03 09:00:00", "490 = base-fare:500 promotion:490"),
            ("2026-08-03 10:00:00", "490 = base-fare:500 promotion:490"),
            ("2026-08-03 11:00:00", "500 = base-fare:500"),
        ]
        try run(steps, book, ride: RideText(medium: "qr-code"))
    }
}
