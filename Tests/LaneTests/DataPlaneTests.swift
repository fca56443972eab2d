import CAllocationCounter
import Fares
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// The whole data plane on one thread: desk, journal, disk and the lane's machine, the journal driven step by step.
@Suite(.serialized)
struct DataPlaneTests {
    private static let lanes = 64

    @Test("from the tap to the barrier nothing is allocated: decision, record, commit, open signal, passage")
    func allocations() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let medium = try #require(book.tariff.medium("quickpass"))
        let morning = try #require(LocalTime("2026-11-24 08:00:00"))
        let later = try #require(LocalTime("2026-11-24 08:50:00"))
        let journal = try JournalCommitter(
            stepped: try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .power),
            windowNanoseconds: 0, lanes: Self.lanes, now: { 1 })
        let desk = TapDesk(
            book, state: DeskState(book, capacity: 4096), journal: journal,
            fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0)
        let entry = LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry)
        let exit = LaneSite(station: try book.edition.directory.station("机场东"), of: book, direction: .exit)
        let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)
        var machines = [GateMachine](repeating: GateMachine(GateSettings(.twoWay)), count: Self.lanes)
        var verdicts = [UInt64](repeating: 0, count: Self.lanes)
        var requests: [TapRequest] = []
        for lane in 0..<Self.lanes {
            var request = TapRequest(
                site: entry, time: morning, moment: moment,
                token: JournalToken(token: CardToken(low: UInt64(lane)), keyIdentifier: 1), medium: medium)
            request.lane = lane
            requests.append(request)
        }
        var most: UInt64 = 0
        var opened = 0
        for round in 0..<12 {
            for lane in 0..<Self.lanes {
                requests[lane].site = round % 2 == 0 ? entry : exit
                requests[lane].time = LocalTime(
                    seconds: (round % 2 == 0 ? morning : later).seconds + UInt32(round / 2) * 7200)
            }
            faregate_reset_allocation_count()
            for lane in 0..<Self.lanes { verdicts[lane] = try desk.take(requests[lane]).sequence }
            while journal.step() == .worked {}
            let kind: TapKind = round % 2 == 0 ? .entry : .exit
            for lane in 0..<Self.lanes where journal.durableSequence >= verdicts[lane] {
                let actions = machines[lane].handle(
                    .approved(GatePass(tapSequence: verdicts[lane], direction: kind)), at: UInt64(round) * 10_000)
                for index in 0..<actions.count {
                    if case .open = actions[index] { opened += 1 }
                }
                try desk.opened(verdicts[lane], at: moment)
                _ = machines[lane].handle(.sensor(.passed), at: UInt64(round) * 10_000 + 900)
            }
            while journal.step() == .worked {}
            // By then everything has been done once.
            if round >= 4 { most = max(most, faregate_allocation_count()) }
        }
        try journal.close()
        #expect(opened == 12 * Self.lanes)
        #expect(most == 0)
    }
}
