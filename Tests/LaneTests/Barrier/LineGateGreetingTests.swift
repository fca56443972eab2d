import Foundation
import Gate
import Glibc
import Lane
import Synchronization
import TestSupport
import Testing

/// A controller that is lost and is heard again in one breath: it is greeted before it counts as there, and told all
/// anew.
@Suite(.serialized)
struct LineGateGreetingTests {
    /// A driver under whose events a test does something of its own, on the driver's thread.
    private final class Watched: GateHardware {
        private let gate: LineGate
        private let before: @Sendable (GateEvent) -> Void
        private let after: @Sendable (GateEvent) -> Void

        init(
            _ gate: LineGate, before: @escaping @Sendable (GateEvent) -> Void,
            after: @escaping @Sendable (GateEvent) -> Void
        ) {
            self.gate = gate
            self.before = before
            self.after = after
        }

        func connect(_ take: @escaping @Sendable (GateEvent) -> Void) {
            gate.connect { event in
                self.before(event)
                take(event)
                self.after(event)
            }
        }

        func perform(_ action: GateAction) -> Bool { gate.perform(action) }
        func close() { gate.close() }
    }

    /// The far end, read by whoever has it, the driver's thread included.
    private final class FarEnd: @unchecked Sendable {
        private let line: PseudoTerminal
        private let text = Mutex("")

        init(_ line: PseudoTerminal) { self.line = line }

        /// Reads what has come, and answers heartbeats; a controller answers a greeting with its zone.
        func listen() {
            let bytes = line.receive(milliseconds: 5)
            let before = greetings
            let news = String(decoding: bytes, as: UTF8.self)
            text.withLock { $0 += news }
            let answer = (greetings > before ? "ZONE 0\n" : "") + (news.contains("PING\n") ? "PONG\n" : "")
            if !answer.isEmpty { say(answer) }
        }

        /// Reads all that has come, and answers nothing.
        func drain() {
            while case let bytes = line.receive(milliseconds: 5), !bytes.isEmpty {
                text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
        }

        func say(_ words: String) { try? line.send(Array(words.utf8)) }

        var greetings: Int { text.withLock { $0.components(separatedBy: "HELLO 1\n").count - 1 } }

        /// The lines since the last greeting.
        var lines: [String] {
            text.withLock { text in
                (text.components(separatedBy: "HELLO 1\n").last ?? "").split(separator: "\n").map(String.init)
            }
        }

        /// Of those, what tells a barrier to stand open.
        var told: [String] { lines.filter { $0 == "RELEASE" || $0 == "STAND" } }
    }

    private static func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

    private static let limits: GateLineLimits = {
        var limits = GateLineLimits()
        limits.heartbeatMilliseconds = 20
        limits.silenceMilliseconds = 5000
        return limits
    }()

    private static func wait(seconds: UInt64 = 20, _ isTrue: () -> Bool) -> Bool {
        let end = now() + seconds * 1_000_000_000
        while !isTrue() {
            guard now() < end else { return false }
            usleep(500)
        }
        return true
    }

    /// What a lane tells its barrier without a rider, and whether it is released.
    private static let lanes: [(told: String, isReleased: Bool)] = [("RELEASE", true), ("STAND", false)]

    @Test("ten bad lines and an answer in one write: greeted, then told anew", arguments: lanes)
    func garbled(told: String, isReleased: Bool) throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let end = FarEnd(line)
        let gate = try LineGate(try #require(GateLineAddress(line.path)), limits: Self.limits, now: Self.now)
        let machine = try LaneMachine(GateSettings(.entry, rest: .open), hardware: gate, now: Self.now)
        if isReleased { machine.handle(.command(.release)) }
        #expect(
            Self.wait {
                end.listen()
                return end.told == [told]
            })
        let before = end.greetings
        end.say(String(repeating: "AJAR\n", count: 10) + "PONG\n")
        #expect(
            Self.wait(seconds: 5) {
                end.listen()
                return end.greetings > before && end.told == [told]
            }, "told \(end.told) after \(end.greetings - before) greetings")
        machine.close()
    }

    @Test("a zone that is garbled in the answer to the greeting is asked for again: the lane comes into service")
    func garbledZone() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let end = FarEnd(line)
        let gate = try LineGate(try #require(GateLineAddress(line.path)), limits: Self.limits, now: Self.now)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        #expect(
            Self.wait {
                end.listen()
                return machine.mode == .normal && gate.state == .ready
            })
        end.say(String(repeating: "AJAR\n", count: 10))
        #expect(Self.wait { machine.mode != .normal })
        let before = end.greetings
        // Its answer to the greeting that follows is spoiled.
        #expect(
            Self.wait {
                end.drain()
                return end.greetings > before
            })
        end.say("HELLO 1\nZONE\u{7F}0\nPONG\n")
        #expect(
            Self.wait(seconds: 5) {
                end.listen()
                return machine.mode == .normal
            }, "\(machine.mode) after \(end.greetings - before) greetings")
        #expect(end.greetings > before + 1)
        machine.close()
    }

    /// A lane in service over a line whose controller is silent now, and has not heard the greeting that followed.
    private static func silent(_ line: PseudoTerminal, _ end: FarEnd) throws -> (LaneMachine, LineGate) {
        var limits = limits
        limits.silenceMilliseconds = 300
        let gate = try LineGate(try #require(GateLineAddress(line.path)), limits: limits, now: now)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: now)
        #expect(
            wait {
                end.listen()
                return machine.mode == .normal && gate.state == .ready
            })
        let before = end.greetings
        #expect(
            wait {
                end.drain()
                return gate.state == .silent && end.greetings > before
            })
        return (machine, gate)
    }

    @Test("a greeting that nobody has heard is said again with each heartbeat: the lane comes into service")
    func missed() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let end = FarEnd(line)
        let (machine, gate) = try Self.silent(line, end)
        #expect(
            Self.wait(seconds: 5) {
                end.listen()
                return machine.mode == .normal
            }, "\(machine.mode), \(gate.state)")
        // None follows its answer: a greeting would void what the lane has told since.
        #expect(
            Self.wait(seconds: 5) {
                end.listen()
                return end.lines.contains("CLOSE")
            })
        machine.close()
    }

    @Test("who stood in the zone before another gap is not known behind it: nothing shuts until it is said again")
    func staleZone() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let end = FarEnd(line)
        let (machine, gate) = try Self.silent(line, end)
        // The cable is back for a moment, and out again: somebody steps in.
        end.say("ZONE 0\n")
        let before = end.greetings
        #expect(
            Self.wait(seconds: 5) {
                end.drain()
                return end.greetings > before + 2
            }, "\(end.greetings - before) greetings")
        end.say("PONG\n")
        #expect(Self.wait { gate.state == .ready })
        usleep(100_000)
        end.drain()
        #expect(machine.mode == .outOfService && !end.lines.contains("CLOSE"), "\(machine.mode), told \(end.lines)")
        end.say("ZONE 1\nPONG\n")
        #expect(Self.wait { machine.mode == .normal })
        end.drain()
        #expect(!end.lines.contains("CLOSE"), "told \(end.lines)")
        machine.close()
    }

    @Test("the same over TCP: the next connection is told anew")
    func garbledConnection() throws {
        let server = try TCPListener()
        let address = try #require(GateLineAddress("127.0.0.1:\(server.port)"))
        let gate = try LineGate(address, limits: Self.limits, now: Self.now)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        machine.handle(.command(.release))
        for number in 1...2 {
            let connection = try #require(server.accept(milliseconds: 20_000))
            #expect(
                Self.wait(seconds: 5) {
                    if connection.receive().contains("PING") { connection.send("ZONE 0\nPONG\n") }
                    return connection.receive().contains("RELEASE\n")
                }, "connection \(number)")
            connection.send(String(repeating: "AJAR\n", count: 10) + "PONG\n")
            #expect(connection.end() == ECONNRESET)
        }
        machine.close()
    }

    @Test("what a controller answers before the lane is there is not lost", arguments: [false, true])
    func heardLater(isOccupied: Bool) throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let gate = try LineGate(try #require(GateLineAddress(line.path)), limits: Self.limits, now: Self.now)
        let controller = GateController(line)
        controller.zone = isOccupied ? "ZONE 1" : "ZONE 0"
        // Somebody who is seen to stand there is not shut onto; who is not heard of is no reason to stay out of
        // service.
        controller.answers = isOccupied
        usleep(200_000)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        controller.answers = true
        #expect(Self.wait(seconds: 5) { machine.mode == .normal })
        #expect(isOccupied || Self.wait(seconds: 5) { controller.lines.contains("CLOSE") })
        usleep(100_000)
        #expect(controller.lines.contains("CLOSE") == !isOccupied)
        machine.close()
        controller.close()
    }

    @Test("a line that is full for an event's own answer, and free again for the next: greeted, then told anew")
    func full() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("gate"))
        let end = FarEnd(line)
        let gate = try LineGate(try #require(GateLineAddress(line.path)), limits: Self.limits, now: Self.now)
        let isOver = Mutex(false)
        // Nobody reads while the barrier's report is dealt with; then all is read, and the rest of the write is dealt
        // with.
        let watched = Watched(
            gate,
            before: { event in
                guard event == .barrier(.closed) else { return }
                while gate.perform(.show(.emergencyExit, .entry)) {}
            },
            after: { event in
                guard event == .barrier(.closed) else { return }
                end.drain()
                isOver.withLock { $0 = true }
            })
        let machine = try LaneMachine(GateSettings(.entry), hardware: watched, now: Self.now)
        machine.handle(.command(.release))
        #expect(
            Self.wait {
                end.listen()
                return end.told == ["RELEASE"]
            })
        let before = end.greetings
        // Now it lies: it is told once more to release, and the line is full.
        end.say("BARRIER CLOSED\nPONG\n")
        #expect(Self.wait { isOver.withLock { $0 } })
        #expect(
            Self.wait(seconds: 5) {
                end.listen()
                return end.greetings > before && end.told == ["RELEASE"]
            }, "told \(end.told) after \(end.greetings - before) greetings")
        machine.close()
    }
}
