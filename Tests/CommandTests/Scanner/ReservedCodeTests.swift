import Foundation
import Journal
import QRTickets
import TestSupport
import Testing

/// A code that another gate has reserved and not recorded yet, seen by a gate that starts.
struct ReservedCodeTests {
    private static func key(of code: [UInt8]) throws -> (ReplayKey, UInt32) {
        let file = TestAuthority.rootsFile
        let roots = try RootStore(parsing: file.span, allowsTestKeys: true)
        let verdict = try CodeValidator(roots: roots).validate(code.span, at: CodeClock(now: TestCodes.time))
        let verified = try #require(verdict.verified)
        return (verified.replayKey, verified.expires)
    }

    /// What the other gate has reserved is on the way to its journal: nobody else may free it.
    @Test(arguments: ["gate-1", "gate-1/1", "gate-2"])
    func stays(device: String) throws {
        let folder = try Folder()
        let code = TestCodes.fareGate(1)
        let (key, expires) = try Self.key(of: code)
        let store = try SQLiteReplayStore(folder.file("shown"), durability: .none)
        let holder = ReplayHolder(device: device, lane: 0)
        #expect(try store.reserve(key, for: holder, now: TestCodes.time, expires: expires) == nil)
        try folder.write(TestCodes.hex(code), to: "input")
        let gate = try RunningGate("-", in: folder, input: "input", more: ["--replay-store", "shown"])
        #expect(try gate.wait() == 0)
        #expect(try gate.verdicts == ["refused replay"])
        // The other one's tap becomes durable in the meantime.
        try store.confirm(key, for: holder, sequence: 7)
        #expect(try GateRecords(in: folder).signals.isEmpty)
    }
}
