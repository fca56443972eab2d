import Foundation
import Gate
import Journal
import TestSupport
import Testing

/// `journal settle` on the real binary with amounts that no fare is: of a gate that is broken, or whose key was stolen.
struct SettleAmountTests {
    private static let next = "2026-11-25"
    private static let records = ["tap", "proof", "end", "unresolved", "sweep", "torn"]

    private static func records(_ kind: String, _ fen: Int64) throws -> [any JournalBody] {
        var purse = SettleEndTests.purse(.intended)
        purse.amountFen = fen
        var end = purse
        switch kind {
        case "tap":
            var tap = try SettleLateTests.bus(SettleCommandTests.date)
            tap.chargeFen = fen
            return [tap]
        case "proof":
            (end.state, end.tapSequence) = (.proven, 2)
            return [SettleEndTests.purse(.intended), try SettleEndTests.exit(), end]
        case "end":
            end.state = .void
            return [purse, end]
        case "unresolved":
            end.state = .unresolved
            return [end]
        case "sweep":
            let tap = try SettleEndTests.exit()
            return [
                JournalSweep(
                    token: tap.token, serviceDate: tap.serviceDate,
                    entry: JournalTap.Entry(time: tap.time, station: nil), chargeFen: fen)
            ]
        default:
            return [
                JournalTorn(
                    state: .suspect, token: purse.token, direction: .exit, station: nil, transactionCounter: 1,
                    unpredictableNumber: 1, amountFen: fen, balanceFen: 0)
            ]
        }
    }

    @Test(
        "a journal with an amount that no fare is takes no part, by name, and the others are settled",
        arguments: records, [Int64.min, 1_000_000_001])
    func tooLarge(kind: String, fen: Int64) throws {
        let folder = try Folder()
        let records = try Self.records(kind, fen)
        try SettleEndTests.append(records + records, to: "bad", in: folder)
        try SettleEndTests.append([try SettleLateTests.bus(SettleCommandTests.date)], to: "good", in: folder)
        let run = try SettleEndTests.settle(["bad", "good"], folder, ["--final"])
        #expect(run.code == 65, "\(run.code) \(run.words)")
        #expect(run.words.contains("bad: record ") && run.words.contains("(\(fen) fen)"), "\(run.words)")
        guard kind == "tap" else { return }
        let partial = try SettleEndTests.settle(["bad", "good"], folder, ["--final", "--partial", "--lang", "zh"])
        #expect(partial.code == 2 && partial.words.contains("（\(fen) 分）"), "\(partial.words)")
    }

    @Test("the largest amount that is taken makes a batch that the next settlements read", arguments: records)
    func largest(kind: String) throws {
        for fen in [1_000_000_000, -1_000_000_000] as [Int64] {
            let folder = try Folder()
            let records = try Self.records(kind, fen)
            try SettleEndTests.append(records + (kind == "proof" ? [] : records), to: "gate", in: folder)
            for date in [SettleCommandTests.date, Self.next] {
                let run = try SettleCommandTests.settle(
                    ["gate"], folder, try SettleCommandTests.small(folder) + ["--final"], date: date)
                #expect(run.code == 0, "\(date) \(run.words)")
            }
        }
    }
}
