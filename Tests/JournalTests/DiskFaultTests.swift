import Journal
import Simulator
import TestSupport
import Testing

/// The n-th write or sync fails, for every n; the disk is full at n: a named error, nothing written after it, and the
/// journal goes on from what was acknowledged.
@Suite(.serialized)
struct DiskFaultTests {
    private static let taps = runsLongTests ? 1000 : 40

    private enum Kind: CaseIterable, CustomTestStringConvertible {
        case write
        case sync

        var testDescription: String { self == .write ? "write" : "sync" }

        func fault(_ count: Int, forEver: Bool) -> DiskFault {
            self == .write ? .write(count, forEver: forEver) : .sync(count, forEver: forEver)
        }

        func count(on disk: SimulatedDisk) -> Int { self == .write ? disk.writes : disk.syncs }
    }

    @Test(arguments: Kind.allCases, [false, true])
    private func nth(kind: Kind, forEver: Bool) throws {
        let clean = GateRun(SimulatedDisk(seed: 1))
        try clean.write(upTo: Self.taps)
        let operations = kind.count(on: clean.disk)
        for count in 1...operations {
            let run = GateRun(SimulatedDisk(seed: UInt64(count)))
            run.disk.fault = kind.fault(count, forEver: forEver)
            #expect(throws: JournalError.self, "operation \(count)") { try run.write(upTo: Self.taps) }
            if forEver {
                #expect(throws: JournalError.self, "operation \(count)") { try run.write(upTo: Self.taps) }
                run.disk.fault = nil
            }
            try Self.goesOn(run, "\(kind) \(count)")
        }
        print("\(Self.taps) taps: each of \(operations) \(kind)s failed, \(forEver ? "for ever" : "once")")
    }

    @Test func full() throws {
        let clean = GateRun(SimulatedDisk(seed: 1))
        var sizes: Set<Int> = []
        clean.disk.onOperation = { _ in sizes.insert(clean.disk.usedBytes) }
        try clean.write(upTo: Self.taps)
        for size in sizes.sorted() where size > 0 {
            let run = GateRun(SimulatedDisk(seed: UInt64(size)))
            run.disk.fault = .full(bytes: size - 1)
            do {
                try run.write(upTo: Self.taps)
                Issue.record("a full disk was not noticed at \(size)")
            } catch JournalError.diskFull(let error) {
                #expect("\(JournalError.diskFull(error))".contains("make room"))
            }
            run.disk.fault = nil
            try Self.goesOn(run, "full at \(size)")
        }
        print("\(Self.taps) taps: the disk full at \(sizes.count) sizes")
    }

    /// After the fault: the process starts again on the same system, writes more, and then the power fails.
    private static func goesOn(_ run: GateRun, _ what: String) throws {
        do {
            try run.write(upTo: run.acknowledged + 5)
            try PowerCutTests.isSound(run.disk)
            for loss in PowerLoss.allCases {
                let cut = run.moved(to: run.disk.afterPowerCut(loss, seed: 3))
                try cut.write(upTo: run.acknowledged + 2)
            }
        } catch {
            Issue.record("\(what): \(error)")
            throw error
        }
    }

    /// The power fails right after the fault, and the disk is replaced by its own contents.
    @Test(arguments: Kind.allCases)
    private func thenPowerCut(kind: Kind) throws {
        let clean = GateRun(SimulatedDisk(seed: 1))
        try clean.write(upTo: Self.taps)
        let operations = kind.count(on: clean.disk)
        for count in 1...operations {
            let run = GateRun(SimulatedDisk(seed: UInt64(count)))
            run.disk.fault = kind.fault(count, forEver: true)
            #expect(throws: JournalError.self) { try run.write(upTo: Self.taps) }
            for loss in PowerLoss.allCases {
                let cut = run.moved(to: run.disk.afterPowerCut(loss, seed: UInt64(count)))
                try cut.write(upTo: cut.acknowledged + 2)
                try PowerCutTests.isSound(cut.disk)
            }
        }
        print("\(Self.taps) taps: each of \(operations) \(kind)s failed, then the power")
    }
}
