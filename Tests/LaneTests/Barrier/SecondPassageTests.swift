import Fares
import Foundation
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// The same rider let through once more within a minute: once, free, by one lane, whatever is started again meanwhile.
@Suite(.serialized)
struct SecondPassageTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let rule: String
        /// `SECOND tap LANE [out|elsewhere]` with the answer's reason, or `opened`, `passed`, `not-passed`, `not-told`
        /// of the last tap, or `failed [untold] [lane-N] [of-SECOND]`, `gives-up [lane-N] [of-SECOND]` of it.
        let steps: [(String, String)]
        /// Whether it holds although the gate is started again before each step.
        var holdsOverStarts = true
        var testDescription: String { rule }
    }

    private static let stories = [
        Story(
            rule: "not passed: once more at no charge, then it is passed back",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("20 tap 0", "resumed"), ("opened", ""),
                ("passed", ""), ("40 tap 0", "pass-back"),
            ]),
        Story(
            rule: "another lane of the station too",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("20 tap 1", "resumed")]),
        Story(
            rule: "never a third time",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("20 tap 0", "resumed"), ("opened", ""),
                ("not-passed", ""), ("40 tap 0", "pass-back"),
            ]),
        Story(
            rule: "passed: not again",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("passed", ""), ("20 tap 0", "pass-back")]),
        Story(
            rule: "nothing is known of the rider: not again",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("20 tap 0", "pass-back")]),
        Story(
            rule: "followed: the ticket is used",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("tailgated", ""), ("not-passed", ""),
                ("20 tap 0", "pass-back"),
            ]),
        Story(
            rule: "the last second of the minute",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("60 tap 0", "resumed")]),
        Story(
            rule: "after the minute the rules hold",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("61 tap 0", "entered-again")]),
        Story(
            rule: "the lane has failed under the rider: for half an hour, at another lane too",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("failed", ""), ("1800 tap 1", "resumed"), ("opened", ""),
                ("1830 tap 1", "entered-again"),
            ], holdsOverStarts: false),
        Story(
            rule: "the lane has failed before it was told of the rider",
            steps: [("0 tap 0", "entered"), ("failed untold", ""), ("1000 tap 0", "resumed")], holdsOverStarts: false),
        Story(
            rule: "after the half hour the rules hold",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("failed", ""), ("1801 tap 1", "entered-again")],
            holdsOverStarts: false),
        Story(
            rule: "a lane that breaks with the rider waiting for it sends them to another one",
            steps: [
                ("0 tap 0", "entered"), ("failed untold", ""), ("20 tap 1", "resumed"), ("opened", ""),
                ("40 tap 1", "pass-back"),
            ], holdsOverStarts: false),
        Story(
            rule: "but not if the rider has asked the broken one again since: two lanes would open",
            steps: [
                ("0 tap 0", "entered"), ("5 tap 0", "resumed"), ("failed untold of-2", ""), ("20 tap 1", "pass-back"),
                ("30 tap 0", "resumed"),
            ], holdsOverStarts: false),
        Story(
            rule: "a second lane breaks under the same rider: on to the third",
            steps: [
                ("0 tap 0", "entered"), ("failed untold", ""), ("20 tap 1", "resumed"),
                ("failed untold lane-1 of-21", ""),
                ("40 tap 2", "resumed"), ("opened", ""), ("50 tap 2", "pass-back"),
            ], holdsOverStarts: false),
        Story(
            rule: "what is told of a lane that has it no more frees no other lane's rider",
            steps: [
                ("0 tap 0", "entered"), ("failed untold", ""), ("20 tap 1", "resumed"),
                ("failed untold lane-0 of-21", ""),
                ("40 tap 2", "pass-back"),
            ], holdsOverStarts: false),
        Story(
            rule: "a tap is over with the card's next one: who went in all the same pays the next journey",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("failed", ""), ("480 tap 1 elsewhere out", "completed"),
                ("opened", ""), ("600 tap 1 elsewhere", "entered"), ("opened", ""), ("1200 tap 0 out", "completed"),
                ("opened", ""), ("1680 tap 0", "entered"),
            ]),
        Story(
            rule: "nobody was told of it at all: the same",
            steps: [
                ("0 tap 0", "entered"), ("20 tap 1 out", "completed"), ("opened", ""), ("40 tap 0", "entered"),
            ]),
        Story(
            rule: "the other way is another tap",
            steps: [("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("20 tap 0 out", "completed")]),
        Story(
            rule: "so is another station",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("20 tap 0 elsewhere", "entered-again"),
            ]),
        Story(
            rule: "two lanes never open for one tap: who asks first has it",
            steps: [
                ("0 tap 0", "entered"), ("opened", ""), ("not-passed", ""), ("20 tap 0", "resumed"),
                ("20 tap 1", "pass-back"),
            ], holdsOverStarts: false),
        Story(
            rule: "one that waits no more leaves it to whoever is asked next",
            steps: [
                ("0 tap 0", "entered"), ("2 tap 1", "pass-back"), ("gives-up lane-0", ""), ("5 tap 1", "resumed"),
                ("6 tap 0", "pass-back"), ("gives-up lane-0", ""), ("7 tap 2", "pass-back"), ("opened", ""),
                ("8 tap 0", "pass-back"),
            ], holdsOverStarts: false),
        Story(
            rule: "but not if it was asked anew since",
            steps: [
                ("0 tap 0", "entered"), ("5 tap 0", "resumed"), ("gives-up lane-0 of-2", ""), ("6 tap 1", "pass-back"),
            ], holdsOverStarts: false),
        Story(
            rule: "the barrier was not told at first: that was no time",
            steps: [
                ("0 tap 0", "entered"), ("not-told", ""), ("20 tap 0", "resumed"), ("opened", ""),
                ("40 tap 0", "pass-back"),
            ]),
        Story(
            rule: "the rider turns away before the record of the open signal is there",
            steps: [
                ("0 tap 0", "entered"), ("not-passed", ""), ("opened", ""), ("20 tap 1", "resumed"), ("opened", ""),
                ("40 tap 1", "pass-back"),
            ]),
    ]

    @Test(arguments: stories)
    func story(story: Story) throws {
        for startsAgain in story.holdsOverStarts ? [false, true] : [false] {
            let folder = try TemporaryFolder()
            var gate = try Gate(folder)
            for (step, expected) in story.steps {
                if startsAgain {
                    try gate.close()
                    gate = try Gate(folder, last: gate.last)
                }
                #expect(try gate.take(step) == expected, "\(step), starts again: \(startsAgain)")
            }
            try gate.close()
            let contents = try JournalContents(folder)
            #expect(contents.approved.allSatisfy { $0.chargeFen == 0 || $0.kind == .exit })
            #expect(
                contents.approved.count
                    == story.steps.count { ["entered", "entered-again", "completed"].contains($0.1) })
        }
    }

    @Test("that a rider has not passed is told after the card's next tap: it opens nothing more")
    func toldLate() throws {
        let folder = try TemporaryFolder()
        var gate = try Gate(folder)
        #expect(try gate.take("0 tap 0") == "entered")
        _ = try gate.take("opened")
        let entry = gate.last
        #expect(try gate.take("30 tap 1 elsewhere") == "entered-again")
        gate.last = entry
        _ = try gate.take("not-passed")
        #expect(try gate.take("50 tap 0") == "entered-again")
        try gate.close()
    }

    @Test("the same with a clock that stands still: the next tap has the time of the one before")
    func toldLateUnderAFrozenClock() throws {
        let folder = try TemporaryFolder()
        var gate = try Gate(folder)
        #expect(try gate.take("0 tap 0") == "entered")
        _ = try gate.take("opened")
        let entry = gate.last
        #expect(try gate.take("0 tap 1 elsewhere out") == "completed")
        #expect(try gate.take("0 tap 0") == "entered")
        let second = gate.last
        gate.last = entry
        _ = try gate.take("not-passed")
        #expect(try gate.take("5 tap 0") == "resumed" && gate.last == second)
        try gate.close()
    }

    @Test("a rider is under way whatever is recorded of others meanwhile")
    func manyRecords() throws {
        let folder = try TemporaryFolder()
        var gate = try Gate(folder)
        _ = try gate.take("0 tap 0")
        _ = try gate.take("opened")
        let tap = gate.last
        while try gate.note() < tap + 4095 {}
        #expect(try gate.take("1 tap 0 other") == "entered")
        #expect(gate.last == tap + 4096)
        _ = try gate.take("opened")
        gate.last = tap
        _ = try gate.take("not-passed")
        #expect(try gate.take("20 tap 0") == "resumed")
        try gate.close()
    }

    /// A desk over a journal, without lanes.
    private struct Gate {
        let book: FareBook
        let journal: JournalCommitter
        let desk: TapDesk
        var last: UInt64
        /// The second of the last tap.
        private var now: UInt64 = 0

        init(_ folder: TemporaryFolder, last: UInt64 = 0) throws {
            let book = try #require(LaneRig.book)
            var state = DeskState(book, capacity: 100)
            let writer = try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none
            ) { (header, body) throws(BodyFault) in try state.take(header, body) }
            journal = try JournalCommitter(writer, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
            desk = TapDesk(
                book, state: state, journal: journal, fares: FareVersion(edition: "current", hash: 1),
                denyListVersion: 0)
            self.book = book
            self.last = last
        }

        func close() throws { try journal.close() }

        /// Writes a record of no account; its sequence.
        func note() throws -> UInt64 {
            while true {
                do throws(JournalError) {
                    return try desk.note("x", at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
                } catch {
                    guard case .queueFull = error else { throw error }
                    Thread.sleep(forTimeInterval: 0.001)
                }
            }
        }

        private static func moment(_ second: UInt64) -> JournalMoment {
            JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1 + second * 1_000_000_000)
        }

        mutating func take(_ step: String) throws -> String {
            let words = step.split(separator: " ").map(String.init)
            if let second = UInt64(words[0]) { now = second }
            let moment = Self.moment(now)
            if words[0] == "opened" {
                try desk.opened(last, at: moment)
                return ""
            }
            if words[0] == "failed" {
                let passage = JournalPassage(
                    tapSequence: last, outcome: .notPassed, milliseconds: words.contains("untold") ? 0 : 500)
                let lane = words.first { $0.hasPrefix("lane-") }.flatMap { Int($0.dropFirst(5)) }
                let second = words.first { $0.hasPrefix("of-") }.flatMap { UInt64($0.dropFirst(3)) }
                try desk.passage(passage, at: Self.moment(second ?? now), brokenLane: lane ?? 0)
                return ""
            }
            if words[0] == "gives-up" {
                let lane = words.first { $0.hasPrefix("lane-") }.flatMap { Int($0.dropFirst(5)) }
                let second = words.first { $0.hasPrefix("of-") }.flatMap { UInt64($0.dropFirst(3)) }
                desk.waitsNoMore(lane ?? 0, for: last, at: Self.moment(second ?? now))
                return ""
            }
            if words[0] == "not-told" {
                let passage = JournalPassage(tapSequence: last, outcome: .notPassed, milliseconds: 0)
                try desk.passage(passage, at: moment)
                return ""
            }
            if let outcome = JournalPassage.Outcome.allCases.first(where: { $0.code == words[0] }) {
                try desk.passage(JournalPassage(tapSequence: last, outcome: outcome, milliseconds: 8000), at: moment)
                return ""
            }
            let station = try book.edition.directory.station(words.contains("elsewhere") ? "福田" : "罗湖")
            let site = LaneSite(station: station, of: book, direction: words.last == "out" ? .exit : .entry)
            var request = TapRequest(
                site: site, time: try #require(LocalTime("2026-11-24 08:00:00")), moment: moment,
                token: JournalToken(token: CardToken(low: words.last == "other" ? 8 : 7), keyIdentifier: 1),
                medium: try #require(book.tariff.medium("quickpass")))
            request.time = LocalTime(seconds: request.time.seconds + (try #require(UInt32(words[0]))))
            request.lane = try #require(Int(words[2]))
            let verdict = try desk.take(request)
            if verdict.outcome == .open { last = verdict.tapSequence }
            return verdict.reason.code
        }
    }
}
