import Foundation
import Glibc
import Journal
import TestSupport
import Testing

/// The real process with several lanes.
@Suite(.serialized)
struct ConfiguredGateTests {
    static let three = """
        station: 罗湖
        device: luohu-a
        edition: current
        journal: {folder: day, durability: crash}
        keys: {test: true}
        lanes:
          - {id: IN, direction: entry, simulated: {profile: quickpass-debit, cards: 3, intervalMs: 20, count: 3}}
          - {id: OUT, direction: exit, simulated: {profile: quickpass-credit, cards: 2, intervalMs: 20, count: 2}, barrier: simulated}
          - {id: CODE, direction: entry, scanner: scanner}
        status: status
        control: control

        """

    @Test("an entry lane, an exit lane and a code lane in one process, one journal; its drain ends it with 0")
    func threeLanes() throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let gate = try ConfiguredGate(Self.three, in: folder)
        try gate.wait(1, "ready")
        try line.send(TestCodes.fareGate(1))
        try gate.wait(3, "tap", lane: "IN")
        try gate.wait(2, "tap", lane: "OUT")
        try gate.wait(1, "tap", lane: "CODE")
        #expect(try gate.verdicts("IN") == ["open entered", "open entered", "open entered"])
        #expect(try gate.verdicts("OUT") == ["open fare-pending", "open fare-pending"])
        #expect(try gate.verdicts("CODE") == ["open entered"])
        let second = try Binary.run(["gate", "--config", "gate.yaml"], in: folder.path)
        #expect(second.code == 69 && second.words.contains("another process"), "\(second.words)")
        let begun = Date()
        #expect(try gate.end() == 0)
        print("drain of an idle gate: \(Int(Date().timeIntervalSince(begun) * 1000)) ms")
        #expect(Date().timeIntervalSince(begun) < 20)
        let shown = try Binary.run(["journal", "verify", "day", "--json"], in: folder.path)
        #expect(shown.code == 0 && shown.output.contains("\"ok\": true"))
        let left = try folder.names()
        #expect(!left.contains("status") && !left.contains("control"))
    }

    @Test("a running gate takes cards out of old segments by itself, and its journal goes on", arguments: [56, 0])
    func retention(days: Int) throws {
        let folder = try Folder()
        let claimed = "cafef00d1234567887654321d00dface"
        var writer = try JournalWriter.open(
            try FileStorage(folder.file("day"), creates: true), device: "luohu-a", newEpoch: 1, durability: .crash,
            segmentLimit: 2000)
        // A day's notes, then a record on each of many days: that time has gone by says the journal, not the clock
        // alone.
        for number in 0..<100 {
            let wall = 1_700_000_000_000 + Int64(max(0, number - 39)) * 86_400_000
            try writer.append(
                JournalNote(text: number < 40 ? "card suspect: x, claims token \(claimed)" : "opened in the morning"),
                at: JournalMoment(wallMilliseconds: wall, monotonicNanoseconds: 1))
            try writer.commit()
        }
        try writer.close()
        let gate = try ConfiguredGate(
            Self.three.replacingOccurrences(
                of: "durability: crash", with: "durability: crash, retentionDays: \(days)"), in: folder)
        try gate.wait(1, "ready")
        if days > 0 { try gate.wait(1, "retention") }
        try gate.wait(3, "tap", lane: "IN")
        #expect(try gate.events("retention").map { $0["segments"] as? Int ?? 0 > 1 } == (days > 0 ? [true] : []))
        #expect(try gate.end() == 0)
        let first = try Data(contentsOf: URL(fileURLWithPath: folder.file("day/00000001.fgj")))
        #expect((first.firstRange(of: Data(claimed.utf8)) == nil) == (days > 0))
        let verify = try Binary.run(["journal", "verify", "day", "--json"], in: folder.path)
        #expect(verify.code == 0 && verify.output.contains("\"ok\": true"), "\(verify.output)")
        let shown = try Binary.run(["journal", "show", "day", "--kind", "retention"], in: folder.path)
        #expect(shown.lines.count == (days > 0 ? 1 : 0))
    }

    @Test(
        "a lane whose scanner is not there or goes is a reader fault, comes back by itself, and leaves the others alone"
    )
    func scannerComesAndGoes() throws {
        let folder = try Folder()
        let gate = try ConfiguredGate(Self.three, in: folder)
        try gate.wait(1, "ready")
        try gate.wait("the fault") { try gate.status(lane: "CODE")["mode"] as? String == "reader-fault" }
        #expect(try gate.status(lane: "IN")["mode"] as? String == "normal")
        let line = try PseudoTerminal(folder.file("scanner"))
        try gate.wait("the lane") { try gate.status(lane: "CODE")["mode"] as? String == "normal" }
        try line.send(TestCodes.fareGate(1))
        try gate.wait(1, "tap", lane: "CODE")
        line.cut()
        try gate.wait("the fault") { try gate.status(lane: "CODE")["mode"] as? String == "reader-fault" }
        #expect(try gate.end() == 0)
    }

    @Test("SIGTERM under load ends within the promised time; nothing is lost that was opened")
    func drainUnderLoad() throws {
        let folder = try Folder()
        let lanes = (1...16).map {
            "  - {id: L\($0), direction: entry, simulated: {profile: quickpass-debit, cards: 50, intervalMs: 0}}\n"
        }
        let gate = try ConfiguredGate(
            "station: 罗湖\nedition: current\njournal: day\nkeys: {test: true}\nlanes:\n" + lanes.joined(), in: folder)
        try gate.wait(30, "tap")
        let begun = Date()
        #expect(try gate.end() == 0)
        let milliseconds = Int(Date().timeIntervalSince(begun) * 1000)
        print("drain of 16 lanes under load: \(milliseconds) ms")
        #expect(milliseconds < 20_000)
        #expect(try gate.events("stop").count == 1)
        let verified = try Binary.run(["journal", "verify", "day", "--json"], in: folder.path)
        #expect(verified.code == 0 && verified.output.contains("\"ok\": true"))
        let opened = try gate.events("tap").filter { $0["outcome"] as? String == "open" }
        #expect(!opened.isEmpty && Set(opened.compactMap { $0["sequence"] as? Int }).count == opened.count)
    }

    @Test("SIGHUP: a list and a level are taken over, a station waits for the restart, a bad file changes nothing")
    func reload() throws {
        let folder = try Folder()
        try folder.write("version 1\n", to: "deny")
        let before = Self.three + "denyList: deny\n"
        let gate = try ConfiguredGate(before, in: folder)
        try gate.wait(1, "ready")
        func version() throws -> Int? { (try gate.status()["deny_list"] as? [String: Any])?["version"] as? Int }
        #expect(try version() == 1)
        try folder.write("version 2\n", to: "deny")
        try folder.write(before.replacing("罗湖", with: "机场东") + "log: {level: debug}\n", to: "gate.yaml")
        gate.signal(SIGHUP)
        try gate.wait(1, "reload")
        let reload = try #require(try gate.events("reload").first)
        #expect(reload["ok"] as? Bool == true)
        #expect(reload["changed"] as? String == "log.level,denyList" && reload["needs_restart"] as? String == "station")
        #expect(try version() == 2)
        #expect(try folder.text("words").contains("at the next start only: station"))
        try folder.write(before + "surprise: 1\n", to: "gate.yaml")
        gate.signal(SIGHUP)
        try gate.wait(2, "reload")
        #expect(try gate.events("reload").last?["ok"] as? Bool == false)
        let words = try folder.text("words")
        #expect(words.contains("gate.yaml:13:1: surprise: unknown key"), "\(words)")
        #expect(try version() == 2)
        // An older list would let in again whom the newer one has listed.
        try folder.write("version 1\n", to: "deny")
        try folder.write(before, to: "gate.yaml")
        gate.signal(SIGHUP)
        try gate.wait(3, "reload")
        #expect(try version() == 2)
        #expect(try folder.text("words").contains("deny list 1 is older than 2"))
        #expect(try gate.end() == 0)
    }

    @Test("neither log nor status nor any file has a card's number")
    func canary() throws {
        let folder = try Folder()
        let gate = try ConfiguredGate(Self.three, in: folder)
        try gate.wait(5, "tap")
        let status = try Binary.run(["gate", "status", "status", "--json"], in: folder.path).output
        #expect(try gate.end() == 0)
        let log = try folder.text("log")
        #expect(log.contains("621700*********0018") && log.contains("622500******0014"))
        for text in [log, status, try folder.text("words")] {
            for number in ["6217000000000000018", "6225000000000014", "token"] { #expect(!text.contains(number)) }
            let runs = text.split { !$0.isASCII || !$0.isNumber }.map(\.count)
            #expect((runs.max() ?? 0) < 12, "a run of digits as long as a card number")
        }
    }
}
