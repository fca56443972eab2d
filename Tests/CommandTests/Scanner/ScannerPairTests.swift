import Foundation
import TestSupport
import Testing

/// Gates of a box that share the codes that were shown.
@Suite(.serialized)
struct ScannerPairTests {
    private static let key = String(repeating: "5c", count: 32)

    private static func shared(_ folder: Folder) throws -> [String] {
        try folder.write(key, to: "key")
        return ["--replay-store", "shown", "--token-key", "key"]
    }

    /// 10,000 codes in the long tests.
    @Test("two gates and the same codes at once: each opens one of them, and none is lost")
    func atOnce() throws {
        let folder = try Folder()
        let count = runsLongTests ? 10_000 : 600
        let more = try Self.shared(folder)
        try folder.write(TestCodes.lines(count), to: "input")
        let begun = Date()
        let gates = try ["gate-1", "gate-2"].map { name in
            try RunningGate("-", in: folder, journal: name, input: "input", more: more + ["--device", name])
        }
        for gate in gates {
            let (code, words) = (try gate.wait(), try gate.words)
            #expect(code == 0, "\(words)")
        }
        print("two gates, \(count) codes: \(Int(Date().timeIntervalSince(begun))) s")
        let records = try ["gate-1", "gate-2"].map { try GateRecords($0, in: folder) }
        for (gate, record) in zip(gates, records) {
            let verdicts = try gate.verdicts
            #expect(record.unrecorded == 0 && record.opened.count == record.approved.count)
            #expect(record.opened.count == verdicts.count { $0 == "open entered" })
            #expect(verdicts.count == count)
            let others = Set(verdicts).subtracting(["open entered", "refused replay", "again replay-store-failed"])
            #expect(others.isEmpty, "\(others)")
        }
        let opened = records.flatMap(\.opened)
        print("opened by each: \(records.map(\.opened.count))")
        #expect(opened.count == count && Set(opened).count == count)
    }

    @Test("gates of one device name and two journals are two gates all the same")
    func sameName() throws {
        let folder = try Folder()
        let more = try Self.shared(folder)
        let lines = try ["scanner-1", "scanner-2"].map { try PseudoTerminal(folder.file($0)) }
        let code = TestCodes.fareGate(1)
        let first = try RunningGate("scanner-1", in: folder, journal: "first", more: more)
        try first.wait(words: "is there")
        try lines[0].send(code)
        #expect(try first.wait(taps: 1) == "open entered")
        let second = try RunningGate("scanner-2", in: folder, journal: "second", more: more)
        try second.wait(words: "is there")
        try lines[1].send(code)
        #expect(try second.wait(taps: 1) == "refused replay")
        #expect(try first.end() == 0 && second.end() == 0)
        #expect(try GateRecords("second", in: folder).approved.isEmpty)
    }
}
