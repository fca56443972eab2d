import Foundation
import Glibc
import TestSupport
import Testing

@testable import faregate

/// The status and control sockets of the real process, and of a server in this one.
@Suite(.serialized)
struct GateSocketTests {
    @Test("modes, easings, emergency: done, answered, and in the journal with user, actor and reason before that")
    func control() throws {
        let folder = try Folder()
        let gate = try ConfiguredGate(ConfiguredGateTests.three, in: folder)
        try gate.wait(1, "ready")
        let closed = try gate.control(["mode", "closed", "--lanes", "IN,2", "--actor", "ann", "--reason", "cleaning"])
        #expect(closed["ok"] as? Bool == true && closed["lanes"] as? [String] == ["IN", "OUT"])
        #expect(try gate.status(lane: "IN")["mode"] as? String == "closed")
        let turned = try gate.control(["mode", "exit-only", "--lanes", "IN, OUT", "--reason", "one way"])
        #expect(turned["error"] as? String == "no-such-direction" && turned["allowed"] as? [String] == ["OUT"])
        #expect(try gate.status(lane: "IN")["open_to"] as? String == "entry")
        _ = try gate.control(["ease", "order-free,time-free", "--lanes", "OUT", "--reason", "crowd"])
        #expect(try gate.status(lane: "OUT")["easings"] as? [String] == ["order-free", "time-free"])
        _ = try gate.control(["emergency", "on", "--reason", "fire"])
        #expect(try gate.status(lane: "IN")["mode"] as? String == "emergency")
        _ = try gate.control(["emergency", "off", "--reason", "over"])
        #expect(try gate.status(lane: "IN")["mode"] as? String == "closed")
        #expect(try gate.control(["restart", "--lanes", "CODE", "--reason", "stuck"])["ok"] as? Bool == true)
        #expect(try gate.control(["drain", "--reason", "night"])["ok"] as? Bool == true)
        #expect(try gate.wait() == 0)
        let notes = try Binary.run(["journal", "show", "day"], in: folder.path).lines.filter {
            $0.contains("control: ")
        }
        #expect(notes.count == 6)
        let first = notes.first?.replacing("\\\"", with: "\"") ?? ""
        for part in [
            "\"mode\": \"closed\"", "\"lanes\": [\"IN\", \"OUT\"]", "\"user\": \(getuid())", "\"ann\"", "\"cleaning\"",
        ] {
            #expect(first.contains(part), "\(first)")
        }
    }

    @Test(
        "what is not a request is answered by name",
        arguments: [
            ("x", "not-json"), ("[]", "not-json"), ("{}", "unknown-command"),
            (#"{"command":"fly"}"#, "unknown-command"),
            (#"{"command":"drain"}"#, "missing"), (#"{"command":"drain","actor":"a","reason":""}"#, "bad-value"),
            (#"{"command":"drain","actor":"a","reason":" "}"#, "bad-value"),
            (#"{"command":"drain","actor":"a","reason":"b","x":1}"#, "unknown-key"),
            (#"{"command":"mode","actor":"a","reason":"b"}"#, "missing"),
            (#"{"command":"mode","mode":"open","actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"mode","easings":["x"],"actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"mode","mode":"closed","lanes":["Z"],"actor":"a","reason":"b"}"#, "unknown-lane"),
            (#"{"command":"mode","mode":"closed","lanes":[],"actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"mode","mode":"closed","lanes":[true],"actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"mode","mode":"closed","lanes":[1.5],"actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"mode","mode":"closed","lanes":[3],"actor":"a","reason":"b"}"#, "unknown-lane"),
            (#"{"command":"emergency","on":"yes","actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"emergency","on":1,"actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"emergency","on":true,"actor":"a","reason":"b","\u006fn":false}"#, "repeated-key"),
            ("{\"command\":\"emergency\",\"on\":true,\"actor\":\"a\",\"reason\":\"b\",\"on\"\r:false}", "repeated-key"),
            (#"{"command":"acknowledge","alarm":"x","actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"barrier","position":"ajar","actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"barrier","actor":"a","reason":"b"}"#, "bad-value"),
            (#"{"command":"drain","actor":"a\u001b[2J","reason":"b"}"#, "bad-value"),
        ])
    func refusals(line: String, code: String) {
        let refusal = #expect(throws: GateControl.Refusal.self) { _ = try ControlRequest(line, lanes: ["A1", "A2"]) }
        #expect(refusal?.code == code)
    }

    private static let limits = LineLimits(
        connections: 2, lineBytes: 64, backlogBytes: 16_384, linesPerSecond: 3, idleSeconds: nil)
    private static let echo = LineServer.Service(
        greeting: { "hello" }, answer: { "\($0) \($1)" }, refusal: { $0.rawValue })

    @Test("lines, too long ones, too many, too many connections; mode 0660; the path is free afterwards")
    func server() throws {
        let folder = try Folder()
        let path = folder.file("s")
        let server = try LineServer(path, Self.limits, Self.echo)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0 && status.st_mode & 0o777 == 0o660)
        #expect(throws: LocalSocket.Fault.taken) { _ = try LineServer(path, Self.limits, Self.echo) }
        let first = try LineCaller(path)
        #expect(try first.next() == "hello")
        for line in ["a", String(repeating: "x", count: 65), "b", "c"] { try first.send(line) }
        // The fourth line of a second, unless a second has ended in between.
        #expect(try first.next() == "\(getuid()) a")
        #expect(try first.next() == "line-too-long")
        #expect(try first.next() == "\(getuid()) b")
        #expect(["too-fast", "\(getuid()) c"].contains(try first.next()))
        let second = try LineCaller(path)
        #expect(try second.next() == "hello")
        let third = try LineCaller(path)
        #expect(try third.next() == "too-many-connections")
        #expect(try third.next() == nil)
        server.send("all")
        #expect(try first.next() == "all")
        #expect(try second.next() == "all")
        server.close()
        #expect(try first.next() == nil)
        #expect(try !folder.names().contains("s"))
    }

    @Test(
        "what is not the gate's answer is no success: the other socket, a stranger, a refusal",
        arguments: [
            (#"{"type":"status","lanes":[]}"#, ["control", "s", "emergency", "on", "--reason", "fire"], 69),
            ("hello", ["control", "s", "emergency", "on", "--reason", "fire"], 69),
            (#"{"ok":false,"error":"too-many-connections"}"#, ["control", "s", "drain", "--reason", "x"], 1),
            (#"{"ok":true}"#, ["control", "s", "drain", "--reason", "x"], 0),
            (#"{"type":"status","lanes":[]}"#, ["control", "s", "status"], 0),
            (#"{"ok":true}"#, ["control", "s", "status"], 69),
            (#"{"type":"status","lanes":[]}"#, ["status", "s"], 0), ("hello", ["status", "s"], 69),
            (#"{"ok":false,"error":"too-many-connections"}"#, ["status", "s"], 1),
        ] as [(String, [String], Int32)])
    func strangers(greeting: String, arguments: [String], code: Int32) throws {
        let folder = try Folder()
        let service = LineServer.Service(greeting: { greeting }, answer: { _, _ in nil }, refusal: { $0.rawValue })
        var limits = Self.limits
        limits.lineBytes = 4096
        let server = try LineServer(folder.file("s"), limits, service)
        let run = try Binary.run(["gate"] + arguments, in: folder.path)
        #expect(run.code == code, "\(run.output)\(run.words)")
        #expect(run.words.isEmpty == (code != 69) && run.output.isEmpty == (code == 69), "\(run.output)\(run.words)")
        server.close()
    }

    @Test(
        "an order that is none is told of as such, with the command's own words",
        arguments: [
            (["drain", "--reason", " "], "--reason"), (["bogus"], "restart"), (["bogus", "--reason", "x"], "restart"),
        ])
    func usage(arguments: [String], words: String) throws {
        let run = try Binary.run(["gate", "control", "absent"] + arguments)
        #expect(run.code == 64 && run.words.prefix { $0 != "\n" }.contains(words), "\(run.words)")
    }

    @Test("a gate that does not answer is not waited for: both commands end, and name the other socket")
    func mute() throws {
        let folder = try Folder()
        let listener = try LocalSocket.listen(folder.file("s"))
        let path = folder.path
        let commands = [["control", "s", "emergency", "on", "--reason", "x"], ["status", "s"]]
        DispatchQueue.concurrentPerform(iterations: commands.count) { place in
            let run = Result { try Binary.run(["gate"] + commands[place], in: path) }
            #expect((try? run.get().code) == 69, "\(run)")
            let words = (try? run.get().words) ?? ""
            #expect(words.contains("status socket") && words.contains("control socket"), "\(run)")
        }
        close(listener)
    }

    @Test("who does not read is dropped at the limit, and waited for by nobody")
    func slowReader() throws {
        let folder = try Folder()
        let server = try LineServer(folder.file("s"), Self.limits, Self.echo)
        let slow = try LineCaller(folder.file("s"))
        #expect(try slow.next() == "hello")
        let line = String(repeating: "x", count: 1000)
        var sent = 0
        while server.droppedConnections == 0, sent < 100_000 {
            server.send(line)
            sent += 1
            if sent % 64 == 0 { usleep(1000) }
        }
        #expect(server.droppedConnections == 1)
        let other = try LineCaller(folder.file("s"))
        #expect(try other.next() == "hello")
        server.close()
    }

    @Test("a socket that a dead process has left is replaced; what is no socket stays")
    func leftBehind() throws {
        let folder = try Folder()
        let path = folder.file("s")
        close(try LocalSocket.listen(path))
        let again = try LocalSocket.listen(path)
        close(again)
        try folder.write("precious", to: "f")
        #expect(throws: LocalSocket.Fault.notSocket) { _ = try LocalSocket.listen(folder.file("f")) }
        #expect(try folder.text("f") == "precious")
    }
}
