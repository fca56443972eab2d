import Journal
import Simulator
import TestSupport
import Testing

/// A gate that writes taps 0, 1, 2 ... in groups of one to four, and remembers which were acknowledged.
final class GateRun {
    /// So small that a run has many segments.
    static let manySegments = 3000

    let disk: SimulatedDisk
    /// Taps 0 ..< this are acknowledged.
    private(set) var acknowledged = 0
    private let segmentLimit: Int
    private var random: SplitMix64

    init(_ disk: SimulatedDisk, seed: UInt64 = 1, segmentLimit: Int = manySegments) {
        self.disk = disk
        self.segmentLimit = segmentLimit
        random = SplitMix64(seed: seed)
    }

    /// Opens the journal, checks what is in it against what was acknowledged, and returns the writer.
    func open() throws -> JournalWriter {
        disk.restartProcess()
        var found = TapNumbers()
        let writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: segmentLimit,
            visit: { header, body throws(BodyFault) in try found.take(header, body) })
        try #require(found.numbers == Array(0..<found.numbers.count), "a tap is doubled, or missing in the middle")
        try #require(found.numbers.count >= acknowledged, "an acknowledged tap is lost")
        acknowledged = found.numbers.count
        return writer
    }

    /// Writes taps until there are `count`, and closes.
    func write(upTo count: Int) throws {
        var writer = try open()
        var next = acknowledged
        while next < count {
            let group = min(count - next, Int.random(in: 1...4, using: &random))
            for number in next..<next + group { try writer.append(Samples.tap(number), at: Samples.moment(number)) }
            do {
                try writer.commit()
            } catch {
                try Self.refusesEverything(&writer)
                throw error
            }
            next += group
            acknowledged = next
        }
        try writer.close()
    }

    /// After a failure nothing may be written any more.
    private static func refusesEverything(_ writer: inout JournalWriter) throws {
        for _ in 0..<2 {
            do {
                try writer.append(Samples.tap(0), at: Samples.moment(0))
                Issue.record("appended after a failure")
            } catch {
                guard case .poisoned = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
            do {
                try writer.commit()
                Issue.record("committed after a failure")
            } catch {
                guard case .poisoned = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }

    /// The same gate with another disk, such as the one after a power cut.
    func moved(to disk: SimulatedDisk) -> GateRun {
        let run = GateRun(disk, seed: random.next(), segmentLimit: segmentLimit)
        run.acknowledged = acknowledged
        return run
    }
}
