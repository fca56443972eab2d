import Fares
import Gate
import Journal
import Lane
import Simulator
import Testing

/// A simulation that finds nothing proves something only if it finds what is wrong: each mistake, within few taps.
@Suite
struct FaultMistakeTests {
    private static let taps = 1000

    /// A desk that does this at each 40th tap.
    private static func desk(
        _ mistake: @escaping (TapDesk, TapRequest) throws(JournalError) -> DeskVerdict
    ) -> FaultParts {
        var parts = FaultParts()
        parts.desk = { FaultyDesk($0, each: 40, mistake) }
        return parts
    }

    private static func disk(_ lie: @escaping (any JournalStorage) -> any JournalStorage) -> FaultParts {
        var parts = FaultParts()
        parts.storage = lie
        return parts
    }

    private static func lanes(waitsForDisk: Bool = true, acceptsAlways: Bool = false) -> FaultParts {
        var parts = FaultParts()
        parts.waitsForDisk = waitsForDisk
        if acceptsAlways { parts.accepts = { _, _ in true } }
        return parts
    }

    /// A desk that decides well and keeps something else than what happened.
    private static func keeps(_ change: @escaping (FaultyDesk) -> Void) -> FaultParts {
        var parts = FaultParts()
        parts.desk = {
            let desk = FaultyDesk($0, each: .max) { desk, request throws(JournalError) in try desk.take(request) }
            change(desk)
            return desk
        }
        return parts
    }

    private static func closes(
        _ registers: @escaping (JournalCommitter, JournalMoment) throws(JournalError) -> Void
    ) -> FaultParts {
        var parts = FaultParts()
        parts.closeRegisters = registers
        return parts
    }

    private static func opensAgain() -> FaultParts {
        var parts = FaultParts()
        var last: GateAction?
        parts.besides = { action in
            if case .open = action { last = action }
            guard case .passed(let sequence) = action, case .open(_, sequence) = last else { return nil }
            return last
        }
        return parts
    }

    private static let count = 25

    private static var mistakes: [(String, [FaultRule], FaultParts)] {
        [
            ("opens before the record is on the disk", [.openWithoutRecord], lanes(waitsForDisk: false)),
            ("takes cards whatever the mode", [.mode], lanes(acceptsAlways: true)),
            (
                "approves without a record", [.sequence],
                desk { desk, request throws(JournalError) in
                    var verdict = try desk.deny(request, .denied)
                    (verdict.outcome, verdict.sequence, verdict.tapSequence) =
                        (.open, verdict.sequence + 1, verdict.sequence + 1)
                    return verdict
                }
            ),
            (
                "names the record before", [.sequence, .decision],
                desk { desk, request throws(JournalError) in
                    var verdict = try desk.take(request)
                    verdict.sequence -= 1
                    return verdict
                }
            ),
            (
                "records a tap twice", [.sequence, .decision, .record],
                desk { desk, request throws(JournalError) in
                    let verdict = try desk.take(request)
                    var again = request
                    again.time = LocalTime(seconds: request.time.seconds + 3600)
                    _ = try desk.take(again)
                    return verdict
                }
            ),
            (
                "charges twice", [.money],
                desk { desk, request throws(JournalError) in
                    var verdict = try desk.take(request)
                    verdict.decision?.chargeFen *= 2
                    return verdict
                }
            ),
            (
                "prices by another clock", [.record, .money, .decision],
                desk { desk, request throws(JournalError) in
                    var later = request
                    later.time = LocalTime(seconds: request.time.seconds + 4 * 3600)
                    return try desk.take(later)
                }
            ),
            (
                "takes one card for another", [.record, .decision, .money],
                desk { desk, request throws(JournalError) in
                    var other = request
                    other.token = JournalToken(
                        token: CardToken(high: request.token.token.high, low: request.token.token.low ^ 1),
                        keyIdentifier: 1)
                    return try desk.take(other)
                }
            ),
            (
                "lets everybody through", [.decision],
                desk { desk, request throws(JournalError) in
                    var verdict = try desk.take(request)
                    verdict.outcome = .open
                    return verdict
                }
            ),
            (
                "does not record open signals", [.sequence, .record, .openedTwice, .decision],
                keeps { $0.recordsOpened = false }
            ),
            (
                "says that nobody has passed", [.decision, .record, .sequence],
                keeps { desk in
                    desk.passages = { passage in
                        var other = passage
                        other.outcome = .notPassed
                        return other
                    }
                }
            ),
            (
                "knows no easings", [.decision, .money, .record],
                desk { desk, request throws(JournalError) in
                    var strict = request
                    strict.easings = []
                    return try desk.take(strict)
                }
            ),
            ("has no room for an open signal", [.record], keeps { $0.refuses = .openSignals }),
            ("has no room for a passage", [.record], keeps { $0.refuses = .passages }),
            ("has no room for a mode", [.record], keeps { $0.refuses = .modes }),
            (
                "gives the rider of a released lane half an hour", [.sequence, .decision],
                keeps { $0.knowsReleases = false }
            ),
            ("names another cause of a mode", [.record], keeps { $0.cause = .reader }),
            (
                "takes one medium for another of the same price", [.record],
                desk { desk, request throws(JournalError) in
                    var other = request
                    other.medium = desk.book.tariff.medium("qr-code") ?? request.medium
                    return try desk.take(other)
                }
            ),
            ("opens after its journal has failed", [.openWithoutRecord], keeps { $0.opensWhenFailed = true }),
            ("opens again for whoever has passed", [.openedTwice], opensAgain()),
            ("ends without its registers", [.restart], closes { (_, _) throws(JournalError) in }),
            (
                "writes its registers down twice", [.record, .money],
                closes { journal, moment throws(JournalError) in
                    try journal.appendRegisters(at: moment)
                    try journal.appendRegisters(at: moment)
                }
            ),
            (
                "writes down registers that have counted nothing", [.record],
                closes { journal, moment throws(JournalError) in
                    _ = try journal.append(JournalRegister(registers: AuditRegisters()), at: moment)
                }
            ),
            (
                "a write that was none", [.openWithoutRecord, .restart, .sequence],
                disk { LyingDisk($0, dropsWrite: 9) }
            ),
            ("a sync that was none", [.openWithoutRecord, .restart], disk { LyingDisk($0, dropsSync: 9) }),
        ]
    }

    @Test(arguments: 0..<count)
    func isFound(index: Int) throws {
        let mistakes = Self.mistakes
        try #require(mistakes.count == Self.count)
        let (name, rules, parts) = mistakes[index]
        var found: FaultViolation?
        var taps = 0
        for seed in 1...10 as ClosedRange<UInt64> where found == nil {
            let report = try FaultScene.run(seed, taps: Self.taps, times: 25, parts: parts)
            found = report.violation
            taps += report.taps
        }
        let rule = try #require(found, "\(name) is not found in \(taps) taps").rule
        #expect(rules.contains(rule), "\(name): \(rule.rawValue), after \(taps) taps")
    }
}
