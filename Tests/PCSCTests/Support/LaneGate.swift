import CardEmulator
import Dispatch
import EMV
import ElectronicPurse
import Fares
import Foundation
import Gate
import Journal
import Lane
import PCSC
import SmartCard
import Synchronization
import TestSupport
import Testing

/// A whole lane at one reader, on a thread of its own: card, desk, journal, barrier.
final class LaneGate: Sendable {
    /// What became of one card, or of what was taken for one.
    struct Notice: Sendable {
        var outcome: String
        var reason: String
        var startedAtMilliseconds: Int
        var endedAtMilliseconds: Int

        var text: String { "\(outcome) \(reason)" }
    }

    private struct State {
        var notices: [Notice] = []
        var isStopping = false
    }

    /// Counts what it is told.
    private final class CountingBarrier: Barrier, Sendable {
        private let count = Atomic<Int>(0)
        var opened: Int { count.load(ordering: .relaxed) }

        func open(_ sequence: UInt64) -> Bool {
            count.add(1, ordering: .relaxed)
            return true
        }
        func refuse(isRetry: Bool) {}
    }

    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)
    private let barrier = CountingBarrier()

    /// Starts the lane; its journal is in the folder.
    init(_ folder: TemporaryFolder, reader: String = PrivateDaemon.reader) throws {
        let rig = Carried(rig: try Rig(folder, barrier))
        Thread.detachNewThread { [self] in
            run(CardArrivals(reader: reader), rig.rig)
            ended.signal()
        }
    }

    var notices: [Notice] { state.withLock { $0.notices } }
    /// How often the barrier was opened.
    var opened: Int { barrier.opened }

    /// Ends the lane and closes its journal.
    func stop() {
        state.withLock { $0.isStopping = true }
        ended.wait()
    }

    private func run(_ arrivals: CardArrivals, _ rig: Rig) {
        func now() -> Int { Ticks.milliseconds }
        while !state.withLock({ $0.isStopping }) {
            let begun = now()
            switch arrivals.next(milliseconds: 250, now: now) {
            case .nothing: break
            case .changed(.serviceLost(let error)): note("lost", error.kind.rawValue, begun)
            case .changed: break
            case .unusable(let error): note("unusable", error.kind.rawValue, begun)
            case .card(let session):
                let started = now()
                let tap = rig.lane.present(session)
                _ = arrivals.ended(tap.ending, now: now)
                note("\(tap.outcome)", tap.reason, started)
            }
        }
        rig.close()
    }

    private func note(_ outcome: String, _ reason: String, _ started: Int) {
        let notice = Notice(
            outcome: outcome, reason: reason, startedAtMilliseconds: started, endedAtMilliseconds: Ticks.milliseconds)
        state.withLock { $0.notices.append(notice) }
    }

    /// Made here, used by the lane's thread alone.
    private struct Carried: @unchecked Sendable {
        let rig: Rig
    }

    /// All that a lane needs, at the entry of one station at one moment.
    private final class Rig {
        let lane: GateLane
        private let desk: DeskThread
        private let journal: JournalCommitter

        init(_ folder: TemporaryFolder, _ barrier: any Barrier) throws {
            let book = try FareBook(try #require(try Edition.shipped("current")))
            let time = try #require(LocalTime("2026-11-24 08:00:00"))
            var state = DeskState(book, capacity: 4096)
            let clock = LaneClock(
                monotonic: { DispatchTime.now().uptimeNanoseconds }, wall: { 1_795_500_000_000 }, local: { time })
            let writer = try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .crash
            ) { (header, body) throws(BodyFault) in try state.take(header, body) }
            journal = try JournalCommitter(writer, windowNanoseconds: 0, now: clock.monotonic)
            desk = try DeskThread(
                TapDesk(
                    book, state: state, journal: journal, fares: FareVersion(edition: "current", hash: 1),
                    denyListVersion: 0), lanes: 1)
            let tokenizer = try #require(CardTokenizer(key: [UInt8](repeating: 0x5A, count: 32), identifier: 1))
            let cards = CardAcceptance(
                book, keys: EmulatorTrust.keys, tokenizer: tokenizer, denyList: CardDenyList())
            let site = LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry)
            let psam = SoftwarePSAM(
                terminal: 0x3000_0000_0001,
                keys: [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)],
                nextSequence: state.nextTerminalTransaction)
            lane = GateLane(
                site, of: book, cards: cards, desk: desk, lane: 0, journal: journal, barrier: barrier, psam: psam,
                clock: clock, generator: SystemRandomNumberGenerator())
        }

        func close() {
            desk.close()
            do throws(JournalError) { try journal.close() } catch { print("journal: \(error)") }
        }
    }
}
