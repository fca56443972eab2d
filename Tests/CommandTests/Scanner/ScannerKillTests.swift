import Foundation
import Glibc
import TestSupport
import Testing

/// A gate that takes codes, killed with SIGKILL at moments that nobody chose, and started again with the same codes.
@Suite(.serialized)
struct ScannerKillTests {
    /// Kills in one folder.
    private static let kills = runsLongTests ? 20 : 6
    /// 200 kills in the long tests.
    private static let folders = runsLongTests ? 10 : 1
    /// Codes in one folder: more than are taken between its kills.
    private static let codes = 400
    /// Codes that have opened and are shown once more after a kill.
    private static let shownAgain = 20
    private static let key = String(repeating: "5c", count: 32)

    private static let more = ["--replay-store", "shown", "--token-key", "key"]

    @Test(
        "no code has two taps, every open signal has its record, and every code opens in the end",
        arguments: 0..<folders)
    func killed(round: Int) throws {
        let folder = try Folder()
        try folder.write(Self.key, to: "key")
        let lines = (0..<Self.codes).map { TestCodes.hex(TestCodes.fareGate($0)) }
        try folder.write(lines[0], to: "input")
        var random = SystemRandomNumberGenerator()
        let begun = DispatchTime.now().uptimeNanoseconds
        #expect(try RunningGate("-", in: folder, input: "input", more: Self.more).wait() == 0)
        // How long a start takes differs tenfold between builds: the kills lie around the first codes.
        let start = UInt32((DispatchTime.now().uptimeNanoseconds - begun) / 1000)
        var killed = 0
        for _ in 0..<Self.kills {
            let opened = Set(try folder.text("day.signals").split(separator: "\n")).count
            try folder.write(lines[max(0, opened - Self.shownAgain)...].joined(separator: "\n"), to: "input")
            let gate = try RunningGate("-", in: folder, input: "input", more: Self.more)
            usleep(UInt32.random(in: start / 3...start + 300_000, using: &random))
            if try gate.end(by: SIGKILL) == -SIGKILL { killed += 1 }
        }
        let before = try GateRecords(in: folder)
        #expect(before.unrecorded == 0, "a barrier opened without a record")
        #expect(Set(before.tokens.values).count == before.approved.count, "a code with two taps")

        try folder.write(lines.joined(separator: "\n"), to: "input")
        let last = try RunningGate("-", in: folder, input: "input", more: Self.more)
        #expect(try last.wait() == 0)
        let after = try GateRecords(in: folder)
        print("\(killed) kills: \(before.approved.count) taps, then \(after.approved.count), ", terminator: "")
        print("\(after.signals.count - Set(after.signals).count) opened again for the same tap")
        #expect(after.unrecorded == 0)
        #expect(after.approved.count == Self.codes && Set(after.tokens.values).count == Self.codes)
        #expect(Set(after.opened).count == Self.codes, "a code that never opened")
        // What the barrier was told and the journal lost of it: one tap a kill at most.
        #expect(after.signals.count - Set(after.signals).count <= killed)
        try expectSpent(in: folder)
    }

    /// The store knows each of them: nothing is left for another gate.
    private func expectSpent(in folder: Folder) throws {
        let other = try RunningGate("-", in: folder, journal: "other", input: "input", more: Self.more)
        #expect(try other.wait() == 0)
        let verdicts = try other.verdicts
        #expect(verdicts.count == Self.codes && Set(verdicts) == ["refused replay"])
        #expect(try GateRecords("other", in: folder).signals.isEmpty)
    }
}
