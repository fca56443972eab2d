import Fares
import Foundation
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// Debits without an end: they wait for their card, and not for ever.
@Suite(.serialized)
struct OpenDebitTests {
    private static func purse(_ number: Int, _ day: String = "2026-11-24") throws -> JournalPurse {
        let time = try #require(LocalTime(day + " 08:00:00"))
        var purse = JournalPurse(
            state: .intended, token: JournalToken(token: CardToken(low: UInt64(number)), keyIdentifier: 1),
            counter: UInt32(number), amountFen: 500, balanceFen: 900, cardTime: time.seconds)
        purse.resumeData = [UInt8(truncatingIfNeeded: number)]
        return purse
    }

    @Test("in order of age; one of the same card takes the place of the one before")
    func order() throws {
        var debits = OpenDebits()
        #expect(debits.oldest() == nil)
        for number in 1...4 { debits.open(try Self.purse(number)) }
        debits.open(try Self.purse(1, "2026-11-25"))
        #expect(debits.count == 4)
        var left: [UInt64] = []
        while let oldest = debits.oldest() {
            left.append(oldest.token.token.low)
            debits.close(oldest.token.token)
        }
        #expect(left == [2, 3, 4, 1] && debits.count == 0)
    }

    @Test("whatever comes and goes, it holds what a plain list holds")
    func againstAList() throws {
        var debits = OpenDebits()
        var list: [(Int, JournalPurse)] = []
        var state: UInt64 = 7
        for _ in 0..<60_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Int(state >> 40) % 12
            list.removeAll { $0.0 == number }
            if state >> 33 & 1 == 0 {
                let purse = try Self.purse(number)
                debits.open(purse)
                list.append((number, purse))
            } else {
                debits.close(CardToken(low: UInt64(number)))
            }
            guard debits.count == list.count, debits.oldest() == list.first?.1 else {
                Issue.record("\(number)")
                return
            }
        }
    }

    /// A desk that has kept debits of these days, asked at another day.
    private static func desk(_ folder: TemporaryFolder, _ work: (TapDesk) throws -> Void) throws -> DeskState {
        let book = try #require(LaneRig.book)
        var state = DeskState(book, capacity: 10)
        let writer = try JournalWriter.open(
            try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none
        ) { (header, body) throws(BodyFault) in try state.take(header, body) }
        let journal = try JournalCommitter(
            writer, windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
        try work(
            TapDesk(
                book, state: state, journal: journal, fares: FareVersion(edition: "current", hash: 1),
                denyListVersion: 0))
        try journal.close()
        return state
    }

    private static let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)

    private static func tap(_ desk: TapDesk, _ time: String, card: UInt64) throws {
        let book = desk.book
        _ = try desk.take(
            TapRequest(
                site: LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: .entry),
                time: try #require(LocalTime(time)), moment: moment,
                token: JournalToken(token: CardToken(low: card), keyIdentifier: 1),
                medium: try #require(book.tariff.medium("quickpass"))))
    }

    private static func unresolved(_ folder: TemporaryFolder) throws -> [JournalPurse] {
        try JournalContents(folder).purses.filter { $0.state == .unresolved }
    }

    @Test("a debit that a clock has dated ahead goes when its days have been seen, and holds up none behind it")
    func datedAhead() throws {
        let folder = try TemporaryFolder()
        _ = try Self.desk(folder) { desk in
            try Self.tap(desk, "2027-11-24 08:00:00", card: 900)
            _ = try desk.keep(try Self.purse(1, "2027-11-24"), at: Self.moment)
            try Self.tap(desk, "2026-11-24 08:00:00", card: 901)
            _ = try desk.keep(try Self.purse(2), at: Self.moment)
            for day in 1...9 { try Self.tap(desk, "2026-12-0\(day) 08:00:00", card: 1000 + UInt64(day)) }
        }
        #expect(try Self.unresolved(folder).map(\.counter) == [1, 2])
    }

    @Test("a box without a clock goes to and fro between two days: nothing is given up, and no date is too far away")
    func toAndFro() throws {
        var debits = OpenDebits()
        for day: Int32 in [20_416, .min, .max] { debits.see(day) }
        debits.open(try Self.purse(1))
        for _ in 0..<20 {
            for day: Int32 in [0, 20_416, .min, .max] { debits.see(day) }
        }
        #expect(debits.overdue() == nil)
        for day: Int32 in 20_417...20_423 { debits.see(day) }
        #expect(debits.overdue()?.counter == 1)
    }

    @Test("a clock that is set forward gives up nothing")
    func setForward() throws {
        let folder = try TemporaryFolder()
        _ = try Self.desk(folder) { desk in
            try Self.tap(desk, "2026-11-02 08:00:00", card: 900)
            _ = try desk.keep(try Self.purse(1, "2026-11-02"), at: Self.moment)
            for card in 1...3 { try Self.tap(desk, "2026-11-24 08:00:00", card: 900 + UInt64(card)) }
        }
        // Nor after a start.
        let state = try Self.desk(folder) { desk in try Self.tap(desk, "2026-11-24 09:00:00", card: 910) }
        #expect(try Self.unresolved(folder).isEmpty && state.openDebitCount == 1)
    }

    @Test("after its days a debit is the back office's, and the journal says so once")
    func overdue() throws {
        let folder = try TemporaryFolder()
        _ = try Self.desk(folder) { desk in
            try Self.tap(desk, "2026-11-24 08:00:00", card: 900)
            for number in 1...20 { _ = try desk.keep(try Self.purse(number), at: Self.moment) }
            for day in 25...28 { try Self.tap(desk, "2026-11-\(day) 08:00:00", card: 900 + UInt64(day)) }
        }
        _ = try Self.desk(folder) { desk in
            for day in ["11-29", "11-30", "12-01"] { try Self.tap(desk, "2026-\(day) 08:00:00", card: 999) }
            // The service day of the 24th ends at four; seven more are waited for.
            try Self.tap(desk, "2026-12-02 03:59:00", card: 1000)
        }
        #expect(try Self.unresolved(folder).isEmpty)
        // A few at each tap.
        let before = try Self.desk(folder) { desk in
            for card in 0..<3 { try Self.tap(desk, "2026-12-02 04:01:00", card: 1001 + UInt64(card)) }
        }
        #expect(before.openDebitCount == 20)
        let given = try Self.unresolved(folder)
        #expect(given.map(\.counter) == Array(1...20))
        #expect(given.allSatisfy { $0.amountFen == 500 && $0.balanceFen == 900 && $0.resumeData.count == 1 })
        // Nothing is left of them after a restart.
        #expect(try Self.desk(folder) { _ in }.openDebitCount == 0)
    }

    @Test("a full desk gives up the oldest for a new one, and refuses nobody")
    func full() throws {
        let folder = try TemporaryFolder()
        _ = try Self.desk(folder) { desk in
            for number in 0..<OpenDebits.most + 3 {
                let purse = try Self.purse(number)
                while true {
                    do throws(JournalError) {
                        _ = try desk.keep(purse, at: Self.moment)
                        break
                    } catch {
                        guard case .queueFull = error else { throw error }
                        Thread.sleep(forTimeInterval: 0.001)
                    }
                }
            }
        }
        let contents = try JournalContents(folder)
        #expect(contents.purses.filter { $0.state == .unresolved }.map(\.counter) == [0, 1, 2])
        #expect(try Self.desk(folder) { _ in }.openDebitCount == OpenDebits.most)
    }
}
