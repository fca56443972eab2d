import CAllocationCounter
import Fares
import TestSupport
import Testing

@testable import Gate

/// A medium good for one journey: one entry, one exit, nothing charged.
@Suite(.serialized)
struct SingleRideTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let taps: [String]
        let answers: [String]
        var isRecorded = false
        var testDescription: String { rule }
    }

    private static let book = FareBook.prepaid(stations: ["IZQ", "IOQ", "XJA"])

    @Test(arguments: [
        Row(
            rule: "in and out", taps: ["24 09:00:00 in IOQ", "24 09:30:00 out XJA"],
            answers: ["open entered", "open completed"]),
        Row(
            rule: "in twice at once", taps: ["24 09:00:00 in IOQ", "24 09:01:00 in IOQ"],
            answers: ["open entered", "refused pass-back"]),
        Row(
            rule: "in twice", taps: ["24 09:00:00 in IOQ", "24 09:01:01 in IOQ", "24 09:30:00 out XJA"],
            answers: ["open entered", "refused already-used", "open completed"]),
        Row(
            rule: "in twice elsewhere", taps: ["24 09:00:00 in IOQ", "24 09:00:30 in IZQ"],
            answers: ["open entered", "refused already-used"]),
        Row(
            rule: "in again after the journey",
            taps: ["24 09:00:00 in IOQ", "24 09:30:00 out XJA", "24 10:00:00 in IOQ", "25 10:00:00 in IOQ"],
            answers: ["open entered", "open completed", "refused already-used", "refused already-used"]),
        Row(
            rule: "out twice at once",
            taps: ["24 09:00:00 in IOQ", "24 09:30:00 out XJA", "24 09:31:00 out XJA"],
            answers: ["open entered", "open completed", "refused pass-back"]),
        Row(
            rule: "out twice", taps: ["24 09:00:00 in IOQ", "24 09:30:00 out XJA", "24 09:31:01 out XJA"],
            answers: ["open entered", "open completed", "refused already-used"]),
        Row(
            rule: "the entry stands in another gate's journal", taps: ["24 09:30:00 out XJA", "24 10:30:00 out XJA"],
            answers: ["open fare-pending", "refused already-used"]),
        Row(
            rule: "in after out", taps: ["24 09:30:00 out XJA", "24 10:30:00 in IOQ"],
            answers: ["open fare-pending", "refused already-used"]),
        Row(
            rule: "a slow clock makes no second journey", taps: ["24 09:30:00 in IOQ", "24 09:00:00 in IOQ"],
            answers: ["open entered", "refused already-used"]),
        Row(
            rule: "out after the end of the service day, and in no more",
            taps: ["24 23:50:00 in IOQ", "sweep", "25 05:00:00 in IOQ", "26 08:00:00 out XJA"],
            answers: ["open entered", "swept 0", "refused already-used", "open completed"]),
        Row(
            rule: "out where it came in", taps: ["24 09:00:00 in IOQ", "24 09:30:00 out IOQ"],
            answers: ["open entered", "open completed"]),
        Row(
            rule: "what is recorded has happened",
            taps: ["24 09:00:00 in IOQ", "24 09:10:00 in IOQ", "24 09:30:00 out XJA", "24 09:50:00 out XJA"],
            answers: ["open entered", "open entered-again", "open completed", "open exited-again"], isRecorded: true),
    ])
    func decides(row: Row) throws {
        let processor = TapProcessor(Self.book)
        var journey = Journey()
        var answers: [String] = []
        for tap in row.taps {
            if tap == "sweep" {
                let swept = try #require(processor.sweep(&journey))
                answers.append("swept \(swept.chargeFen)")
                continue
            }
            let words = tap.split(separator: " ").map(String.init)
            let tap = Tap(
                token: CardToken(low: 1), time: try #require(LocalTime("2018-09-\(words[0]) \(words[1])")),
                kind: words[2] == "in" ? .entry : .exit, station: try Self.book.edition.directory.station(words[3]),
                medium: FareMedia(index: 0), isRecorded: row.isRecorded)
            let before = journey
            let decision = processor.process(tap, journey: &journey)
            answers.append("\(decision.outcome.rawValue) \(decision.reason.code)")
            #expect(decision.chargeFen == 0)
            if decision.outcome == .refused { #expect(journey == before) }
        }
        #expect(answers == row.answers)
    }

    /// The medium of a tariff file, beside one that may come as often as it likes.
    @Test func ofATariff() throws {
        let book = try GateBooks.whatIf("single_ride: [single-ticket]\n")
        var ticket = GateScript(book: book, medium: "single-ticket")
        let taps = ["08:00 in 罗湖", "08:20 out 福田", "09:00 in 罗湖"]
        #expect(try ticket.run(taps) == ["open entered: 0", "open completed: 400", "refused already-used: 0"])
        var card = GateScript(book: book)
        #expect(try card.run(taps) == ["open entered: 0", "open completed: 400", "open entered: 0"])
    }

    @Test func thePrepaidBook() throws {
        let tariff = Self.book.tariff
        #expect(tariff.media == [FareBook.railTicket] && tariff.singleRide == [true] && tariff.storedValue == [false])
        #expect(tariff.missingExit.isEmpty && tariff.missingEntry.isEmpty)
        #expect(tariff.serviceDayStartSecond == 14_400)
        #expect(Self.book.edition.network.stations.map(\.id) == ["IZQ", "IOQ", "XJA"])
        for entry in StationIndex(0)..<3 {
            for exit in StationIndex(0)..<3 { #expect(Self.book.undated.ordinary.fare(from: entry, to: exit) == 0) }
        }
    }

    /// Random live taps of one ticket: at most one entry and one exit ever open, the entry before the exit.
    @Test(arguments: UInt64(0)..<16)
    func opensOnceEachWay(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let processor = TapProcessor(Self.book)
        for _ in 0..<1000 {
            var journey = Journey()
            var opened: [TapKind] = []
            for _ in 0..<random.below(12) {
                if random.oneIn(5) { _ = processor.sweep(&journey) }
                let kind = random.oneIn(2) ? TapKind.entry : .exit
                let tap = Tap(
                    token: CardToken(low: 1), time: LocalTime(seconds: 1_537_747_200 + UInt32(random.below(200_000))),
                    kind: kind, station: StationIndex(random.below(3)), medium: FareMedia(index: 0))
                if processor.process(tap, journey: &journey).outcome == .open { opened.append(kind) }
            }
            #expect([[], [.entry], [.exit], [.entry, .exit]].contains(opened), "\(opened)")
        }
    }

    @Test func allocatesNothing() {
        let processor = TapProcessor(Self.book)
        var table = JourneyTable(capacity: 1000)
        var opened = 0
        for step in 0..<20_000 {
            if step == 4000 { faregate_reset_allocation_count() }
            let tap = Tap(
                token: CardToken(low: UInt64(step % 1000)), time: LocalTime(seconds: 1_537_747_200 + UInt32(step)),
                kind: step / 1000 % 3 == 0 ? .entry : .exit, station: StationIndex(step % 3),
                medium: FareMedia(index: 0))
            let outcome = table.withJourney(of: tap.token) { processor.process(tap, journey: &$0) }.outcome
            if outcome == .open { opened += 1 }
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(opened == 2000)
    }
}
