import Foundation
import Gate
import Glibc
import Lane
import SmartCard
import Synchronization
import TestSupport
import Testing

/// The line protocol over a pseudo terminal and over TCP, with controllers that are silent, gone, or take nothing.
@Suite(.serialized)
struct LineGateTests {
    private static func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

    private static let limits: GateLineLimits = {
        var limits = GateLineLimits()
        limits.heartbeatMilliseconds = 20
        // The machine may be busy.
        limits.silenceMilliseconds = 2000
        return limits
    }()

    private static func wait(_ isTrue: () -> Bool) -> Bool {
        let end = now() + 20_000_000_000
        while !isTrue() {
            guard now() < end else { return false }
            usleep(500)
        }
        return true
    }

    private static func gate(_ path: String, limits: GateLineLimits = limits) throws -> LineGate {
        try LineGate(try #require(GateLineAddress(path)), limits: limits, now: now)
    }

    @Test("a lane over the line: opens, hears the rider pass, shuts; texts in both languages")
    func walk() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let controller = GateController(line)
        let gate = try Self.gate(line.path)
        let passed = Mutex<[UInt64]>([])
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now) { report in
            if case .passed(let sequence) = report.action { passed.withLock { $0.append(sequence) } }
        }
        #expect(Self.wait { machine.mode == .normal && gate.state == .ready && machine.accepts })
        #expect(Self.wait { controller.lines.contains("CLOSE") })
        #expect(machine.open(GatePass(tapSequence: 12, direction: .entry)))
        #expect(Self.wait { controller.lines.contains("OPEN ENTRY 12") })
        controller.say("ZONE 1\r\nPASSED\r\nZONE 0\r\n")
        #expect(Self.wait { passed.withLock { $0 } == [12] && controller.lines.last == "CLOSE" })
        #expect(controller.lines.contains("HELLO 1"))
        #expect(
            controller.lines.contains("SHOW ENTRY zh 请通行") && controller.lines.contains("SHOW ENTRY en Please pass"))
        controller.say("EMERGENCY 1\n")
        #expect(Self.wait { machine.mode == .emergency && controller.lines.contains("RELEASE") })
        machine.close()
        controller.close()
    }

    @Test("silent: lost, then told anew where to be")
    func silent() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let controller = GateController(line)
        var limits = Self.limits
        limits.silenceMilliseconds = 300
        let gate = try Self.gate(line.path, limits: limits)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        #expect(Self.wait { machine.mode == .normal && gate.state == .ready })
        controller.answers = false
        #expect(Self.wait { machine.mode == .outOfService && gate.state == .silent })
        #expect(!machine.open(GatePass(tapSequence: 12, direction: .entry)))
        let before = controller.lines.count { $0 == "CLOSE" }
        controller.answers = true
        #expect(Self.wait { machine.mode == .normal })
        #expect(Self.wait { controller.lines.count { $0 == "CLOSE" } > before })
        #expect(!controller.lines.contains { $0.hasPrefix("OPEN") })
        machine.close()
        controller.close()
    }

    @Test("unplugged and plugged in again")
    func unplugged() throws {
        let folder = try TemporaryFolder()
        let states = Mutex<[GateLineState]>([])
        let path = folder.file("gate")
        let gate = try LineGate(
            try #require(GateLineAddress(path)), limits: Self.limits, now: Self.now,
            announce: { state in states.withLock { $0.append(state) } })
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        #expect(Self.wait { gate.state == .gone && machine.mode == .outOfService })
        for _ in 0..<2 {
            let line = try PseudoTerminal(path)
            let controller = GateController(line)
            #expect(Self.wait { machine.mode == .normal })
            controller.close()
            line.cut()
            #expect(Self.wait { machine.mode == .outOfService })
        }
        machine.close()
        #expect(states.withLock { $0.prefix(3) } == [.gone, .connecting, .ready])
    }

    @Test("a line that takes nothing more: what was reported as not told never opens")
    func fullLine() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let gate = try Self.gate(line.path)
        gate.connect { _ in }
        var heard: [UInt8] = []
        #expect(
            Self.wait {
                heard += line.receive(milliseconds: 5)
                if heard.contains(0x50) { try? line.send(Array("PONG\n".utf8)) }
                return gate.state == .ready
            })
        // Nobody reads any more.
        var told: [String] = []
        for number in 1...20_000 {
            guard gate.perform(.open(.entry, tapSequence: UInt64(number))) else { break }
            told.append("OPEN ENTRY \(number)")
        }
        #expect(gate.state == .cannotWrite && told.count > 10 && told.count < 20_000)
        // Now somebody answers, before and after the greeting, and reads.
        #expect(
            Self.wait {
                try? line.send(Array("PONG\n".utf8))
                heard += line.receive(milliseconds: 5)
                return gate.state == .ready
            })
        #expect(gate.perform(.open(.exit, tapSequence: 99_999)))
        #expect(
            Self.wait {
                heard += line.receive(milliseconds: 5)
                return String(decoding: heard, as: UTF8.self).contains("OPEN EXIT 99999\n")
            })
        // What it was told before stands before the greeting, which voids it.
        let parts = String(decoding: heard, as: UTF8.self).split(separator: "HELLO 1\n").map { part in
            part.split(separator: "\n").map(String.init).filter { $0.hasPrefix("OPEN") && !$0.hasSuffix(" VOID") }
        }
        #expect(parts.last == ["OPEN EXIT 99999"])
        #expect(Set(parts.dropLast().joined()).isSubset(of: told))
        gate.close()
    }

    @Test("silent over TCP: what it has not heard goes with the connection, and the next one begins with a greeting")
    func silentConnection() throws {
        let server = try TCPListener()
        var limits = Self.limits
        limits.silenceMilliseconds = 300
        let gate = try Self.gate("127.0.0.1:\(server.port)", limits: limits)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        let connection = try #require(server.accept(milliseconds: 20_000))
        #expect(
            Self.wait {
                if connection.receive().contains("PING") { connection.send("ZONE 0\nPONG\n") }
                return machine.mode == .normal
            })
        #expect(machine.open(GatePass(tapSequence: 5, direction: .entry)))
        #expect(Self.wait { machine.mode == .outOfService && machine.passCount == 0 })
        let next = try #require(server.accept(milliseconds: 20_000))
        #expect(connection.end() == ECONNRESET)
        #expect(Self.wait { next.receive().hasPrefix(" VOID\nHELLO 1\n") })
        // Until it says so the zone is not free, and the lane lets nobody through.
        #expect(
            Self.wait {
                if next.receive().contains("PING") { next.send("PONG\n") }
                return next.receive().contains("SHOW ENTRY en Out of service\n")
            })
        #expect(machine.mode == .outOfService && gate.state == .ready && !next.receive().contains("CLOSE"))
        next.send("ZONE 0\n")
        #expect(Self.wait { next.receive().contains("CLOSE\n") && machine.mode == .normal })
        #expect(!next.receive().contains("OPEN"))
        machine.close()
    }

    @Test(
        "a lane that ends leaves its barrier shut, unless it is released; one that is killed leaves it to the controller"
    )
    func ends() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let controller = GateController(line, silenceMilliseconds: 300)
        var gate = try Self.gate(line.path)
        var machine = try LaneMachine(GateSettings(.entry, rest: .open), hardware: gate, now: Self.now)
        #expect(Self.wait { controller.flaps == .standing })
        machine.close()
        #expect(Self.wait { controller.flaps == .shut })
        #expect(controller.lines.last == "CLOSE")
        gate = try Self.gate(line.path)
        machine = try LaneMachine(GateSettings(.entry, rest: .open), hardware: gate, now: Self.now)
        #expect(Self.wait { controller.flaps == .standing && machine.mode == .normal })
        #expect(machine.open(GatePass(tapSequence: 5, direction: .entry)))
        #expect(Self.wait { controller.passCount == 1 })
        // As a killed process leaves it.
        gate.close()
        #expect(Self.wait { controller.flaps == .shut && controller.passCount == 0 })
        #expect(controller.lines.last != "CLOSE")
        machine.close()
        gate = try Self.gate(line.path)
        machine = try LaneMachine(GateSettings(.entry, rest: .open), hardware: gate, now: Self.now)
        #expect(Self.wait { machine.mode == .normal })
        machine.handle(.command(.release))
        #expect(Self.wait { controller.flaps == .released })
        machine.close()
        usleep(400_000)
        #expect(controller.flaps == .released)
        controller.close()
    }

    @Test("another version: never there; lines that are none are told of once in a while")
    func strange() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let faults = Mutex<[GateLineFault.Kind]>([])
        let gate = try LineGate(
            try #require(GateLineAddress(line.path)), limits: Self.limits, now: Self.now,
            faulty: { fault, _ in faults.withLock { $0.append(fault.kind) } })
        gate.connect { _ in }
        try line.send(Array("AJAR\nAJAR\nHELLO 2\nPONG\n".utf8))
        #expect(Self.wait { gate.state == .otherVersion && gate.faultCount == 2 })
        #expect(faults.withLock { $0 } == [.unknownWord])
        #expect(!gate.perform(.release))
        gate.close()
    }

    @Test("the same over TCP, and again after the controller has gone")
    func tcp() throws {
        let server = try TCPListener()
        let gate = try LineGate(
            try #require(GateLineAddress("127.0.0.1:\(server.port)")), limits: Self.limits, now: Self.now)
        let machine = try LaneMachine(GateSettings(.exit), hardware: gate, now: Self.now)
        for number in 1...2 {
            let connection = try #require(server.accept(milliseconds: 20_000))
            #expect(
                Self.wait {
                    if connection.receive().contains("PING") { connection.send("ZONE 0\nPONG\n") }
                    return machine.mode == .normal
                })
            #expect(machine.open(GatePass(tapSequence: UInt64(number), direction: .exit)))
            #expect(Self.wait { connection.receive().contains("OPEN EXIT \(number)\n") })
            connection.close()
            #expect(Self.wait { machine.mode == .outOfService })
        }
        machine.close()
    }

    @Test(arguments: [
        ("/dev/ttyS0", "serial"), ("./gate", "serial"), ("controller:4001", "controller 4001"),
        ("10.0.0.7:4001", "10.0.0.7 4001"), ("[fe80::1]:4001", "fe80::1 4001"), ("fe80::1:4001", "none"),
        ("controller", "none"), (":4001", "none"), ("controller:", "none"), ("controller:0", "none"),
        ("controller:65536", "none"), ("[]:1", "none"), ("", "none"),
    ])
    func address(text: String, expected: String) {
        switch GateLineAddress(text) {
        case .serial: #expect(expected == "serial")
        case .tcp(let host, let port): #expect(expected == "\(host) \(port)")
        case nil: #expect(expected == "none")
        }
    }

    @Test("no rate that no line has")
    func rate() { #expect(GateLineAddress("/dev/ttyS0", rate: 1234) == nil) }

    @Test("texts: whole characters, no control characters, at most 120 bytes")
    func texts() {
        let long = String(repeating: "请", count: 60)
        let lines = GateLineText.lines(.show(.welcome, .exit)) { _ in .init("a\nOPEN ENTRY 1\r\u{85}b", long) }
        let text = String(decoding: lines, as: UTF8.self)
        #expect(text == "SHOW EXIT zh \(String(repeating: "请", count: 40))\nSHOW EXIT en a OPEN ENTRY 1  b\n")
        #expect(GateLineText.lines(.passed(1)) { _ in "" }.isEmpty)
    }
}
