import Foundation
import QRTickets
import TestSupport
import Testing

/// Revocation lists that come while the gate runs.
@Suite(.serialized)
struct RevocationGateTests {
    /// Puts a list in place of the one before it: in the same file, at the same length, in the same second.
    private static func write(
        _ number: UInt64, _ account: Int, tenths: Int, key: CodePrivateKey = TestAuthority.revocationKey,
        in folder: Folder
    ) throws {
        let item = RevokedItem.account(.fareGate, platform: TestAuthority.issuer, account: TestCodes.account(account))
        let file = RevocationList.file(number: number, date: "2026-11-23", items: [item], key: key)
        let place = URL(filePath: folder.file("list"))
        if !FileManager.default.fileExists(atPath: place.path) { try Data().write(to: place) }
        let handle = try FileHandle(forWritingTo: place)
        try handle.write(contentsOf: Data(file))
        try handle.close()
        let second = TimeInterval(TestCodes.time)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: second + TimeInterval(tenths) / 10)],
            ofItemAtPath: place.path)
    }

    @Test("a new list is in force within seconds; an older one and an unsigned one are said once, and change nothing")
    func reload() throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        try Self.write(2, 99, tenths: 1, in: folder)
        let gate = try RunningGate("scanner", in: folder, more: ["--revocations", "list"])
        try gate.wait(words: "is there")
        var taps = 0
        func show(_ number: Int) throws -> String {
            try line.send(TestCodes.fareGate(number))
            taps += 1
            return try gate.wait(taps: taps)
        }
        #expect(try show(1) == "open entered")
        for number in 3...5 {
            let written = Date()
            try Self.write(UInt64(number), number, tenths: number, in: folder)
            try gate.wait(words: "revocation list \(number) is in force")
            let seconds = Date().timeIntervalSince(written)
            #expect(seconds < 10)
            #expect(try show(number) == "refused revoked")
        }
        try Self.write(4, 6, tenths: 6, in: folder)
        try gate.wait(words: "older than the list before it")
        try Self.write(7, 7, tenths: 7, key: TestAuthority.rootKey(.ed25519), in: folder)
        try gate.wait(words: "signed by no pinned key")
        try FileManager.default.removeItem(atPath: folder.file("list"))
        sleep(3)
        #expect(try show(6) == "open entered")
        #expect(try show(7) == "open entered")
        // The fifth list is still in force.
        #expect(try show(5) == "refused revoked")
        #expect(try gate.end() == 0)
        for words in ["older than the list before it", "signed by no pinned key", "list 5 is in force"] {
            let all = try gate.words
            #expect(all.components(separatedBy: words).count == 2, "\(all)")
        }
        #expect(try folder.text("list.number") == "5\n")
    }

    @Test("a gate does not start with an older list than the one that was in force")
    func rollback() throws {
        let folder = try Folder()
        try folder.write(TestCodes.hex(TestCodes.fareGate(1)), to: "input")
        func start() throws -> (code: Int32, words: String) {
            let gate = try RunningGate("-", in: folder, input: "input", more: ["--revocations", "list"])
            return (try gate.wait(), try gate.words)
        }
        try Self.write(8, 1, tenths: 1, in: folder)
        #expect(try start().code == 0)
        #expect(try GateRecords(in: folder).notes == ["code refused: revoked"])
        try Self.write(7, 2, tenths: 2, in: folder)
        let (code, words) = try start()
        #expect(code == 65 && words.contains("older than the list before it"), "\(words)")
        #expect(try GateRecords(in: folder).signals.isEmpty)
    }
}
