import Foundation
import Glibc
import TestSupport
import Testing

/// A running gate whose files, barriers or operators make trouble.
@Suite(.serialized)
struct GateTroubleTests {
    private static let head = """
        station: 罗湖
        device: luohu-a
        edition: current
        journal: {folder: day, durability: crash}
        keys: {test: true}
        status: status
        control: control
        lanes:

        """
    private static let one = head + "  - {id: IN, direction: entry, simulated: {profile: quickpass-debit, count: 1}}\n"

    @Test(
        "SIGHUP with a file that is wrong: told by name, what was in force stays",
        arguments: [
            ("what is this\n", "", "gate.yaml:10:1: denyList: line 1: neither"),
            ("version 2\n", "log: {level: loud}\n", "gate.yaml:11:7: log.level: \"loud\""),
        ])
    func badFile(list: String, line: String, expected: String) throws {
        let folder = try Folder()
        try folder.write("version 1\n", to: "deny")
        let gate = try ConfiguredGate(Self.one + "denyList: deny\n", in: folder)
        try gate.wait(1, "ready")
        try folder.write(list, to: "deny")
        try folder.write(Self.one + "denyList: deny\n" + line, to: "gate.yaml")
        gate.signal(SIGHUP)
        try gate.wait(1, "reload")
        #expect(try gate.events("reload").first?["ok"] as? Bool == false)
        let words = try folder.text("words")
        #expect(words.contains(expected) && words.contains("stays in force"), "\(words)")
        #expect((try gate.status()["deny_list"] as? [String: Any])?["version"] as? Int == 1)
        // What is right again is taken.
        try folder.write("version 3\n", to: "deny")
        try folder.write(Self.one + "denyList: deny\n", to: "gate.yaml")
        gate.signal(SIGHUP)
        try gate.wait(2, "reload")
        #expect((try gate.status()["deny_list"] as? [String: Any])?["version"] as? Int == 3)
        #expect(try gate.end() == 0)
    }

    @Test("SIGHUP: CA keys of another file are in force; what needs a restart stays as it was, and is told each time")
    func keys() throws {
        let folder = try Folder()
        try folder.write(try Self.publishedKeys(), to: "keys.csv")
        let gate = try ConfiguredGate(Self.one, in: folder)
        try gate.wait(1, "ready")
        let next = Self.one.replacing("keys: {test: true}", with: "keys: {test: true, ca: keys.csv}")
            .replacing("罗湖", with: "机场东")
        try folder.write(next, to: "gate.yaml")
        for count in 1...2 {
            gate.signal(SIGHUP)
            try gate.wait(count, "reload")
        }
        let reloads = try gate.events("reload")
        #expect(reloads.map { $0["changed"] as? String } == ["keys.ca", ""])
        #expect(reloads.map { $0["needs_restart"] as? String } == ["station", "station"])
        #expect(try gate.status()["station"] as? String == "SZ001")
        #expect(try gate.end() == 0)
    }

    /// The list in the program.
    static func publishedKeys() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Sources/FareData/keys/ca_keys.csv"), encoding: .utf8)
    }

    /// A gate whose network's folder has a file that lets nobody read, as a dead disk of the network does. Files that
    /// are named themselves are looked at before: a FIFO is refused there.
    private static func hanging(_ folder: Folder) throws -> String {
        try FileManager.default.createDirectory(atPath: folder.file("city"), withIntermediateDirectories: true)
        #expect(unsafe mkfifo(folder.file("city/edition.yaml"), 0o600) == 0)
        return one.replacing("edition: current", with: "network: city") + "limits: {hangSeconds: 2}\n"
    }

    @Test("a file that lets nobody read holds up neither the status nor the end")
    func hangingFile() throws {
        let folder = try Folder()
        try folder.write("version 1\n", to: "deny")
        let gate = try ConfiguredGate(Self.one + "denyList: deny\nlimits: {hangSeconds: 2}\n", in: folder)
        try gate.wait(1, "ready")
        try folder.write(try Self.hanging(folder), to: "gate.yaml")
        gate.signal(SIGHUP)
        try gate.wait(1, "note")
        #expect((try gate.status()["deny_list"] as? [String: Any])?["version"] as? Int == 1)
        #expect(try gate.end() == 0)
        #expect(try gate.events("reload").isEmpty)
        print("end while a file is being read: \(try gate.events("stop").first?["milliseconds"] ?? "?") ms")
    }

    @Test("told to end twice, it ends at once, whatever it waits for")
    func secondSignal() throws {
        let folder = try Folder()
        let gate = try ConfiguredGate(try Self.hanging(folder), in: folder)
        // Before it listens for signals the first would end it by itself.
        let status = "/proc/\(gate.process.processIdentifier)/status"
        try gate.wait("its signals") {
            let text = try String(contentsOfFile: status, encoding: .utf8)
            // Ignored for a moment, then caught.
            return text.split(separator: "\n").filter { $0.hasPrefix("SigIgn:") || $0.hasPrefix("SigCgt:") }.contains {
                (UInt64($0.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16) ?? 0) >> 14 & 1 == 1
            }
        }
        for _ in 0..<100 where gate.process.isRunning {
            gate.signal(SIGTERM)
            usleep(100_000)
        }
        #expect(try gate.wait() == 143)
    }

    @Test("lines that are not taken: those taps open nothing, and the lane is back once somebody reads")
    func signalsNotTaken() throws {
        let folder = try Folder()
        #expect(unsafe mkfifo(folder.file("signals"), 0o600) == 0)
        var reader = unsafe open(folder.file("signals"), O_RDONLY | O_NONBLOCK)
        let gate = try ConfiguredGate(
            Self.head + """
                  - id: IN
                    direction: entry
                    simulated: {profile: quickpass-debit, cards: 50, intervalMs: 200}
                    barrier: {kind: signals, path: signals}
                """ + "\n", in: folder)
        try gate.wait(2, "tap", lane: "IN")
        close(reader)
        try gate.wait("the loss") { try gate.status(lane: "IN")["mode"] as? String == "out-of-service" }
        let failed = try gate.verdicts("IN").count
        usleep(1_500_000)
        #expect(try gate.status(lane: "IN")["mode"] as? String == "out-of-service")
        reader = unsafe open(folder.file("signals"), O_RDONLY | O_NONBLOCK)
        try gate.wait("the lane") { try gate.status(lane: "IN")["mode"] as? String == "normal" }
        try gate.wait(failed + 2, "tap", lane: "IN")
        let verdicts = try gate.verdicts("IN")
        #expect(verdicts.count { $0 == "again barrier-failed" } == 1, "\(verdicts)")
        #expect(verdicts.last?.hasPrefix("open ") == true, "\(verdicts)")
        #expect(try gate.end() == 0)
        close(reader)
    }

    @Test("a lane with emulated cards on both sides serves both, and each source is known by its own name")
    func bothWays() throws {
        let folder = try Folder()
        let gate = try ConfiguredGate(
            Self.head + """
                  - id: TWO
                    direction: two-way
                    simulated:
                      entry: {profile: quickpass-debit, cards: 2, intervalMs: 10, count: 2}
                      exit: {profile: quickpass-debit, cards: 9, intervalMs: 10, count: 2}

                """, in: folder)
        try gate.wait(4, "tap", lane: "TWO")
        try gate.wait("the end of both decks") {
            let readers = try gate.status(lane: "TWO")["readers"] as? [[String: Any]] ?? []
            return readers.map { $0["state"] as? String } == ["ended", "ended"]
                && readers.map { $0["source"] as? String }
                    == ["simulated quickpass-debit entry", "simulated quickpass-debit exit"]
        }
        let directions = try gate.events("tap").compactMap { $0["direction"] as? String }
        #expect(directions.sorted() == ["entry", "entry", "exit", "exit"])
        #expect(try gate.end() == 0)
        let kinds = try Binary.run(["journal", "show", "day", "--json"], in: folder.path).lines
        for kind in ["passage", "mode"] { #expect(kinds.contains { $0.contains("\"\(kind)\"") }, "\(kind)") }
    }

    @Test("a journal that fails while nobody taps ends the gate")
    func failsAtRest() throws {
        let folder = try Folder()
        let gate = try ConfiguredGate(Self.one, in: folder)
        try gate.wait(1, "tap", lane: "IN")
        let limit = try Binary.shell("prlimit --pid \(gate.process.processIdentifier) --fsize=1", in: folder)
        #expect(limit.code == 0, "\(limit.words)")
        let order = try Binary.run(
            ["gate", "control", "control", "mode", "closed", "--lanes", "IN", "--reason", "x"], in: folder.path)
        #expect(order.code != 0, "\(order.output)\(order.words)")
        #expect(try gate.wait() == 74)
    }

    @Test("a barrier at a serial line: rider through, emergency, heartbeat lost and back")
    func lineBarrier() throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("barrier"))
        let controller = GateController(line)
        let gate = try ConfiguredGate(
            Self.head + "  - {id: IN, direction: entry, simulated: {profile: quickpass-debit, count: 1},"
                + " barrier: {kind: serial, path: barrier}}\nlog: {level: debug}\n", in: folder)
        try gate.wait("the signal") { controller.lines.contains { $0.hasPrefix("OPEN ENTRY ") } }
        controller.say("ZONE 1\nPASSED\nZONE 0\n")
        try gate.wait(1, "passed", lane: "IN")
        func mode() throws -> String? { try gate.status(lane: "IN")["mode"] as? String }
        controller.say("EMERGENCY 1\n")
        try gate.wait("the release") { try mode() == "emergency" && controller.lines.contains("RELEASE") }
        controller.say("EMERGENCY 0\n")
        try gate.wait("the end of it") { try mode() == "normal" }
        controller.answers = false
        try gate.wait("the lost link") { try mode() == "out-of-service" }
        let alarms = try gate.events("alarm").compactMap { $0["alarm"] as? String }
        #expect(alarms.contains("link-lost"))
        controller.answers = true
        try gate.wait("the link") { try mode() == "normal" }
        #expect(try gate.end() == 0)
        controller.close()
    }

    @Test("as many lanes start, take their cards, and end: 16, and 64 with FAREGATE_LONG_TESTS=1")
    func manyLanes() throws {
        let count = runsLongTests ? 64 : 16
        let folder = try Folder()
        let lanes = (1...count).map {
            "  - {id: L\($0), direction: entry, simulated: {profile: quickpass-debit, cards: 70, intervalMs: 0, count: 1}}\n"
        }
        let gate = try ConfiguredGate(Self.head + lanes.joined(), in: folder)
        try gate.wait(count, "tap")
        #expect(Set(try gate.events("tap").compactMap { $0["lane"] as? String }).count == count)
        #expect((try gate.status()["lanes"] as? [Any])?.count == count)
        #expect(try gate.end() == 0)
        #expect(try Binary.run(["journal", "verify", "day"], in: folder.path).code == 0)
    }

    @Test("a summary names each lane's station and its riders' socket")
    func summary() throws {
        let folder = try Folder()
        try folder.write(
            Self.head
                + "  - {id: A, direction: entry, station: 机场东, simulated: {profile: quickpass-debit, riders: r}}\n"
                + "  - {id: B, direction: exit, reader: one}\n", to: "gate.yaml")
        let run = try Binary.run(["gate", "--config", "gate.yaml", "--check", "--json"], in: folder.path)
        let lanes = try run.object()["lanes"] as? [[String: Any]]
        #expect(lanes?.first?["takes"] as? [String] == ["simulated quickpass-debit", "riders ./r"], "\(run.words)")
        #expect(lanes?.first?["station"] as? String != nil && lanes?.last?["station"] as? String == nil)
    }
}
