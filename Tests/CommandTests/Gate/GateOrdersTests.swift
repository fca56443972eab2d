import EMV
import Fares
import Foundation
import Gate
import Glibc
import Journal
import TestSupport
import Testing

@testable import Lane
@testable import faregate

/// What staff have commanded: it outlives its process, and comes before the journal where people must get out.
@Suite(.serialized)
struct GateOrdersTests {
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

    @Test("a killed gate's lanes go on as they were: the evacuation is not shut, maintenance does not move")
    func killed() throws {
        let folder = try Folder()
        let lines = try ["a", "b"].map { try PseudoTerminal(folder.file($0)) }
        let controllers = lines.map { GateController($0) }
        let text =
            Self.head + "  - {id: A, direction: entry, scanner: absent, barrier: {kind: serial, path: a}}\n"
            + "  - {id: B, direction: exit, scanner: absent2, barrier: {kind: serial, path: b}}\n"
            + "  - {id: C, direction: exit, scanner: absent3}\n"
        var gate = try ConfiguredGate(text, in: folder)
        try gate.wait("both barriers") { controllers.allSatisfy { $0.lines.contains("CLOSE") } }
        _ = try gate.control(["emergency", "on", "--lanes", "A", "--actor", "ann", "--reason", "fire"])
        _ = try gate.control(["mode", "maintenance", "--lanes", "B", "--actor", "ann", "--reason", "flap"])
        _ = try gate.control(["ease", "order-free", "--lanes", "C", "--actor", "ann", "--reason", "crowd"])
        _ = try gate.control(["mode", "closed", "--lanes", "C", "--actor", "ann", "--reason", "crowd"])
        try gate.wait("the release") { controllers[0].lines.contains("RELEASE") }
        // A change of mode is in the journal a moment after it is done.
        usleep(300_000)
        gate.signal(SIGKILL)
        #expect(try gate.wait() == -SIGKILL)

        let before = controllers.map { $0.lines.count }
        gate = try ConfiguredGate(text, in: folder)
        try gate.wait("both links") { zip(controllers, before).allSatisfy { $0.lines.count > $1 } }
        controllers[0].say("EMERGENCY 0\nPOWER 1\n")
        try gate.wait("the release") { controllers[0].lines.dropFirst(before[0]).contains("RELEASE") }
        let status = try ["A", "B", "C"].map { try gate.status(lane: $0) }
        #expect(status.map { $0["mode"] as? String } == ["emergency", "maintenance", "closed"])
        #expect(status[2]["easings"] as? [String] == ["order-free"])
        #expect(status.allSatisfy { $0["lost_records"] as? Int == 0 && $0["lost_reports"] as? Int == 0 })
        #expect(try gate.events("resumed").count == 3)
        #expect(zip(controllers, before).allSatisfy { !$0.lines.dropFirst($1).contains("CLOSE") })
        // Staff move the barrier that they work on, and no other.
        func move(_ position: String, _ lanes: String) throws -> [String: Any] {
            try gate.control(["barrier", position, "--lanes", lanes, "--actor", "ann", "--reason", "flap"])
        }
        #expect(try move("shut", "A,B")["error"] as? String == "not-in-maintenance")
        #expect(try move("shut", "A,B")["allowed"] as? [String] == ["B"])
        for (position, line) in [("shut", "CLOSE"), ("open", "RELEASE"), ("shut", "CLOSE")] {
            let count = controllers[1].lines.count
            #expect(try move(position, "B")["ok"] as? Bool == true)
            try gate.wait(position) { controllers[1].lines.dropFirst(count).contains(line) }
        }
        let off = try gate.control(["emergency", "off", "--lanes", "A", "--actor", "ann", "--reason", "over"])
        #expect(off["record"] as? Int != nil)
        try gate.wait("the end of it") { controllers[0].lines.dropFirst(before[0]).contains("CLOSE") }
        #expect(try gate.end() == 0)
        for controller in controllers { controller.close() }
    }

    /// A gate in this process.
    private final class Inside: @unchecked Sendable {
        let process: GateProcess
        private let control: GateControl
        let stop = StopFlag()
        private let done = DispatchSemaphore(value: 0)
        private var code: Int32 = 0

        /// `slow`: the journal waits for so many milliseconds until it writes a group, but for the first.
        init(
            _ folder: Folder, lanes ids: [String] = ["A"], store: String = "durability: crash", slow: Int? = nil
        ) throws {
            let lanes = ids.map { "  - {id: \($0), direction: entry, scanner: \(folder.file("absent \($0)"))}\n" }
                .joined()
            try folder.write(
                GateOrdersTests.head.replacing("control: control\n", with: "").replacing("status: status\n", with: "")
                    .replacing("durability: crash", with: store) + lanes + "log: {level: error}\n", to: "gate.yaml")
            let clock = GateClock.system()
            var material = try GateMaterial.read(folder.file("gate.yaml"), on: clock.local().date).get()
            if let slow { material.store.windowMilliseconds = slow }
            process = try GateProcess(
                folder.file("gate.yaml"), material, clock: clock, stop: stop, reload: StopFlag())
            control = GateControl(process)
            Thread { [self] in
                do { try process.run() } catch { code = 1 }
                done.signal()
            }.start()
        }

        func ask(_ line: String) -> String { control.answer(line, of: 0).line }

        /// Its end; 1: with a failure.
        func end() -> Int32 {
            done.wait()
            return code
        }
    }

    private static func request(_ text: String) -> String { "{\(text), \"actor\": \"ann\", \"reason\": \"fire\"}" }

    @Test("a journal that takes nothing: the release is done, the process stays while it stands, and then ends")
    func deadJournal() throws {
        let gate = try Inside(try Folder())
        let machine = gate.process.seats[0].machine
        try gate.process.box.journal.close(milliseconds: 5000)
        let on = gate.ask(Self.request("\"command\": \"emergency\", \"on\": true"))
        #expect(on.contains("\"ok\": true") && on.contains("\"record\": null"), "\(on)")
        #expect(machine.mode == .emergency)
        #expect(gate.ask(Self.request("\"command\": \"mode\", \"mode\": \"closed\"")).contains("journal-takes-nothing"))
        // The recorder's failure is known, and several looks around have passed.
        while gate.process.seats[0].losses.records == 0 { usleep(1000) }
        usleep(350_000)
        #expect(!gate.stop.isSet && machine.mode == .emergency)
        // Lanes that are not released refuse everybody: whoever looks is told why.
        let status = GateStatus(gate.process).whole.line
        #expect(status.contains("journal-failed"), "\(status)")
        let text = GateStatusText.status(status, .en) ?? ""
        #expect(text.contains("journal has failed") && text.contains("deny list none"), "\(text)")
        let off = gate.ask(Self.request("\"command\": \"emergency\", \"on\": false"))
        #expect(off.contains("\"ok\": true") && machine.mode != .emergency, "\(off)")
        #expect(gate.end() == 1)
    }

    @Test(
        "what staff command holds at the next start, though a fault or the fire line has hidden it",
        arguments: [
            ("the end of a release beside the fire line", .normal, .emergencyLine),
            ("a release beside the fire line", .normal, .command),
            ("closed without a link", .closed, nil), ("out of service without a link", .outOfService, nil),
            ("in service again without a link", .normal, nil),
            ("closed in a release", .closed, .command),
        ] as [(String, GateMode, GateModeCause?)])
    func hidden(what: String, mode: GateMode, release: GateModeCause?) throws {
        let folder = try Folder()
        var gate = try Inside(folder)
        let seat = gate.process.seats[0]
        // What the start brings is over.
        while seat.machine.mode != .readerFault { usleep(1000) }
        func emergency(_ isOn: Bool) {
            #expect(gate.ask(Self.request("\"command\": \"emergency\", \"on\": \(isOn)")).contains("\"ok\": true"))
        }
        func order(_ mode: String) {
            #expect(
                gate.ask(Self.request("\"command\": \"mode\", \"mode\": \"\(mode)\"")).contains("\"ok\": true"))
        }
        switch what {
        case "the end of a release beside the fire line":
            emergency(true)
            seat.machine.handle(.emergencyLine(true))
            emergency(false)
            #expect(seat.machine.mode == .emergency)
        case "a release beside the fire line":
            seat.machine.handle(.emergencyLine(true))
            emergency(true)
            seat.machine.handle(.emergencyLine(false))
        case "closed in a release":
            emergency(true)
            order("closed")
        default:
            if mode == .normal { order("out-of-service") }
            seat.machine.handle(.link(false))
            order(mode.code)
            if mode != .outOfService { seat.machine.handle(.link(true)) }
        }
        gate.stop.set()
        #expect(gate.end() == 0)
        gate = try Inside(folder)
        let orders = gate.process.seats[0].orders
        #expect(orders.mode == mode && orders.release == release)
        gate.stop.set()
        #expect(gate.end() == 0)
    }

    @Test("an order that was answered is in the journal: a kill does not take it back")
    func answered() throws {
        let folder = try Folder()
        let gate = try Inside(folder)
        for turn in 1...20 {
            let name = turn % 2 == 0 ? "maintenance" : "closed"
            let answer = gate.ask(Self.request("\"command\": \"mode\", \"mode\": \"\(name)\""))
            #expect(answer.contains("\"ok\": true"), "\(answer)")
            // What a kill now would leave.
            let copy = try Folder()
            try FileManager.default.copyItem(atPath: folder.file("day"), toPath: copy.file("day"))
            var last: JournalMode?
            _ = try JournalReader.read(try FileStorage(copy.file("day"), creates: false), keys: []) {
                header, body throws(BodyFault) in
                if case .mode(let mode) = try JournalEntry.read(header, body) { last = mode }
            }
            #expect(last?.new.code == name, "\(turn)")
        }
        gate.stop.set()
        #expect(gate.end() == 0)
    }

    @Test("lanes that are put before others, or are given another name, take nobody's orders")
    func places() throws {
        let folder = try Folder()
        var gate = try Inside(folder, lanes: ["A", "B"])
        _ = gate.ask(Self.request("\"command\": \"mode\", \"mode\": \"maintenance\", \"lanes\": [\"A\"]"))
        func start(_ lanes: [String]) throws -> [GateMode] {
            gate.stop.set()
            #expect(gate.end() == 0)
            gate = try Inside(folder, lanes: lanes)
            return gate.process.seats.map(\.orders.mode)
        }
        #expect(try start(["N", "A", "B"]) == [.normal, .maintenance, .normal])
        #expect(try start(["B", "N", "A"]) == [.normal, .normal, .maintenance])
        // One whose name is gone stands where it stood: nobody shuts a barrier that is being worked on.
        #expect(try start(["B", "N", "A2"]) == [.normal, .normal, .maintenance])
        #expect(try start(["A2", "B", "N"]) == [.maintenance, .normal, .normal])
        gate.stop.set()
        #expect(gate.end() == 0)
    }

    @Test(
        "a journal that is too slow: the order is not done and the journal says so, others do not wait, a release is done"
    )
    func abandoned() throws {
        let folder = try Folder()
        let gate = try Inside(folder, lanes: ["A", "B"], slow: 60_000)
        let machine = gate.process.seats[0].machine
        func ask(_ text: String) -> (answer: String, milliseconds: Int) {
            let begun = GateClock.milliseconds
            return (gate.ask(Self.request(text)), GateClock.milliseconds - begun)
        }
        // What the start brings is over, and its records are behind the group that waits.
        while machine.mode != .readerFault { usleep(1000) }
        let slow = ask("\"command\": \"mode\", \"mode\": \"maintenance\"")
        #expect(slow.answer.contains("journal-takes-nothing") && slow.milliseconds >= 1400, "\(slow)")
        #expect(machine.mode != .maintenance)
        let next = ask("\"command\": \"drain\"")
        #expect(next.answer.contains("journal-takes-nothing") && !gate.stop.isSet, "\(next)")
        #expect(next.milliseconds < 1000, "nobody stands in a queue: \(next)")
        let on = ask("\"command\": \"emergency\", \"on\": true")
        #expect(on.answer.contains("\"ok\": true") && machine.mode == .emergency && on.milliseconds < 1000, "\(on)")
        let off = ask("\"command\": \"emergency\", \"on\": false")
        #expect(off.answer.contains("\"kept\": false") && machine.mode != .emergency, "\(off)")
        gate.stop.set()
        #expect(gate.end() == 0)

        var notes: [String] = []
        _ = try JournalReader.read(try FileStorage(folder.file("day"), creates: false), keys: []) {
            header, body throws(BodyFault) in
            if case .note(let note) = try JournalEntry.read(header, body) { notes.append(note.text) }
        }
        let orders = notes.filter { $0.hasPrefix("control") }.map { note in
            (note.prefix { $0 != ":" }, ["maintenance", "drain", "emergency"].first { note.contains($0) } ?? "")
        }
        #expect(
            orders.map { "\($0.0) \($0.1)" } == [
                "control maintenance", "control abandoned maintenance", "control emergency",
            ])
    }

    @Test("which ways a lane leads is not kept, and the answer says so; easings beside it are")
    func ways() throws {
        let folder = try Folder()
        var gate = try Inside(folder)
        let mode = "\"command\": \"mode\""
        let ways = gate.ask(Self.request("\(mode), \"mode\": \"entry-only\", \"easings\": [\"order-free\"]"))
        #expect(ways.contains("\"ok\": true") && ways.contains("\"kept\": false"), "\(ways)")
        let closed = gate.ask(Self.request("\(mode), \"mode\": \"closed\""))
        #expect(closed.contains("\"ok\": true") && !closed.contains("kept"), "\(closed)")
        gate.stop.set()
        #expect(gate.end() == 0)
        gate = try Inside(folder)
        #expect(gate.process.seats[0].orders.mode == .closed && gate.process.seats[0].orders.easings == .orderFree)
        gate.stop.set()
        #expect(gate.end() == 0)
    }

    @Test("the status in words says which ways a lane leads at present, where that is not its own")
    func waysInWords() throws {
        func lane(_ ways: String) throws -> String {
            let status = """
                {"type": "status", "lanes": [{"id": "A3", "direction": "two-way", "mode": "normal", "open_to": "\(ways)"}]}
                """
            return try #require(GateStatusText.status(status, .en)).split(separator: "\n").map(String.init).last
                ?? ""
        }
        #expect(try lane("exit") == "A3   two-way (exit)   normal   -")
        #expect(try lane("two-way") == "A3   two-way   normal   -")
    }

    @Test("behind an order whose record is not taken in time no other is waited for, and a release is done")
    func slowRecord() throws {
        let gate = try Inside(try Folder())
        let seat = gate.process.seats[0]
        while seat.machine.mode != .readerFault { usleep(1000) }
        // Its records are taken by nobody any more.
        seat.closeRecorder()
        let slow = gate.ask(Self.request("\"command\": \"mode\", \"mode\": \"maintenance\""))
        #expect(slow.contains("\"kept\": false") && seat.machine.mode == .maintenance, "\(slow)")
        let next = gate.ask(Self.request("\"command\": \"mode\", \"mode\": \"closed\""))
        #expect(next.contains("journal-takes-nothing") && seat.machine.mode == .maintenance, "\(next)")
        let on = gate.ask(Self.request("\"command\": \"emergency\", \"on\": true"))
        #expect(on.contains("\"ok\": true") && seat.machine.mode == .emergency, "\(on)")
        // Nobody waits for the end of a process that cannot record the end of a release.
        let off = gate.ask(Self.request("\"command\": \"emergency\", \"on\": false"))
        #expect(off.contains("\"ok\": true"), "\(off)")
        gate.stop.set()
        #expect(gate.end() == 0)
    }

    @Test("two names that come to one reader: the second lane is told whose it is; another reader is taken instead")
    func oneReader() {
        let claims = ReaderClaims()
        #expect(claims.claim("ACR 00", by: "A reader ACR") == nil && claims.claim("ACR 00", by: "A reader ACR") == nil)
        #expect(claims.claim("ACR 00", by: "B reader 00") == "A reader ACR")
        #expect(claims.claim("ACR 01", by: "A reader ACR") == nil)
        #expect(claims.claim("ACR 00", by: "B reader 00") == nil)
        #expect(claims.claim("ACR 01", by: "B reader 00") == "A reader ACR")
    }

    @Test("test keys and the acquirer's come with a restart alone, as a reload says", arguments: [false, true])
    func keys(accepts: Bool) throws {
        let folder = try Folder()
        func material(_ keys: String, started: GateConfiguration? = nil) throws -> GateMaterial {
            let text =
                Self.head.replacing("keys: {test: true}", with: keys) + "  - {id: A, direction: entry, reader: x}\n"
            let path = try folder.write(text, to: "gate.yaml")
            return try GateMaterial.read(path, on: GateClock.chinaNow.date, started: started).get()
        }
        let started = try material("keys: {test: \(accepts)}").configuration
        let acquirer = String(repeating: "09", count: 32)
        let next = "keys: {test: \(!accepts), acquirer: \(acquirer)}"
        let fresh = try material(next)
        #expect(fresh.cards.takesTestPurses != accepts && fresh.cards.acquirerKey != nil)
        let reloaded = try material(next, started: started)
        #expect(reloaded.cards.takesTestPurses == accepts && reloaded.cards.acquirerKey == nil)
        #expect(reloaded.configuration.keys == started.keys)
    }

    @Test("the key that was checked is the key that is used; one of another user's is refused")
    func keyFile() throws {
        let folder = try Folder()
        let path = try folder.write(String(repeating: "07", count: 16) + "\n", to: "token.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let text = Self.head + "  - {id: A, direction: entry, reader: x}\ntokens: {key: token.key}\n"
        let file = try folder.write(text, to: "gate.yaml")
        let material = try GateMaterial.read(file, on: GateClock.chinaNow.date).get()
        try folder.write(String(repeating: "08", count: 16) + "\n", to: "token.key")
        let found = try TokenKeys.tokenizer(material.store, TokensFound())
        let key = try #require(CardTokenizer(key: [UInt8](repeating: 7, count: 16), identifier: 1))
        #expect(found.checkValue == key.checkValue)
        guard geteuid() == 0 else { return }
        #expect(unsafe chown(path, 65534, 65534) == 0)
        guard case .failure(let failure) = GateMaterial.read(file, on: GateClock.chinaNow.date) else {
            Issue.record("another user's key is taken")
            return
        }
        #expect(failure.faults.map(\.place.key) == ["tokens.key"])
    }
}
