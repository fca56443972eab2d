import Fares
import Journal
import Settlement
import Testing

/// What a day's taps come to, one rule a row.
struct RuleTests {
    private static let strict = "missing_exit: [{charge: highest-fare}]\nmissing_entry: [{charge: 700}]\n"

    @Test(arguments: [
        // Entry at one gate, exit at another: the exit's own gate knew nothing of the entry.
        ("08:00 a entry SZ001;09:00 b exit SZ030", "completed 900 900 0"),
        // The order in which they are given is none.
        ("09:00 b exit SZ030;08:00 a entry SZ001", "completed 900 900 0"),
        // Half a journey costs nothing in Shenzhen, and is listed.
        ("09:00 b exit SZ030", "fare-pending 0 0 0"), ("08:00 a entry SZ001", "missing-exit 0 0 0"),
        ("08:00 a entry SZ001;10:00 a entry SZ001;11:00 b exit SZ030", "entered-again 0 0 0; completed 900 900 0"),
        // Two gates of one station took the entry within a minute: one journey.
        ("08:00 a entry SZ001;08:00 b entry SZ001;09:00 b exit SZ030", "completed 900 900 0"),
        // Longer than 210 min: fare and highest fare; the pre-authorisation covers the highest fare only.
        ("08:00 a entry SZ001;12:00 b exit SZ030", "completed 2400 1500 900"),
        // A code has no pre-authorisation.
        ("08:00 a entry SZ001 qr-code;12:00 b exit SZ030 qr-code", "completed 2400 2400 0"),
        // A purse has paid: as recorded, whatever the table says.
        ("08:00 a entry SZ001 t-union;09:00 b exit SZ030 t-union 855", "purse 855 855 0"),
        // A medium that the tariff does not have.
        ("09:00 b exit SZ030 luggage 300", "not-in-tariff 300 300 0"),
        // The clock of a gate was set back between two taps of a card: they stay in order.
        ("08:00 a entry SZ001;07:30 a exit SZ030", "completed 900 900 0"),
        // An unknown station completes the journey without a price.
        ("08:00 a entry SZ999;09:00 b exit SZ030", "completed-unpriced 0 0 0"),
        // Another service day's taps are not this day's lines.
        ("08:00 a entry SZ001;09:00 b exit SZ030;+08:00 a entry SZ001;+09:00 b exit SZ030", "completed 900 900 0"),
        // Past midnight is still the day.
        ("23:50 a entry SZ001;+00:40 b exit SZ030", "completed 900 900 0"),
    ])
    func lines(taps: String, expected: String) throws {
        let settlement = DaySettlement(try TapScene.book(), day: TapScene.date)
        #expect(TapScene.text(settlement.lines(try TapScene.taps(taps))) == expected)
    }

    @Test(arguments: [
        ("08:00 a entry SZ001", "missing-exit 1500 1500 0"), ("09:00 b exit SZ030", "fare-pending 700 700 0"),
        (
            "08:00 a entry SZ001;10:00 a entry SZ001;11:00 b exit SZ030",
            "entered-again 1500 1500 0; completed 900 900 0"
        ),
    ])
    func linesUnderStrictRules(taps: String, expected: String) throws {
        let settlement = DaySettlement(try TapScene.book(Self.strict), day: TapScene.date)
        #expect(TapScene.text(settlement.lines(try TapScene.taps(taps))) == expected)
    }

    /// What a sweep charged on one day, an exit after the end of that service day gives back on the next.
    @Test func acrossTheEndOfADay() throws {
        let taps = try TapScene.taps("23:50 a entry SZ001;+04:30 b exit SZ030")
        let book = try TapScene.book(Self.strict)
        let next = ServiceDate(dayNumber: TapScene.date.dayNumber + 1)
        #expect(TapScene.text(DaySettlement(book, day: TapScene.date).lines(taps)) == "missing-exit 1500 1500 0")
        #expect(TapScene.text(DaySettlement(book, day: next).lines(taps)) == "completed 900 900 0")
    }

    /// A cap looks at the week before the day.
    @Test func capsReachBack() throws {
        let book = try TapScene.book("caps:\n  day: [{amount_fen: 1000, media: [quickpass]}]\n")
        let settlement = DaySettlement(book, day: TapScene.date)
        let lines = settlement.lines(
            try TapScene.taps("08:00 a entry SZ001;09:00 b exit SZ030;10:00 b entry SZ030;11:00 a exit SZ001"))
        #expect(TapScene.text(lines) == "completed 900 900 0; completed 100 100 0")
        #expect(lines.map(\.isCapped) == [false, true])
        #expect(try Self.capped(lines) == [lines[1].id])
        var reversed = lines[1]
        (reversed.reason, reversed.steps) = ("reversed", [])
        #expect(try Self.capped(lines + [reversed]).isEmpty)
    }

    /// What a day reads of caps in the file of these lines.
    private static func capped(_ lines: [SettlementLine]) throws -> Set<String> {
        var text = CSVText(SettlementLine.columns)
        for line in lines { text.row(line.row) }
        let file = BatchFile(name: "lines.csv", role: .lines, records: lines.count, bytes: text.bytes)
        return try BatchChain.read(file).capped
    }
}
