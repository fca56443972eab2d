import Journal
import Simulator
import TestSupport
import Testing

/// The power fails after any write or sync: what was acknowledged is there, nothing twice, and the gate goes on.
@Suite(.serialized)
struct PowerCutTests {
    private static let taps = runsLongTests ? 1000 : 60

    /// With many segments, and with one, whose records no anchor names for long.
    @Test(arguments: PowerLoss.allCases, [GateRun.manySegments, JournalFormat.segmentLimit])
    func afterEveryOperation(loss: PowerLoss, segmentLimit: Int) throws {
        let disk = SimulatedDisk(seed: 1)
        let run = GateRun(disk, segmentLimit: segmentLimit)
        var failure: (any Error)?
        var cuts = 0
        disk.onOperation = { operation in
            guard failure == nil else { return }
            cuts += 1
            do {
                let cut = run.moved(to: disk.afterPowerCut(loss, seed: UInt64(operation)))
                try cut.write(upTo: cut.acknowledged + 2)
                try Self.isSound(cut.disk)
            } catch {
                failure = error
                Issue.record("power cut after operation \(operation), \(loss): \(error)")
            }
        }
        try run.write(upTo: Self.taps)
        // A write and a sync for each of the groups of 2.5 taps on average, and more for segments and anchors.
        #expect(cuts > Self.taps * 2 / 3)
        guard failure == nil else { return }
        print("\(Self.taps) taps, segments of \(segmentLimit) bytes: \(cuts) power cuts (\(loss)), 0 lost, 0 doubled")
    }

    /// The power fails again while the journal is being recovered, after every operation of the recovery.
    @Test(arguments: PowerLoss.allCases)
    func duringRecovery(loss: PowerLoss) throws {
        let disk = SimulatedDisk(seed: 2)
        let run = GateRun(disk)
        var failure: (any Error)?
        var cuts = 0
        disk.onOperation = { operation in
            guard failure == nil, runsLongTests || operation % 7 == 0 else { return }
            do {
                let first = run.moved(to: disk.afterPowerCut(loss, seed: UInt64(operation)))
                first.disk.onOperation = { inner in
                    cuts += 1
                    do {
                        let second = first.moved(to: first.disk.afterPowerCut(loss, seed: UInt64(inner)))
                        try second.write(upTo: second.acknowledged + 1)
                        try Self.isSound(second.disk)
                    } catch {
                        failure = error
                        Issue.record("power cut after \(operation), then \(inner) of recovery, \(loss): \(error)")
                    }
                }
                _ = try first.open()
            } catch {
                failure = error
                Issue.record("power cut after operation \(operation), \(loss): \(error)")
            }
        }
        try run.write(upTo: Self.taps / 2)
        #expect(cuts > 5)
        guard failure == nil else { return }
        print("\(Self.taps / 2) taps: \(cuts) power cuts within a recovery (\(loss)), 0 lost, 0 doubled")
    }

    static func isSound(_ disk: SimulatedDisk) throws {
        let scan = try JournalReader.read(disk)
        try #require(scan.damage == nil)
        try #require(scan.tornTailBytes == 0 && scan.unreadableSlots == 0)
        try #require(scan.anchor?.sequence == scan.lastSequence)
    }
}
