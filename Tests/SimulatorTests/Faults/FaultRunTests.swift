import Foundation
import Simulator
import TestSupport
import Testing

/// Gates under faults: nothing is broken, the same seed does the same, and every kind of fault comes.
@Suite
struct FaultRunTests {
    /// Seeds and taps of the usual run; `FAREGATE_LONG_TESTS=1` takes more.
    private static let seeds: UInt64 = runsLongTests ? 400 : 3
    /// The eleventh runs into 2038. No more are run than it takes until each kind has come.
    private static let crowdedSeeds: [UInt64] = runsLongTests ? Array(1...200) : [11, 3, 4, 6, 7, 1, 2, 5, 8]

    @Test("no rule is broken under all faults together")
    func together() throws {
        var totals = FaultTotals()
        for seed in 1...Self.seeds {
            let report = try FaultScene.run(seed, taps: 400)
            if let violation = report.violation {
                Issue.record(
                    "\(violation.rule.rawValue): \(violation.words); faregate simulate faults --seed \(seed) --taps 400"
                )
            }
            totals.add(report)
        }
        #expect(totals.approved > totals.taps / 2)
        #expect(totals.opened > totals.taps / 2)
        #expect(totals.chargedFen > totals.taps * 50)
    }

    @Test("each kind of fault happens, and the rare ones often at once break nothing either")
    func everyKind() throws {
        var totals = FaultTotals()
        for seed in Self.crowdedSeeds where runsLongTests || totals.missing != [] {
            let report = try FaultScene.run(seed, taps: 400, times: 25)
            #expect(report.violation == nil, "seed \(seed)")
            totals.add(report)
        }
        #expect(totals.missing == [])
    }

    @Test("the same seed: the same report and the same events; another one: others")
    func sameSeed() throws {
        var events: [[String]] = [[], [], []]
        var reports: [FaultReport] = []
        for (index, seed) in ([7, 7, 8] as [UInt64]).enumerated() {
            reports.append(try FaultScene.run(seed, taps: 300) { events[index].append($0) })
        }
        #expect(reports[0] == reports[1] && events[0] == events[1])
        #expect(reports[0] != reports[2] && events[0] != events[2])
        #expect(events[0].count > 300)
    }

    @Test("registers are written at each start and clean end, after 4,096 records, and at the end of a day")
    func registers() throws {
        let calm = try FaultScene.run(5, taps: 1700, lanes: 8, only: [])
        #expect(calm.violation == nil)
        #expect(calm.records > 4300 && calm.registers >= 3 && calm.dueRegisters >= 1)
        var days = FaultTotals()
        for seed in 1...40 as ClosedRange<UInt64> where days.postponedRegisters == 0 || days.dueRegisters == 0 {
            let report = try FaultScene.run(seed, taps: 250, only: [.clockForward, .stop], times: 25)
            #expect(report.violation == nil, "seed \(seed)")
            days.add(report)
        }
        #expect(days.dueRegisters > 0 && days.registers > days.dueRegisters + 2)
        #expect(days.postponedRegisters > 0)
    }

    @Test(
        "only the kinds that are asked for happen, and what comes of them",
        arguments: [
            [.kill, .stop, .powerDrop, .powerTear, .powerReorder],
            [.syncError, .writeError, .diskFull, .readOnly, .slowDisk],
            [.clockForward, .clockBack, .clockFrozen, .leapSecond],
            [.tornBefore, .tornDecided, .tornOpened, .duplicate, .twoLanes, .lyingCard],
            [.readerDead, .deafBarrier, .modeChange, .easing, .emergency, .tailgating, .intrusion],
        ] as [Set<FaultKind>])
    func only(kinds: Set<FaultKind>) throws {
        var faults = FaultCounts()
        for seed in 1...2 as ClosedRange<UInt64> {
            let report = try FaultScene.run(seed, taps: 200, lanes: 4, only: kinds, times: 25)
            #expect(report.violation == nil, "seed \(seed)")
            faults.add(report.faults)
        }
        for kind in FaultKind.allCases where !kinds.contains(kind) && !Self.comesOfOthers.contains(kind) {
            #expect(faults[kind] == 0, "\(kind.rawValue)")
        }
        #expect(kinds.contains { faults[$0] > 0 })
    }

    /// Kinds that are not drawn.
    private static let comesOfOthers: Set<FaultKind> = [
        .tornTail, .queueFull, .year2038, .restart, .failedJournal, .passageTimeOut, .secondPassage, .storageTimeOut,
    ]
}
