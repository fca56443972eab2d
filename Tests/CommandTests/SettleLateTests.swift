import Fares
import Gate
import Journal
import TestSupport
import Testing

/// `journal settle` on the real binary where a day before is not settled to its end: it is told of by name.
struct SettleLateTests {
    private static let next = "2026-11-25"

    private static func settle(_ folder: Folder, _ date: String, _ more: [String] = []) throws -> Run {
        try SettleCommandTests.settle(["gate"], folder, try SettleCommandTests.small(folder) + more, date: date)
    }

    static func bus(_ date: String) throws -> JournalTap {
        var tap = try SettleEndTests.exit()
        tap.serviceDate = try #require(ServiceDate(date))
        tap.time = LocalTime(tap.serviceDate, secondOfDay: 8 * 3600)
        tap.token = JournalToken(token: CardToken(high: 1, low: 1), keyIdentifier: 1)
        (tap.medium, tap.kind, tap.transactionCounter) = ("quickpass", .bus, nil)
        return tap
    }

    /// What the JSON says of days before: `date taps fen proofs`.
    private static func unsettled(_ run: Run) throws -> [String] {
        let days = try #require(try run.object()["unsettled_days"] as? [[String: Any]])
        return try days.map { day in
            let date = try #require(day["service_date"] as? String)
            let numbers = ["taps", "recorded_fen", "proofs"].map { day[$0] as? Int ?? -1 }
            return "\(date) \(numbers.map(String.init).joined(separator: " "))"
        }
    }

    @Test("a card torn on one day that comes back on the next: its day is named until it is settled again")
    func foundTheDayAfter() throws {
        let folder = try Folder()
        try SettleEndTests.append(
            [try Self.bus(SettleCommandTests.date), SettleEndTests.purse(.intended)], to: "gate", in: folder)
        let first = try Self.settle(folder, SettleCommandTests.date, ["--json"])
        #expect(try first.code == 0 && Self.unsettled(first) == [], "\(first.words)")
        try SettleEndTests.append(
            [try SettleEndTests.exit(), SettleEndTests.purse(.proven, tap: 3), try Self.bus(Self.next)], to: "gate",
            in: folder)
        let word = "settle \(SettleCommandTests.date) again: of that day 1 tap (855 fen) is in no batch"
        let second = try Self.settle(folder, Self.next, ["--json"])
        #expect(second.code == 0 && second.words.contains(word), "\(second.words)")
        #expect(try Self.unsettled(second) == ["\(SettleCommandTests.date) 1 855 0"])
        #expect(try folder.text("settled/\(Self.next)-1/manifest.json").contains("\"unsettled_days\": [\n"))
        let nothingNew = try Self.settle(folder, Self.next, ["--json"])
        #expect(nothingNew.code == 0 && nothingNew.words.contains(word), "\(nothingNew.words)")
        #expect(try Self.unsettled(nothingNew) == ["\(SettleCommandTests.date) 1 855 0"])
        let zh = try Self.settle(folder, Self.next, ["--lang", "zh"])
        #expect(zh.words.contains("请再次结算 \(SettleCommandTests.date)：该日 1 笔交易（855 分）"), "\(zh.words)")

        let again = try Self.settle(folder, SettleCommandTests.date, ["--json"])
        #expect(try again.object()["collect_fen"] as? Int == 855)
        let after = try Self.settle(folder, Self.next, ["--json"])
        #expect(try !after.words.contains("settle \(SettleCommandTests.date)") && Self.unsettled(after) == [])
    }

    @Test("a proof that comes after its tap was settled without: its day is named too")
    func proofTheDayAfter() throws {
        let folder = try Folder()
        try SettleEndTests.cut("gate", in: folder)
        #expect(try Self.settle(folder, SettleCommandTests.date, ["--final"]).code == 0)
        try SettleEndTests.append(
            [SettleEndTests.purse(.proven, tap: 2), try Self.bus(Self.next)], to: "gate", in: folder)
        let run = try Self.settle(folder, Self.next, ["--json"])
        #expect(
            run.words.contains("settle \(SettleCommandTests.date) again: of that day 1 proof is in no batch"),
            "\(run.words)")
        #expect(try Self.unsettled(run) == ["\(SettleCommandTests.date) 0 0 1"])
        #expect(try Self.settle(folder, SettleCommandTests.date).code == 0)
        #expect(try Self.unsettled(try Self.settle(folder, Self.next, ["--json"])) == [])
    }

    @Test("each day is named of which something was recorded lately, however far back", arguments: [1, 7, 8, 20, 400])
    func sevenDays(back: Int) throws {
        let folder = try Folder()
        let day = try #require(ServiceDate(Self.next))
        let before = ServiceDate(dayNumber: day.dayNumber - Int32(back))
        try SettleEndTests.append([try Self.bus("\(before)"), try Self.bus(Self.next)], to: "gate", in: folder)
        let run = try Self.settle(folder, Self.next, ["--json"])
        #expect(try run.code == 0 && Self.unsettled(run) == ["\(before) 1 855 0"], "\(run.words)")
        guard back == 20 else { return }
        #expect(try Self.settle(folder, "\(before)").code == 0)
        #expect(try Self.unsettled(try Self.settle(folder, Self.next, ["--json"])) == [])
    }
}
