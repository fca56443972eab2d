import Fares
import Foundation
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// A ticket good for one journey at the desk: used once each way, across restarts, and resumed where nothing has
/// opened.
struct SingleRideDeskTests {
    private let book = FareBook.prepaid(stations: ["IOQ", "XJA"])
    private let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)

    /// A desk over the journal of a folder, which goes on from its records.
    private func start(_ folder: TemporaryFolder) throws -> (desk: TapDesk, journal: JournalCommitter) {
        var state = DeskState(book, capacity: 10)
        let writer = try JournalWriter.open(
            try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none
        ) { (header, body) throws(BodyFault) in try state.take(header, body) }
        let journal = try JournalCommitter(writer, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
        let desk = TapDesk(
            book, state: state, journal: journal, fares: FareVersion(book), denyListVersion: 0)
        return (desk, journal)
    }

    private func request(_ station: String, _ direction: TapKind, _ time: String) throws -> TapRequest {
        TapRequest(
            site: LaneSite(
                station: try book.edition.directory.station(station), of: book, direction: direction),
            time: try #require(LocalTime(time)), moment: moment,
            token: JournalToken(token: CardToken(low: 7), keyIdentifier: 1), medium: FareMedia(index: 0))
    }

    @Test("the gate dies between record and signal: it opens once after the restart, and then no more")
    func resumed() throws {
        let folder = try TemporaryFolder()
        var (desk, journal) = try start(folder)
        let first = try desk.take(try request("IOQ", .entry, "2018-09-24 09:00:00"))
        #expect(first.outcome == .open && first.reason == .entered)
        try journal.close()

        (desk, journal) = try start(folder)
        let second = try desk.take(try request("IOQ", .entry, "2018-09-24 09:00:20"))
        #expect(second.reason == .resumed && second.outcome == .open && second.tapSequence == first.tapSequence)
        try desk.opened(second.tapSequence, at: moment)
        let third = try desk.take(try request("IOQ", .entry, "2018-09-24 09:00:30"))
        #expect(third.outcome == .refused && third.reason == .passBack)
        #expect(try desk.take(try request("IOQ", .entry, "2018-09-24 09:05:00")).reason == .alreadyUsed)
        try journal.close()
        #expect(try JournalContents(folder).approved.count == 1)
    }

    @Test("a ticket that has been through is refused after a restart too, in the days that it could leave in")
    func repeated() throws {
        let folder = try TemporaryFolder()
        for (station, direction, time, ending) in [
            ("IOQ", TapKind.entry, "2018-09-24 23:00:00", "open entered"),
            ("IOQ", .entry, "2018-09-24 23:30:00", "refused already-used"),
            ("IOQ", .entry, "2018-09-25 08:00:00", "refused already-used"),  // after the end of the service day
            ("XJA", .exit, "2018-09-26 08:00:00", "open completed"),
            ("XJA", .exit, "2018-09-27 08:00:00", "refused already-used"),
            ("IOQ", .entry, "2018-09-27 09:00:00", "refused already-used"),
        ] {
            let (desk, journal) = try start(folder)
            let verdict = try desk.take(try request(station, direction, time))
            #expect("\(verdict.outcome.rawValue) \(verdict.reason.code)" == ending, "\(time)")
            if verdict.outcome == .open { try desk.opened(verdict.tapSequence, at: moment) }
            try journal.close()
        }
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 2 && contents.chargedFen == 0)
        #expect(contents.taps.map(\.reason).filter { $0 == .alreadyUsed }.count == 4)
    }
}
