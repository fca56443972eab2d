import Foundation
import TestSupport
import Testing

/// A rail gate killed with SIGKILL at moments that nobody chose, and started again with the same tickets.
@Suite(.serialized)
struct RailKillTests {
    private static let kills = runsLongTests ? 100 : 5
    private static let tickets = 200

    @Test("no ticket is let in twice, no barrier opens without a record, and every ticket is let in in the end")
    func killed() throws {
        let place = try RailFolder()
        let folder = place.folder
        let lines = try (0..<Self.tickets).map { try RailFolder.ticket("E\($0)") }
        let begun = DispatchTime.now().uptimeNanoseconds
        #expect(try place.run([lines[0]]).code == 0)
        // How long a start takes differs tenfold between builds: the kills lie around the first tickets.
        let start = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1e9
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "lines")
        let words = RailFolder.arguments().map { "'\($0)'" }.joined(separator: " ")
        var random = SystemRandomNumberGenerator()
        for _ in 0..<Self.kills {
            let seconds = Double.random(in: start / 3...start + 0.5, using: &random)
            _ = try Binary.shell(
                "\"$FG\" \(words) < lines > out 2>&1 & gate=$!; sleep \(seconds); kill -9 $gate; wait $gate", in: folder
            )
        }
        let before = try GateRecords(in: folder)
        print("\(Self.kills) kills, \(before.approved.count) tickets let in")
        #expect(before.unrecorded == 0, "a barrier opened without a record")
        #expect(Set(before.tokens.values).count == before.approved.count, "a ticket let in twice")
        let last = try place.run(lines)
        #expect(last.code == 0, "\(last.words)")
        let after = try GateRecords(in: folder)
        #expect(after.approved.count == Self.tickets && Set(after.tokens.values).count == Self.tickets)
        #expect(Set(after.opened).count == Self.tickets, "a ticket that never opened")
        // What the barrier was told and the journal lost of it: one a kill at most.
        #expect(after.signals.count - Set(after.signals).count <= Self.kills)
    }
}
