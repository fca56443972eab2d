import Foundation
import Synchronization
import TestSupport
import Testing

/// The real gate process under load, killed with SIGKILL again and again at moments that nobody chose.
@Suite(.serialized)
struct GateKillTests {
    /// 200 in the long tests; any number by FAREGATE_KILLS.
    private static let kills: Int = {
        let environment = ProcessInfo.processInfo.environment
        return environment["FAREGATE_KILLS"].flatMap { Int($0) }
            ?? (runsLongTests ? 200 : 3)
    }()

    @Test("every open signal has its record, no tap is doubled, and the journal is whole")
    func killed() throws {
        let folders = (Self.kills + KilledGate.mostKills - 1) / KilledGate.mostKills
        let sum = Mutex((kills: 0, count: SignalCount()))
        let failure = Mutex<String?>(nil)
        // As many gates at once as there are processors: the others are the load.
        DispatchQueue.concurrentPerform(iterations: folders) { index in
            let kills = min(Self.kills - index * KilledGate.mostKills, KilledGate.mostKills)
            do {
                let count = try KilledGate().kill(times: kills)
                sum.withLock { sum in
                    sum.kills += kills
                    sum.count += count
                    print("\(sum.kills) kills, \(sum.count)")
                }
            } catch {
                failure.withLock { $0 = "\(error)" }
            }
        }
        #expect(failure.withLock { $0 } == nil)
        let (kills, count) = sum.withLock { $0 }
        #expect(kills == Self.kills && count.opened > 0)
        #expect(count.unrecorded == 0, "a barrier opened without a record")
        #expect(count.doubled == 0, "a record opened twice, or a tap is doubled")
    }
}
