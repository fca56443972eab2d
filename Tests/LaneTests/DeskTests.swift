import CAllocationCounter
import Fares
import Foundation
import Gate
import Journal
import Lane
import Synchronization
import TestSupport
import Testing

/// The desk alone: the data plane of a live gate.
@Suite(.serialized)
struct DeskTests {
    private static func request(_ number: UInt64, _ site: LaneSite, _ time: LocalTime, _ medium: FareMedia)
        -> TapRequest
    {
        TapRequest(
            site: site, time: time, moment: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: number),
            token: JournalToken(token: CardToken(low: number), keyIdentifier: 1), medium: medium)
    }

    @Test("from the tap to the verdict and the journal's buffer nothing is allocated")
    func allocations() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let medium = try #require(book.tariff.medium("quickpass"))
        let time = try #require(LocalTime("2026-11-24 08:00:00"))
        let later = try #require(LocalTime("2026-11-24 08:50:00"))
        let journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none),
            now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
        let desk = TapDesk(
            book, state: DeskState(book, capacity: 20_000), journal: journal,
            fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0)
        let entry = LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry)
        let exit = LaneSite(station: try book.edition.directory.station("机场东"), of: book, direction: .exit)
        var charged = 0
        var most = 0
        for round in 0..<20 {
            faregate_reset_allocation_count()
            for number in 0..<200 {
                let card = UInt64(round * 200 + number)
                let first = try desk.take(Self.request(card, entry, time, medium))
                try desk.opened(first.tapSequence, at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
                let second = try desk.take(Self.request(card, exit, later, medium))
                try desk.opened(second.tapSequence, at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
                charged += second.decision?.chargeFen ?? 0
            }
            let count = Int(faregate_allocation_count())
            try journal.waitUntilDurable(journal.durableSequence)
            Thread.sleep(forTimeInterval: 0.01)
            if round > 2 { most = max(most, count) }
        }
        try journal.close()
        #expect(charged == 20 * 200 * 900)
        #expect(most == 0)
    }

    /// Both threads call the journal's clock, at every record and at every commit: each call counts what its thread has
    /// allocated since its last one.
    @Test("the desk's thread and the committing thread allocate nothing: ask, decision, record, sync, verdict")
    func allocationsOfTheDataPlane() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let medium = try #require(book.tariff.medium("quickpass"))
        let time = try #require(LocalTime("2026-11-24 08:00:00"))
        let later = try #require(LocalTime("2026-11-24 08:50:00"))
        let counts = Mutex((isCounting: false, calls: 0, allocations: UInt64(0)))
        let journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .power),
            windowNanoseconds: 0,
            now: {
                let count = faregate_allocation_count()
                counts.withLock { counts in
                    guard counts.isCounting else { return }
                    counts.calls += 1
                    counts.allocations += count
                }
                let now = UInt64(DispatchTime.now().uptimeNanoseconds)
                faregate_reset_allocation_count()
                return now
            })
        let desk = try DeskThread(
            TapDesk(
                book, state: DeskState(book, capacity: 2000), journal: journal,
                fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0), lanes: 1)
        let entry = LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry)
        let exit = LaneSite(station: try book.edition.directory.station("机场东"), of: book, direction: .exit)
        for card in 0..<500 {
            // By then everything has been done once.
            if card == 100 { counts.withLock { $0.isCounting = true } }
            for (site, moment) in [(entry, time), (exit, later)] {
                guard
                    case .verdict(let verdict) = desk.ask(
                        .take(Self.request(UInt64(card), site, moment, medium)), at: 0)
                else {
                    Issue.record("no verdict")
                    return
                }
                #expect(verdict.outcome == .open)
                try journal.waitUntilDurable(verdict.sequence)
                let opened = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)
                _ = desk.ask(.opened(verdict.tapSequence, opened), at: 0)
            }
        }
        counts.withLock { $0.isCounting = false }
        desk.close()
        try journal.close()
        let found = counts.withLock { $0 }
        #expect(found.calls > 2 * 400 * 3)
        #expect(found.allocations == 0)
    }

    @Test("several lanes ask at once: one decides, each hears its own answer")
    func lanes() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let medium = try #require(book.tariff.medium("quickpass"))
        let time = try #require(LocalTime("2026-11-24 08:00:00"))
        let journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none),
            now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
        let desk = try DeskThread(
            TapDesk(
                book, state: DeskState(book, capacity: 100), journal: journal,
                fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0), lanes: 8)
        let site = LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry)
        // All lanes show the same 200 cards: each card enters once, and every other time it is refused.
        DispatchQueue.concurrentPerform(iterations: 8) { lane in
            for card in 0..<200 {
                let request = Self.request(UInt64(card), site, time, medium)
                guard case .verdict = desk.ask(.take(request), at: lane) else {
                    Issue.record("no verdict")
                    return
                }
            }
        }
        desk.close()
        try journal.close()
        let contents = try JournalContents(folder)
        // A tap that is recorded and not yet opened is its own lane's: no second record.
        #expect(contents.approved.count == 200)
        guard
            case .failed(.closed) = desk.ask(.note("late", .init(wallMilliseconds: 1, monotonicNanoseconds: 1)), at: 0)
        else {
            Issue.record("a closed desk answers")
            return
        }
    }
}
