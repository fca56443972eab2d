import Fares
import Gate
import TestSupport
import Testing

/// Whether a ticket is good at a gate: one rule a row.
struct RailCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let gate: String
        let ticket: String
        let now: String
        let code: String
        var testDescription: String { rule }

        init(_ rule: String, _ ticket: String, _ now: String, _ code: String, gate: String = "in IOQ") {
            (self.rule, self.gate, self.ticket, self.now, self.code) = (rule, gate, ticket, now, code)
        }
    }

    static let entryRows = [
        Row("in time", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 09:00:00", "000000"),
        Row("from another station", "G5711 NZQ-XJA 2018-09-24", "2018-09-24 09:00:00", "-00802"),
        Row("to this station is not from it", "G5711 XJA-IOQ 2018-09-24", "2018-09-24 09:00:00", "-00802"),
        Row("no such train", "G9999 IOQ-XJA 2018-09-24", "2018-09-24 09:00:00", "-00807"),
        Row(
            "a train that does not call here", "G5711 IZQ-XJA 2018-09-24", "2018-09-24 09:00:00", "-00807",
            gate: "in IZQ"),
        Row("a train of another day alone", "G5719 IOQ-XJA 2018-09-24", "2018-09-24 09:00:00", "-00807"),
        Row("the same on its day", "G5719 IOQ-XJA 2018-09-25", "2018-09-25 09:00:00", "000000"),
        Row("a letter that is let in", "C6900 IOQ-SZQ 2018-09-24", "2018-09-24 09:00:00", "000000", gate: "in IOQ GDC"),
        Row("a letter that is not", "C6900 IOQ-SZQ 2018-09-24", "2018-09-24 09:00:00", "-00807", gate: "in IOQ GD"),
        Row("no letter", "6205 IOQ-SZQ 2018-09-24", "2018-09-24 09:00:00", "000000"),
        Row(
            "no letter, at a gate for some", "6205 IOQ-SZQ 2018-09-24", "2018-09-24 09:00:00", "-00807",
            gate: "in IOQ G"),
        Row("cancelled on the day", "G5717 IOQ-XJA 2018-09-24", "2018-09-24 11:00:00", "-00808"),
        Row("running on the next", "G5717 IOQ-XJA 2018-09-25", "2018-09-25 11:00:00", "000000"),
        Row("cancelled is said before wrong date", "G5717 IOQ-XJA 2018-09-24", "2018-09-20 11:00:00", "-00808"),
        Row("yesterday's ticket", "G5711 IOQ-XJA 2018-09-23", "2018-09-24 09:00:00", "-00803"),
        Row("tomorrow's ticket", "G5711 IOQ-XJA 2018-09-25", "2018-09-24 09:00:00", "-00803"),
        Row("the last second of the day before", "G5711 IOQ-XJA 2018-09-24", "2018-09-23 23:59:59", "-00803"),
        Row("the first second of the day", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 00:00:00", "-00804"),
        Row("the last second of the day", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 23:59:59", "-00805"),
        Row("the first second of the day after", "G5711 IOQ-XJA 2018-09-24", "2018-09-25 00:00:00", "-00803"),
        Row("240 min and 1 s", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 05:59:59", "-00804"),
        Row("240 min", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 06:00:00", "000000"),
        Row("240 min less 1 s", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 06:00:01", "000000"),
        Row("10 min and 1 s", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 09:49:59", "000000"),
        Row("10 min", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 09:50:00", "000000"),
        Row("10 min less 1 s", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 09:50:01", "-00805"),
        Row("the train has left", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 10:00:01", "-00805"),
        Row("the time of a day of its own", "G5711 IOQ-XJA 2018-10-01", "2018-10-01 10:50:00", "000000"),
        Row("the same a second later", "G5711 IOQ-XJA 2018-10-01", "2018-10-01 10:50:01", "-00805"),
        Row("refunded", "G5711 IOQ-XJA 2018-09-24 refunded", "2018-09-24 09:00:00", "-00999"),
        Row("changed", "G5711 IOQ-XJA 2018-09-24 changed", "2018-09-24 09:00:00", "-00999"),
        Row(
            "refunded is said before wrong station", "G5711 NZQ-XJA 2018-09-24 refunded", "2018-09-24 09:00:00",
            "-00999"),
    ]

    /// The date is that of the departure, and tomorrow's early trains open before midnight.
    static let midnightRows = [
        Row("tomorrow 03:30 at 23:29:59", "G5713 IOQ-XJA 2018-09-25", "2018-09-24 23:29:59", "-00804"),
        Row("tomorrow 03:30 at 23:30", "G5713 IOQ-XJA 2018-09-25", "2018-09-24 23:30:00", "000000"),
        Row("tomorrow 03:30 at midnight", "G5713 IOQ-XJA 2018-09-25", "2018-09-25 00:00:00", "000000"),
        Row("tomorrow 03:30, today in the morning", "G5713 IOQ-XJA 2018-09-25", "2018-09-24 00:00:00", "-00804"),
        Row("tomorrow 03:30, the day before yesterday", "G5713 IOQ-XJA 2018-09-26", "2018-09-24 23:59:59", "-00803"),
        Row("tomorrow 00:05 closes at 23:55 today", "G5721 IOQ-XJA 2018-09-25", "2018-09-24 23:55:00", "000000"),
        Row("tomorrow 00:05 at 23:55:01", "G5721 IOQ-XJA 2018-09-25", "2018-09-24 23:55:01", "-00805"),
        Row(
            "tomorrow 04:00 opens at midnight, not before", "G5725 IOQ-XJA 2018-09-25", "2018-09-24 23:59:59", "-00803"),
        Row("tomorrow 04:00 at midnight", "G5725 IOQ-XJA 2018-09-25", "2018-09-25 00:00:00", "000000"),
        Row("midnight itself, a second later", "G5723 IOQ-XJA 2018-09-25", "2018-09-25 00:00:01", "-00805"),
        Row("midnight itself, the evening before", "G5723 IOQ-XJA 2018-09-25", "2018-09-24 23:50:00", "000000"),
        Row("23:58, a minute after midnight", "G5715 IOQ-XJA 2018-09-24", "2018-09-25 00:00:01", "-00803"),
        Row("a night train's date is that of its start", "D7 IOQ-XJA 2018-09-24", "2018-09-24 23:50:00", "000000"),
        Row("a night train, a day too early", "D7 IOQ-XJA 2018-09-24", "2018-09-23 23:50:00", "-00803"),
        Row("a night train, closed", "D7 IOQ-XJA 2018-09-24", "2018-09-24 23:55:01", "-00805"),
        Row("a night train, closed after midnight", "D7 IOQ-XJA 2018-09-24", "2018-09-25 00:01:00", "-00805"),
    ]

    static let exitRows = [
        Row("the train's day", "G5711 XJA-IOQ 2018-09-24", "2018-09-24 00:00:00", "000000", gate: "out IOQ"),
        Row(
            "the end of the third day after", "G5711 XJA-IOQ 2018-09-24", "2018-09-27 23:59:59", "000000",
            gate: "out IOQ"),
        Row("a second later", "G5711 XJA-IOQ 2018-09-24", "2018-09-28 00:00:00", "-00803", gate: "out IOQ"),
        Row("one day after", "G5711 XJA-IOQ 2018-09-24", "2018-09-25 12:00:00", "000000", gate: "out IOQ"),
        Row("two days after", "G5711 XJA-IOQ 2018-09-24", "2018-09-26 12:00:00", "000000", gate: "out IOQ"),
        Row("a train of tomorrow", "G5711 XJA-IOQ 2018-09-25", "2018-09-24 23:59:59", "-00803", gate: "out IOQ"),
        Row("to another station", "G5711 XJA-NZQ 2018-09-24", "2018-09-24 12:00:00", "-00802", gate: "out IOQ"),
        Row("from here is not to here", "G5711 IOQ-XJA 2018-09-24", "2018-09-24 12:00:00", "-00802", gate: "out IOQ"),
        Row("the exit knows no trains", "G9999 XJA-IOQ 2018-09-24", "2018-09-24 12:00:00", "000000", gate: "out IOQ G"),
        Row("refunded", "G5711 XJA-IOQ 2018-09-24 refunded", "2018-09-24 12:00:00", "-00999", gate: "out IOQ"),
    ]

    @Test(arguments: entryRows + midnightRows + exitRows)
    func decides(row: Row) throws {
        let now = try #require(LocalTime(row.now))
        let check = try RailScene.check(row.gate)
        #expect(check.verdict(try RailScene.ticket(row.ticket), at: now).code == row.code)
    }

    @Test("other windows than the usual ones")
    func otherWindows() throws {
        let windows = try #require(RailWindows(opensMinutes: 60, closesMinutes: 0, exitDays: 0))
        let entry = try RailScene.check("in IOQ", windows: windows)
        let exit = try RailScene.check("out IOQ", windows: windows)
        for (time, code) in [
            ("08:59:59", "-00804"), ("09:00:00", "000000"), ("10:00:00", "000000"), ("10:00:01", "-00805"),
        ] {
            let now = try #require(LocalTime("2018-09-24 \(time)"))
            #expect(entry.verdict(try RailScene.ticket("G5711 IOQ-XJA 2018-09-24"), at: now).code == code)
        }
        let now = try #require(LocalTime("2018-09-25 00:00:00"))
        #expect(exit.verdict(try RailScene.ticket("G5711 XJA-IOQ 2018-09-24"), at: now) == .wrongDate)
    }

    /// Days that no clock reaches come from codes that somebody made up.
    @Test(arguments: [Int32.min, -1, 0, 65_535, .max])
    func anyDateIsOnlyWrong(day: Int32) throws {
        var ticket = try RailScene.ticket("D7 IOQ-XJA 2018-09-24")
        ticket.trainDate = ServiceDate(dayNumber: day)
        for second in [0, 1_537_747_200, UInt32.max] {
            let now = LocalTime(seconds: second)
            let entry = try RailScene.check("in IOQ").verdict(ticket, at: now)
            let exit = try RailScene.check("out XJA").verdict(ticket, at: now)
            #expect(entry == .wrongDate || abs(Int(now.date.dayNumber) - Int(day)) <= 2)
            #expect(exit == .wrongDate || (0...3).contains(Int(now.date.dayNumber) - Int(day)))
            _ = try RailScene.check("out XJA").preference(ticket, at: now)
        }
    }

    /// The window in minutes by a clock walked second by second, against a verdict found by counting.
    @Test(arguments: UInt64(0)..<16)
    func agreesWithCounting(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let check = try RailScene.check()
        let trains = [("G5711", 36_000), ("G5713", 12_600), ("G5715", 86_280), ("G5721", 300), ("D7", 86_700)]
        for _ in 0..<1000 {
            let (train, departs) = random.one(of: trains)
            let ticket = try RailScene.ticket("\(train) IOQ-XJA 2018-09-24")
            let start = LocalTime(ticket.trainDate, secondOfDay: 0)
            let now = LocalTime(seconds: start.seconds - 200_000 + UInt32(random.below(500_000)))
            let departure = LocalTime(seconds: start.seconds + UInt32(departs))
            let opens = LocalTime(seconds: departure.seconds - 14_400)
            var expected = RailVerdict.accepted
            if now > LocalTime(seconds: departure.seconds - 600) { expected = .closed }
            if now < opens { expected = .notOpenYet }
            if now.date < opens.date || now.date > departure.date { expected = .wrongDate }
            #expect(check.verdict(ticket, at: now) == expected, "\(train) at \(now)")
        }
    }
}
