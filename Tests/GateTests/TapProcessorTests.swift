import Fares
import Testing

@testable import Gate

/// Every state of a card against every tap, live and recorded: one row a rule.
///
/// 罗湖-国贸 costs 2 yuan, 罗湖-福田 4 yuan (published table of `current`).
struct TapProcessorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let lines: [String]
        let expected: [String]
        var medium = "quickpass"
        var isRecorded = false
        var testDescription: String { name }
    }

    @Test(arguments: [
        Row(
            name: "entry and exit", lines: ["08:00 in 罗湖", "08:20 out 福田"],
            expected: ["open entered: 0", "open completed: 400"]),
        Row(
            name: "stored value pays its share", lines: ["08:00 in 罗湖", "08:20 out 福田"],
            expected: ["open entered: 0", "open completed: 380"], medium: "shenzhen-tong"),
        Row(
            name: "same station", lines: ["08:00 in 罗湖", "08:20 out 罗湖"],
            expected: ["open entered: 0", "open completed: 200"]),
        Row(
            name: "pass-back at 60 s is refused, at 61 s a second entry",
            lines: ["08:00:00 in 罗湖", "08:01:00 in 罗湖", "08:01:01 in 罗湖"],
            expected: ["open entered: 0", "refused pass-back: 0", "open entered-again: 0"]),
        Row(
            name: "another station is no pass-back", lines: ["08:00:00 in 罗湖", "08:00:30 in 国贸"],
            expected: ["open entered: 0", "open entered-again: 0"]),
        Row(
            name: "a refused pass-back leaves the first entry",
            lines: ["08:00:00 in 罗湖", "08:00:30 in 罗湖", "08:20 out 福田"],
            expected: ["open entered: 0", "refused pass-back: 0", "open completed: 400"]),
        Row(
            name: "exit without entry: pending for accounts", lines: ["08:20 out 福田"],
            expected: ["open fare-pending: 0"]),
        Row(
            name: "exit without entry: refused for stored value", lines: ["08:20 out 福田"],
            expected: ["refused entry-unknown: 0"], medium: "shenzhen-tong"),
        Row(
            name: "the same, recorded, has happened", lines: ["08:20 out 福田"], expected: ["open fare-pending: 0"],
            medium: "shenzhen-tong", isRecorded: true),
        Row(
            name: "second exit elsewhere", lines: ["08:00 in 罗湖", "08:20 out 福田", "08:30 out 国贸"],
            expected: ["open entered: 0", "open completed: 400", "open exited-again: 0"]),
        Row(
            name: "second exit at once", lines: ["08:00 in 罗湖", "08:20:00 out 福田", "08:20:59 out 福田"],
            expected: ["open entered: 0", "open completed: 400", "refused pass-back: 0"]),
        Row(
            name: "recorded burst: the later entry counts",
            lines: ["08:00:00 in 罗湖", "08:00:30 in 罗湖", "08:20 out 福田"],
            expected: ["open entered: 0", "open pass-back: 0", "open completed: 400"], isRecorded: true),
        Row(
            name: "unknown station has no price", lines: ["08:00 in ?", "08:20 out 福田"],
            expected: ["open entered: 0", "open completed-unpriced: 0"], isRecorded: true),
        Row(
            name: "bus then metro within 90 min", lines: ["07:00 bus", "08:30:00 in 罗湖", "09:00 out 福田"],
            expected: ["open bus-ride: 0", "open entered: 0", "open completed: 340"], medium: "shenzhen-tong"),
        Row(
            name: "bus then metro a second later", lines: ["07:00 bus", "08:30:01 in 罗湖", "09:00 out 福田"],
            expected: ["open bus-ride: 0", "open entered: 0", "open completed: 380"], medium: "shenzhen-tong"),
        Row(
            name: "a bus after the entry is none before it",
            lines: ["08:00 in 罗湖", "08:10 bus", "08:20 out 福田"],
            expected: ["open entered: 0", "open bus-ride: 0", "open completed: 380"], medium: "shenzhen-tong"),
        Row(
            name: "overtime after 210 min", lines: ["08:00 in 罗湖", "11:30:01 out 福田"],
            expected: ["open entered: 0", "open completed: 1900"]),
        Row(
            name: "late entry prices its exit", lines: ["08:20 out 福田", "08:00 in 罗湖"],
            expected: ["open fare-pending: 0", "open late-entry: 400"], isRecorded: true),
        Row(
            name: "a second late entry finds nothing", lines: ["08:20 out 福田", "08:00 in 罗湖", "08:01 in 罗湖"],
            expected: ["open fare-pending: 0", "open late-entry: 400", "open out-of-order: 0"], isRecorded: true),
        Row(
            name: "an entry older than the trip before does not belong to a pending exit",
            lines: ["08:00 in 罗湖", "08:20 out 福田", "09:00 out 国贸", "08:10 in 福田"],
            expected: ["open entered: 0", "open completed: 400", "open exited-again: 0", "open out-of-order: 0"],
            isRecorded: true),
        Row(
            name: "an exit older than the last tap", lines: ["08:00 in 罗湖", "07:50 out 国贸", "08:20 out 福田"],
            expected: ["open entered: 0", "open out-of-order: 0", "open completed: 400"], isRecorded: true),
        Row(
            name: "sweep, then the exit after all", lines: ["08:00 in 罗湖", "sweep", "sweep", "11:00 out 福田"],
            expected: ["open entered: 0", "swept: 0", "nothing open", "open completed: 400"]),
    ])
    func decides(row: Row) throws {
        var script = GateScript(book: try GateBooks.current(), medium: row.medium, isRecorded: row.isRecorded)
        #expect(try script.run(row.lines) == row.expected)
    }

    /// A tariff that charges for missing halves: taken back when the other half arrives, never paid twice.
    @Test(arguments: [
        Row(
            name: "missing exit", lines: ["08:00 in 罗湖", "sweep", "11:00 out 福田"],
            expected: ["open entered: 0", "swept: 1500", "open completed: -1100"]),
        Row(
            name: "missing exit seen at the next entry", lines: ["08:00 in 罗湖", "09:00 in 国贸", "sweep"],
            expected: ["open entered: 0", "open entered-again: 1500", "swept: 1500"]),
        Row(
            name: "a swept journey is not charged again", lines: ["08:00 in 罗湖", "sweep", "09:00 in 国贸"],
            expected: ["open entered: 0", "swept: 1500", "open entered: 0"]),
        Row(
            name: "missing entry", lines: ["08:20 out 福田", "08:00 in 罗湖"],
            expected: ["open fare-pending: 700", "open late-entry: -300"], isRecorded: true),
        Row(
            name: "two missing entries", lines: ["08:20 out 福田", "09:00 out 国贸"],
            expected: ["open fare-pending: 700", "open exited-again: 700"]),
    ])
    func missingHalves(row: Row) throws {
        let book = try GateBooks.whatIf(
            "missing_exit: [{charge: highest-fare}]\nmissing_entry: [{charge: 700}]\n")
        var script = GateScript(book: book, isRecorded: row.isRecorded)
        #expect(try script.run(row.lines) == row.expected)
    }

    /// A medium that is not accepted yet is refused at the entry, and a pass that has ended at the exit.
    @Test func refusals() throws {
        let book = try GateBooks.whatIf(
            "media:\n  qr-code: [{from: 2027-01-01, percent: 100}]\nstored_value: []\n"
                + "business: []\ntransfer: []\npromotions: []\nlog_classes: {}\n")
        var script = GateScript(book: book, medium: "qr-code")
        #expect(try script.run("08:00 in 罗湖") == "refused medium-not-accepted: 0")
        script.isRecorded = true
        #expect(
            try script.run(["08:00 in 罗湖", "08:20 out 福田"]) == ["open entered: 0", "open medium-not-accepted: 0"])
    }

    /// The service day of 04:00 ends a journey begun at 03:59 one minute later.
    @Test(arguments: [
        ("2026-08-03 03:59:59", "2026-08-03 04:00:00"), ("2026-08-03 04:00:00", "2026-08-04 04:00:00"),
        ("2026-08-03 23:59:59", "2026-08-04 04:00:00"),
    ])
    func sweepTime(entry: String, expected: String) throws {
        let end = JourneyEnd(time: try #require(LocalTime(entry)), station: 0)
        #expect(TapProcessor(try GateBooks.current()).sweepTime(of: end).description == expected)
    }
}
