import Fares
import Foundation
import Gate
import Glibc
import Journal
import TestSupport
import Testing

/// `journal settle` on the real binary where a journal ends on a purse's tap, and where batches or journals are in the
/// way.
struct SettleEndTests {
    private static let date = SettleCommandTests.date
    private static let token = JournalToken(token: CardToken(high: 0xCAFE, low: 77), keyIdentifier: 1)

    private static func moment(_ date: String) throws -> JournalMoment {
        let day = try #require(ServiceDate(date))
        return JournalMoment(wallMilliseconds: (Int64(day.dayNumber) * 86_400 + 3600) * 1000, monotonicNanoseconds: 1)
    }

    static func purse(_ state: JournalPurse.State, tap: UInt64 = 0) -> JournalPurse {
        var purse = JournalPurse(
            state: state, token: token, counter: 5, amountFen: 855, balanceFen: 5000, cardTime: 1)
        purse.tapSequence = tap
        return purse
    }

    static func append(_ records: [any JournalBody], to name: String, in folder: Folder, on date: String = date)
        throws
    {
        let storage = try FileStorage(folder.file(name), creates: true)
        var writer = try JournalWriter.open(storage, device: name, newEpoch: 1, durability: .crash)
        for record in records { try writer.append(record, at: try moment(date)) }
        try writer.close()
    }

    /// A purse's exit on the day.
    static func exit() throws -> JournalTap {
        let day = try #require(ServiceDate(date))
        var tap = JournalTap(
            time: LocalTime(day, secondOfDay: 9 * 3600), serviceDate: day, kind: .exit,
            station: JournalStation(index: 0, id: "SZ030"), token: token, medium: "t-union", rider: "adult",
            fares: FareVersion(edition: "current", hash: 1), outcome: .open, reason: .completed)
        tap.chargeFen = 855
        tap.transactionCounter = 5
        return tap
    }

    /// A gate that was killed between a purse's tap and its proof.
    static func cut(_ name: String, in folder: Folder) throws {
        try append([purse(.intended), try exit()], to: name, in: folder)
    }

    static func settle(_ journals: [String], _ folder: Folder, _ more: [String] = []) throws -> Run {
        try SettleCommandTests.settle(journals, folder, try SettleCommandTests.small(folder) + more)
    }

    private static func rows(_ folder: Folder, _ batch: Int) throws -> [String] {
        try folder.text("settled/\(date)-\(batch)/doubtful.csv").split(separator: "\n").dropFirst().map(String.init)
    }

    @Test(
        "a tap that waits is told of on stderr and in JSON; --final lists it as doubtful, and a proof takes that back")
    func waitsAndIsFinal() throws {
        let folder = try Folder()
        try Self.cut("cut", in: folder)
        let waits = try Self.settle(["cut"], folder, ["--json"])
        #expect(
            waits.code == 0 && waits.words.contains("tap cut-1-2 (855 fen) of \(Self.date) waits"), "\(waits.words)")
        #expect(waits.words.contains("--final") && waits.words.contains("\(Self.date): nothing to settle"))
        let held = try #require(try waits.object()["held_back"] as? [[String: Any]])
        #expect(held.map { $0["tap_id"] as? String } == ["cut-1-2"] && held[0]["recorded_fen"] as? Int == 855)
        #expect(try waits.object()["new"] as? Bool == false)
        let partial = try Self.settle(["cut", "gone"], folder, ["--json", "--partial"])
        #expect(partial.code == 2, "\(partial.words)")
        #expect(try (partial.object()["refused_journals"] as? [String])?.count == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.file("settled/\(Self.date)-1")))

        let end = try Self.settle(["cut"], folder, ["--json", "--final"])
        #expect(end.code == 0 && !end.words.contains("waits"), "\(end.words)")
        #expect(try end.object()["doubtful"] as? Int == 1 && end.object()["collect_fen"] as? Int == 855)
        #expect(try (end.object()["held_back"] as? [Any])?.isEmpty == true)
        #expect(
            try Self.rows(folder, 1).map { $0.hasPrefix("cut-1-2,") && $0.hasSuffix(",no-proof,855,5000,5") } == [true])

        try Self.append([Self.purse(.proven, tap: 2)], to: "cut", in: folder)
        let late = try Self.settle(["cut"], folder, ["--json"])
        #expect(late.code == 0, "\(late.words)")
        #expect(
            try Self.rows(folder, 2).map { $0.hasPrefix("cut-1-2,") && $0.hasSuffix(",proven,-855,5000,5") } == [true])
        #expect(try folder.text("settled/\(Self.date)-2/metro-t-union-purse.csv").contains("cut-1-2,3,"))
        let again = try Self.settle(["cut"], folder)
        #expect(again.code == 0 && again.words.contains("nothing new since 2 batches"), "\(again.words)")
    }

    @Test("--final is refused by name for a journal whose gate runs")
    func gateRuns() throws {
        let folder = try Folder()
        for name in ["dead", "alive"] { try Self.cut(name, in: folder) }
        let lock = unsafe open(folder.file("alive"), O_RDONLY)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let run = try Self.settle(["dead", "alive"], folder, ["--final"])
        #expect(run.code == 69 && run.words.contains("alive: its gate runs"), "\(run.words)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("settled/\(Self.date)-1")))
        let zh = try Self.settle(["dead", "alive"], folder, ["--final", "--lang", "zh"])
        #expect(zh.code == 69 && zh.words.contains("alive: 其闸机正在运行"), "\(zh.words)")
        let partial = try Self.settle(["dead", "alive"], folder, ["--final", "--partial"])
        #expect(partial.code == 2, "\(partial.words)")
        #expect(try Self.rows(folder, 1).map { $0.hasPrefix("dead-1-2,") } == [true])
        close(lock)
        #expect(try Self.settle(["alive"], folder).words.contains("waits"), "without the flag a running gate is read")
    }

    @Test("a batch that cannot be read is named: retention goes on without it, and a settlement says what to do")
    func unreadableBatch() throws {
        let folder = try SettleCommandTests.pair()
        #expect(try Self.settle(["in", "out"], folder).code == 0)
        for bad in ["2020-01-01-1", "2026-11-20-1"] {
            try FileManager.default.createDirectory(
                atPath: folder.file("settled/\(bad)"), withIntermediateDirectories: false)
            let settle = try Self.settle(["in"], folder)
            #expect(
                settle.code == 65 && settle.words.contains("settled/\(bad): control.csv is missing"), "\(settle.words)")
            #expect(settle.words.contains("restore it"), "\(settle.words)")
            let retain = try Binary.run(
                ["journal", "retain", "in", "--date", "2027-03-01", "--settled", "settled", "--lang", "en"],
                in: folder.path)
            #expect(
                retain.code == 0 && retain.words.contains("settled/\(bad): control.csv is missing"), "\(retain.words)")
            try FileManager.default.removeItem(atPath: folder.file("settled/\(bad)"))
        }
    }

    @Test("batches never lie in a journal", arguments: ["in", "in/settled", "link", "./in/../in/s"])
    func outInJournal(output: String) throws {
        let folder = try SettleCommandTests.pair()
        #expect(unsafe symlink("in", folder.file("link")) == 0)
        let run = try Binary.run(
            ["journal", "settle", "out", "in", "--date", Self.date, "--out", output, "--lang", "en", "--other-fares"]
                + SettleCommandTests.small(folder), in: folder.path)
        #expect(run.code == 73 && run.words.contains("\(output): lies in in"), "\(run.words)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("in"))
        #expect(!names.contains { $0.hasPrefix("2026") || $0 == "settled" || $0 == "s" })
    }

    @Test("a day whose cards are forgotten cannot be settled anew, and the words say why")
    func forgotten() throws {
        let folder = try SettleCommandTests.pair()
        let retain = try Binary.run(
            ["journal", "retain", "in", "--date", "2027-03-01", "--not-settled", "--json"], in: folder.path)
        #expect(try retain.object()["segments"] as? [Int] == [1])
        let run = try Self.settle(["in"], folder)
        #expect(run.code == 2 && run.words.contains("cards have been taken out of "), "\(run.words)")
        let zh = try Self.settle(["in"], folder, ["--lang", "zh"])
        #expect(zh.words.contains("已去除"), "\(zh.words)")
    }
}
