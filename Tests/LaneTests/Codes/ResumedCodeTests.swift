import Fares
import Foundation
import Gate
import Journal
import Lane
import QRTickets
import TestSupport
import Testing

/// Which code may still open for a tap that is recorded and has not opened.
struct ResumedCodeTests {
    private let folder: TemporaryFolder
    private let journal: JournalCommitter
    private let desk: TapDesk
    private let site: LaneSite
    private let medium: FareMedia

    init() throws {
        let book = try #require(LaneRig.book)
        folder = try TemporaryFolder()
        journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none),
            now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
        desk = TapDesk(
            book, state: DeskState(book, capacity: 10), journal: journal,
            fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0)
        site = LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry)
        medium = try #require(book.tariff.medium("qr-code"))
    }

    /// One rider's code; nil: a card.
    private func request(_ code: UInt64?, _ time: String) throws -> TapRequest {
        var request = TapRequest(
            site: site, time: try #require(LocalTime(time)),
            moment: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1),
            token: JournalToken(token: CardToken(low: 7), keyIdentifier: 1), medium: medium)
        request.replayKey = code.map { ReplayKey(high: $0, low: $0) }
        return request
    }

    @Test("a code that has opened does not open again for the tap of the next one")
    func spent() throws {
        let first = try desk.take(try request(1, "2026-11-24 07:00:00"))
        try desk.opened(first.tapSequence, at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
        // Long after: the fares take it for an entry without an exit before.
        let second = try desk.take(try request(2, "2026-11-24 08:00:00"))
        #expect(first.outcome == .open && second.outcome == .open && second.reason != .resumed)
        #expect(try desk.resume(try request(1, "2026-11-24 08:00:02")) == nil)
        #expect(try desk.resume(try request(nil, "2026-11-24 08:00:02")) == nil)
        #expect(try desk.resume(try request(2, "2026-11-24 08:00:03"))?.tapSequence == second.tapSequence)
        try journal.close()
    }

    @Test("a refreshed code takes the tap over from the one before")
    func refreshed() throws {
        let first = try desk.take(try request(1, "2026-11-24 08:00:00"))
        let second = try desk.take(try request(2, "2026-11-24 08:00:10"))
        #expect(second.reason == .resumed && second.tapSequence == first.tapSequence)
        #expect(try desk.resume(try request(1, "2026-11-24 08:00:12")) == nil)
        #expect(try desk.resume(try request(2, "2026-11-24 08:00:12"))?.tapSequence == first.tapSequence)
        try journal.close()
    }
}
