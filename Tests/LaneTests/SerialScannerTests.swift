import Foundation
import Glibc
import Journal
import Lane
import QRTickets
import Synchronization
import TestSupport
import Testing

/// A scanner on a pseudo terminal: every byte passes, and it comes back as often as it is unplugged.
@Suite(.serialized)
struct SerialScannerTests {
    private struct Lost: Error {
        let what: String
    }

    private static func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
    private static let code: [UInt8] = [0x81, 0x01, 0x49] + [UInt8](repeating: 0x33, count: 329)

    private static func settings() throws -> ScannerSettings {
        var settings = try #require(ScannerSettings())
        settings.retryMilliseconds = 1...5
        return settings
    }

    private static func next(_ scanner: SerialScanner, seconds: UInt64 = 20) -> FramerEvent? {
        scanner.next(until: now() + seconds * 1_000_000_000)?.event
    }

    private static func wait(_ scanner: SerialScanner, for state: ScannerState) -> Bool {
        let end = now() + 20_000_000_000
        while scanner.state != state {
            guard now() < end else { return false }
            usleep(500)
        }
        return true
    }

    @Test func ratesThatNoScannerHas() {
        for rate in ScannerSettings.rates { #expect(ScannerSettings(rate: rate)?.rate == rate) }
        for rate in [0, -1, 1200, 115_201, Int.max] { #expect(ScannerSettings(rate: rate) == nil) }
    }

    @Test("all 256 values pass, none of them changed, added or taken for a sign")
    func everyValue() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let scanner = try SerialScanner(line.path, try Self.settings(), now: Self.now)
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .ready))
        for start in stride(from: 0, to: 256, by: 32) {
            var code = Self.code
            for value in 0..<256 { code[3 + value] = UInt8((value + start) % 256) }
            try line.send(code)
            #expect(Self.next(scanner) == .code(code))
        }
        try line.send([0x81, 0x55, 0x64, 0x0D, 0x0A, 0x02, 0x03, 0x11, 0x13, 0x04, 0x7F])
        #expect(Self.next(scanner) == .code([0x81, 0x55, 0x64, 0x0D, 0x0A, 0x02, 0x03, 0x11, 0x13, 0x04, 0x7F]))
        try line.send(Array("M1ABC\r\nM1DEF\r".utf8))
        #expect(Self.next(scanner) == .code(Array("M1ABC".utf8)))
        #expect(Self.next(scanner) == .code(Array("M1DEF".utf8)))
    }

    @Test("byte by byte within the gap is one code; a hang-up in the middle is named")
    func dribble() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("scanner"))
        var settings = try Self.settings()
        // The machine may be busy: the test's own pauses must stay below it.
        settings.framing.silenceNanoseconds = 400_000_000
        let scanner = try SerialScanner(line.path, settings, now: Self.now)
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .ready))
        for byte in Self.code {
            try line.send([byte])
            usleep(200)
        }
        #expect(Self.next(scanner) == .code(Self.code))
        try line.send(Array(Self.code.prefix(200)))
        #expect(Self.next(scanner) == .cutShort(Array(Self.code.prefix(200))))
        try line.send(Self.code)
        #expect(Self.next(scanner) == .code(Self.code))
    }

    @Test("the oldest of more codes than wait is lost, and counted")
    func bounded() throws {
        let folder = try TemporaryFolder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let scanner = try SerialScanner(line.path, try Self.settings(), now: Self.now)
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .ready))
        for number in 0..<20 { try line.send(Array("M1\(number)\r".utf8)) }
        let end = Self.now() + 20_000_000_000
        while scanner.lostCodes < 4, Self.now() < end { usleep(1000) }
        #expect(scanner.lostCodes == 4)
        #expect(Self.next(scanner) == .code(Array("M14".utf8)))
        scanner.forget()
        #expect(scanner.next(until: Self.now() + 20_000_000) == nil)
    }

    @Test func everyObstacleHasItsName() throws {
        let folder = try TemporaryFolder()
        func state(_ path: String, _ expected: ScannerState) throws {
            let scanner = try SerialScanner(path, try Self.settings(), now: Self.now)
            defer { scanner.close() }
            #expect(Self.wait(scanner, for: expected), "\(path): \(scanner.state)")
        }
        try state(folder.file("none/scanner"), .missing)
        try state(folder.path, .notATerminal)
        try state("/dev/null", .notATerminal)
        let file = folder.file("file")
        try Data().write(to: URL(filePath: file))
        try state(file, .notATerminal)
        if geteuid() != 0 {
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
            try state(file, .noPermission)
        }
    }

    @Test("a FIFO stands for a terminal")
    func fifo() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("fifo")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        let scanner = try SerialScanner(path, try Self.settings(), now: Self.now)
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .ready))
        for _ in 0..<3 {
            let writer = try FileHandle(forWritingTo: URL(filePath: path))
            try writer.write(contentsOf: Data(Self.code))
            try writer.close()
            #expect(Self.next(scanner) == .code(Self.code))
        }
    }

    @Test("a FIFO's writers that leave at once, before anybody reads, lose nothing")
    func hurriedWriters() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("fifo")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        let states = Mutex<[ScannerState]>([])
        let scanner = try SerialScanner(path, try Self.settings(), now: Self.now) { state in
            states.withLock { $0.append(state) }
        }
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .ready))
        for number in 0..<200 {
            let code = Array("M1CODE\(number)\r".utf8)
            for part in [code.prefix(3), code.dropFirst(3)] {
                let writer = try FileHandle(forWritingTo: URL(filePath: path))
                try writer.write(contentsOf: Data(part))
                try writer.close()
            }
            #expect(Self.next(scanner) == .code(Array("M1CODE\(number)".utf8)))
        }
        #expect(states.withLock { $0 } == [.ready])
    }

    @Test("unplugged and plugged in a thousand times: each code arrives, and no descriptor stays")
    func thousandTimes() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("scanner")
        let states = Mutex<[ScannerState: Int]>([:])
        let scanner = try SerialScanner(path, try Self.settings(), now: Self.now) { state in
            states.withLock { $0[state, default: 0] += 1 }
        }
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .missing))
        var descriptors: [Int] = []
        for number in 0..<1000 {
            let line = try PseudoTerminal(path)
            guard Self.wait(scanner, for: .ready) else { throw Lost(what: "not ready at \(number)") }
            let code = Self.code.dropLast(2) + [UInt8(number >> 8), UInt8(number & 0xFF)]
            try line.send(Array(code))
            guard Self.next(scanner) == .code(Array(code)) else { throw Lost(what: "no code at \(number)") }
            // Cut in the middle of the next one, every other time.
            if number % 2 == 0 { try line.send(Array(code.prefix(9))) }
            line.cut()
            guard Self.wait(scanner, for: .unplugged) else { throw Lost(what: "still there at \(number)") }
            scanner.forget()
            if number == 10 || number == 999 {
                descriptors.append(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count)
            }
        }
        #expect(states.withLock { $0[.ready] } == 1000)
        // Other suites may hold some at the time.
        #expect(abs(descriptors[1] - descriptors[0]) < 100)
    }

    @Test("a path that leads elsewhere is followed, though the old line is still there")
    func moved() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("scanner")
        let old = try PseudoTerminal(path)
        let scanner = try SerialScanner(path, try Self.settings(), now: Self.now)
        defer { scanner.close() }
        #expect(Self.wait(scanner, for: .ready))
        try FileManager.default.removeItem(atPath: path)
        #expect(Self.wait(scanner, for: .unplugged))
        let new = try PseudoTerminal(path)
        #expect(Self.wait(scanner, for: .ready))
        try old.send(Self.code)
        try new.send(Array("M1\r".utf8))
        #expect(Self.next(scanner) == .code(Array("M1".utf8)))
    }

    @Test func afterTheEndNothingComes() throws {
        let folder = try TemporaryFolder()
        let scanner = try SerialScanner(folder.file("none"), try Self.settings(), now: Self.now)
        scanner.close()
        scanner.close()
        #expect(Self.next(scanner) == nil)
    }
}
