import Fares
import Foundation
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// A desk whose journal cannot keep up, and lanes that want the same card.
@Suite(.serialized)
struct DeskQueueTests {
    private static let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)
    private static let token = JournalToken(token: CardToken(low: 7), keyIdentifier: 1)

    /// Stops the committing thread behind a commit, so that the queue fills.
    private final class Dam: @unchecked Sendable {
        private let condition = NSCondition()
        private var isShut = false
        private var holds = false

        func shut() {
            condition.lock()
            isShut = true
            holds = false
            condition.unlock()
        }

        /// Waits until the committing thread stands behind the dam.
        func waitUntilItHolds() {
            condition.lock()
            while !holds { condition.wait() }
            condition.unlock()
        }

        func open() {
            condition.lock()
            isShut = false
            condition.broadcast()
            condition.unlock()
        }

        func pass() {
            condition.lock()
            while isShut {
                holds = true
                condition.broadcast()
                condition.wait()
            }
            condition.unlock()
        }
    }

    private static func request(_ book: FareBook, _ direction: TapKind, medium: String) throws -> TapRequest {
        TapRequest(
            site: LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: direction),
            time: try #require(LocalTime("2026-11-24 08:00:00")), moment: moment, token: token,
            medium: try #require(book.tariff.medium(medium)))
    }

    /// Fills the queue behind a dam until `left` records find room.
    private static func fill(_ journal: JournalCommitter, _ dam: Dam, leaving left: Int) throws {
        dam.shut()
        // Behind whichever commit: that of this record, or one that was under way.
        try journal.append(JournalNote(text: "stop"), at: moment)
        dam.waitUntilItHolds()
        while journal.pending < JournalCommitter.queueRecords - left {
            try journal.append(JournalNote(text: "fill"), at: moment)
        }
    }

    @Test("a full queue in the midst of a settlement doubles nothing", arguments: [0, 1])
    func settleWithoutRoom(left: Int) throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let dam = Dam()
        let journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none),
            windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) }, onCommit: { _ in dam.pass() })
        let desk = TapDesk(
            book, state: DeskState(book, capacity: 10), journal: journal,
            fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0)
        let request = try Self.request(book, .entry, medium: "t-union")
        guard
            case .debit(let amount, let ride) = try desk.price(
                PurseRequest(tap: request, entry: nil, isFoundNotDebited: false))
        else {
            Issue.record("no price")
            return
        }
        var purse = JournalPurse(
            state: .intended, token: Self.token, counter: 5, amountFen: Int64(amount), balanceFen: 900,
            cardTime: request.time.seconds)
        purse.station = request.site.place
        _ = try desk.keep(purse, at: Self.moment)
        try Self.fill(journal, dam, leaving: left)
        let settlement = PurseSettlement(
            tap: request, kind: .entry, amountFen: 0, counter: 5, terminalTransaction: 1, balanceFen: 900, cardMAC: [],
            authorisationCode: [], ride: ride, opens: true)
        do throws(JournalError) {
            _ = try desk.settle(settlement)
            Issue.record("settled without room")
        } catch {
            guard case .queueFull = error else { throw error }
        }
        dam.open()
        while journal.pending > 0 { Thread.sleep(forTimeInterval: 0.001) }
        #expect(try desk.settle(settlement).outcome == .open)
        try journal.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.count == 1 && contents.purses.map(\.state) == [.intended, .proven])
    }

    @Test("a queue that is full when the barrier has opened does not end the lane")
    func openedWithoutRoom() throws {
        let folder = try TemporaryFolder()
        let dam = Dam()
        let rig = try LaneRig(
            folder, time: TestTime("2026-11-24 08:00:00"), onCommit: { _ in dam.pass() })
        rig.barrier.onOpen = { _ in try? Self.fill(rig.journal, dam, leaving: 0) }
        let purse = SpoiltPurse()
        let tap = rig.lane.present(purse)
        dam.open()
        #expect(tap.outcome == .open && tap.journalFailure == nil)
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.isEmpty)
    }

    @Test("one tap opens one lane: another one waits for a restart")
    func oneLane() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let request = try Self.request(book, .entry, medium: "quickpass")
        func outcomes(_ lanes: [Int]) throws -> [String] {
            var state = DeskState(book, capacity: 10)
            let journal = try JournalCommitter(
                try JournalWriter.open(
                    try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .crash
                ) { (header, body) throws(BodyFault) in try state.take(header, body) },
                windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
            let desk = try DeskThread(
                TapDesk(
                    book, state: state, journal: journal, fares: FareVersion(edition: "current", hash: 1),
                    denyListVersion: 0), lanes: 3)
            let answers = lanes.map { lane in
                switch desk.ask(.take(request), at: lane) {
                case .verdict(let verdict): "\(verdict.outcome.rawValue) \(verdict.reason.code)"
                default: "no verdict"
                }
            }
            desk.close()
            try journal.close()
            return answers
        }
        // The first lane has not heard from the disk yet; it may ask again itself.
        #expect(
            try outcomes([1, 0, 2, 1]) == ["open entered", "refused pass-back", "refused pass-back", "open resumed"])
        // After a restart nobody waits for it any more, and then one does.
        #expect(try outcomes([0, 2, 0]) == ["open resumed", "refused pass-back", "open resumed"])
    }
}
