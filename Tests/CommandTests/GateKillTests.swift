import Foundation
import TestSupport
import Testing

/// The real gate process under load, killed with SIGKILL again and again at moments that nobody chose.
@Suite(.serialized)
struct GateKillTests {
    /// 200 in the long tests.
    private static let kills = ProcessInfo.processInfo.environment["FAREGATE_LONG_TESTS"] == "1" ? 200 : 3

    @Test("every open signal has its record, no tap is doubled, and the journal is whole")
    func killed() throws {
        let folder = try Folder()
        var random = SystemRandomNumberGenerator()
        for round in 0..<Self.kills {
            // Ten minutes later each time: a card that was let in before is let in anew, not resumed.
            let minute = round * 10
            let time = "2026-11-\(24 + minute / 1440) \(Self.two(minute / 60 % 24)):\(Self.two(minute % 60)):00"
            let milliseconds = Int.random(in: 300...1500, using: &random)
            let line = """
                timeout -s KILL \(Double(milliseconds) / 1000) "$FG" gate --simulated quickpass-credit --cards 40 \
                --interval-ms 0 --station 罗湖 --direction entry --journal j --barrier signals --time '\(time)' --json
                """
            let run = try Binary.shell(line, in: folder)
            #expect(run.code == -9 || run.code == 137, "\(run.code) \(run.words)")
        }
        let verified = try Binary.run(["journal", "verify", "j", "--json"], in: folder.path)
        #expect(verified.code == 0, "\(verified.output)")
        let shown = try Binary.run(["journal", "show", "j"], in: folder.path)
        var approved: [Int: String] = [:]
        for line in shown.lines {
            guard let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                record["kind"] as? String == "tap", record["outcome"] as? String == "open"
            else { continue }
            let sequence = try #require(record["sequence"] as? Int)
            approved[sequence] = "\(record["token"] ?? "") \(record["time"] ?? "")"
        }
        let signals = try folder.text("signals").split(separator: "\n").filter { $0.hasPrefix("open ") }
        let opened = signals.compactMap { Int($0.dropFirst(5)) }
        print("\(Self.kills) kills, \(opened.count) open signals, \(approved.count) approved taps")
        #expect(!opened.isEmpty)
        #expect(opened.allSatisfy { approved[$0] != nil }, "a barrier opened without a record")
        #expect(Set(opened).count == opened.count, "a record opened twice")
        #expect(Set(approved.values).count == approved.count, "a tap is doubled")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
