import Foundation
import Glibc
import TestSupport
import Testing

/// The real gate with a scanner of codes, from light or line to the barrier.
@Suite(.serialized)
struct ScannerGateTests {
    private static let drawer = "/usr/bin/qrencode"

    private static var now: UInt32 { UInt32(Date().timeIntervalSince1970) }

    @Test(
        "issued, drawn, read, accepted once, then a replay, at every lane",
        .enabled(if: FileManager.default.isExecutableFile(atPath: drawer), "skipped: no qrencode; run .ci/setup"),
        arguments: ["mot-v2", "fg-sm2", "fg-p256", "fg-ed25519", "uic-u2"])
    func fromLight(format: String) throws {
        let folder = try Folder()
        let drawn = try Binary.shell(
            """
            "$FG" qr issue --format \(format) --account 8800000000000001 --at \(TestCodes.time) --out code.bin
            \(Self.drawer) -8 -r code.bin -o code.png && "$FG" qr scan code.png --json > scanned
            """, in: folder)
        #expect(drawn.code == 0, "\(drawn.words)")
        let data = Data(try folder.text("scanned").utf8)
        let scanned = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let payload = try #require(scanned["payload_hex"] as? String)
        let code = try Data(contentsOf: URL(fileURLWithPath: folder.file("code.bin")))
        #expect(payload == TestCodes.hex(Array(code)) && scanned["format"] as? String == scannedFormat(format))
        try folder.write(payload, to: "payload")
        for (lane, seconds, result, isRepeated) in [
            ("west", 0, "accept", false), ("west", 2, "accept", true), ("west", 5, "replay", false),
            ("east", 5, "replay", false), ("west", 61, "expired", false),
        ] as [(String, UInt32, String, Bool)] {
            let run = try Binary.run(
                [
                    "qr", "verify", "payload", "--test-roots", "--replay-store", "shown", "--lane", lane, "--now",
                    "\(TestCodes.time + seconds)", "--json",
                ], in: folder.path, environment: ["XDG_STATE_HOME": folder.file("state")])
            let object = try run.object()
            #expect(run.code == 0 && object["result"] as? String == result, "\(lane) \(seconds): \(object)")
            #expect(object["repeated"] as? Bool == isRepeated, "\(lane) \(seconds)")
        }
    }

    @Test("a serial scanner by the machine's clock: entry, replay there and at a second gate, exit with the fare")
    func serial() throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        // Bytes that other programs take for the end of a code, or for its beginning.
        let custom: [UInt8] = [0x0D, 0x0A, 0x02, 0x03, 0x11, 0x13, 0x00, 0x0D]
        let code = TestCodes.ministry(1, at: Self.now, custom: custom)
        let gate = try RunningGate("scanner", in: folder, clock: nil)
        try gate.wait(words: "scanner scanner is there")
        try line.send(code)
        #expect(try gate.wait(taps: 1) == "open entered")
        sleep(3)
        try line.send(code)
        #expect(try gate.wait(taps: 2) == "refused replay")
        let second = try PseudoTerminal(folder.file("scanner-2"))
        let other = try RunningGate(
            "scanner-2", in: folder, journal: "other", clock: nil, more: ["--replay-store", "day/codes.sqlite"])
        try other.wait(words: "scanner scanner-2 is there")
        try second.send(code)
        #expect(try other.wait(taps: 1) == "refused replay")
        #expect(try gate.end() == 0 && other.end() == 0)

        let exit = try RunningGate("scanner", in: folder, station: "机场东", direction: "exit", clock: nil)
        try exit.wait(words: "scanner scanner is there")
        let later = TestCodes.ministry(1, at: Self.now, custom: custom)
        try line.send(later)
        #expect(try exit.wait(taps: 1) == "open completed")
        let tap = try #require(try exit.taps.last)
        #expect(tap["fare_fen"] as? Int == 900 && tap["entry_station"] as? String == "SZ001", "\(tap)")
        #expect(tap["medium"] as? String == "qr-code" && tap["code_format"] as? String == "mot-v2")
        #expect(try exit.end() == 0)

        let records = try GateRecords(in: folder)
        #expect(records.approved.map { $0["medium"] as? String } == ["qr-code", "qr-code"])
        #expect(records.approved.last?["charge_fen"] as? Int == 900)
        #expect(records.notes == ["code refused: replay"])
        #expect(try GateRecords("other", in: folder).approved.isEmpty)
        #expect(try GateRecords("other", in: folder).notes == ["code refused: replay"])
    }

    /// What `qr scan` says: it looks at how a code begins.
    private func scannedFormat(_ format: String) -> String { format.hasPrefix("fg-") ? "fg" : format }

    private static let framings: [(options: [String], code: @Sendable ([UInt8]) -> [UInt8])] = [
        ([], { $0 }),
        (["--scanner-suffix", "cr", "--baud", "9600"], { $0 + [0x0D] }),
        (["--scanner-suffix", "lf"], { $0 + [0x0A] }),
        (["--scanner-suffix", "crlf"], { $0 + [0x0D, 0x0A] }),
        (["--scanner-suffix", "etx"], { $0 + [0x03] }),
        // A suffix that was set and does not come.
        (["--scanner-suffix", "crlf"], { $0 }),
        ([], { Array(TestCodes.hex($0).utf8) + [0x0D, 0x0A] }),
        (["--scanner-encoding", "hex"], { Array(TestCodes.hex($0).utf8) + [0x0D] }),
        (["--scanner-encoding", "base64"], { Array(Data($0).base64EncodedString().utf8) + [0x0A] }),
    ]

    @Test("what scanners add behind a code, and how they write it", arguments: framings.indices)
    func framing(index: Int) throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let framing = Self.framings[index]
        let gate = try RunningGate("scanner", in: folder, more: framing.options)
        try gate.wait(words: "is there")
        for number in 0..<3 {
            let code = number == 1 ? TestCodes.ministry(1, custom: [0x0D, 0x0A, 0x03]) : TestCodes.fareGate(number)
            try line.send(framing.code(code))
            #expect(try gate.wait(taps: number + 1) == "open entered")
        }
        // What is no code of the scanner's encoding is said, and no tap.
        try line.send(Array("TX0102\r".utf8))
        if framing.options.contains("--scanner-encoding") {
            try gate.wait(words: "6 bytes that are neither hex nor base64")
        } else {
            #expect(try gate.wait(taps: 4) == "refused unsupported-format")
        }
        #expect(try gate.end() == 0)
        #expect(try GateRecords(in: folder).opened.count == 3)
    }

    @Test("a FIFO that nobody has opened yet, and that its writers leave")
    func fifo() throws {
        let folder = try Folder()
        #expect(unsafe mkfifo(folder.file("fifo"), 0o600) == 0)
        let gate = try RunningGate("fifo", in: folder)
        try gate.wait(words: "is there")
        for number in 0..<3 {
            let writer = try FileHandle(forWritingTo: URL(filePath: folder.file("fifo")))
            try writer.write(contentsOf: Data(TestCodes.fareGate(number)))
            try writer.close()
            #expect(try gate.wait(taps: number + 1) == "open entered")
        }
        #expect(try gate.end() == 0)
    }

    @Test("lines on stdin: hex, base64, blanks, nonsense, the last one without an end")
    func lines() throws {
        let folder = try Folder()
        let codes = (0..<4).map { TestCodes.fareGate($0) }
        let lines = [
            TestCodes.hex(codes[0]), "", TestCodes.hex(codes[0]), Data(codes[1]).base64EncodedString(),
            TestCodes.hex(codes[2]).uppercased() + "\r", "134567890123456789", "zz!",
            String(repeating: "0", count: 9000), TestCodes.hex(codes[0]), TestCodes.hex(codes[3]),
        ]
        try folder.write(lines.joined(separator: "\n"), to: "input")
        let gate = try RunningGate("-", in: folder, input: "input")
        #expect(try gate.wait() == 0)
        #expect(
            try gate.verdicts == [
                "open entered", "open entered", "open entered", "refused unsupported-format", "refused unknown-format",
                "open entered",
            ])
        #expect(try gate.words.contains("more bytes than any code has"))
        #expect(try GateRecords(in: folder).opened.count == 4)
    }

    @Test("a code that is held before the scanner, ten times a second for five seconds: one tap, one line")
    func held() throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let gate = try RunningGate("scanner", in: folder, clock: nil)
        try gate.wait(words: "is there")
        let code = TestCodes.ministry(1, at: Self.now)
        for _ in 0..<50 {
            try line.send(code)
            usleep(100_000)
        }
        let next = TestCodes.ministry(2, at: Self.now)
        try line.send(next)
        try gate.wait(taps: 2)
        #expect(try gate.verdicts == ["open entered", "open entered"])
        #expect(try gate.end() == 0)
        let records = try GateRecords(in: folder)
        #expect(records.signals.count == 2 && records.approved.count == 2 && records.notes.isEmpty)
    }

    @Test(
        "a gate ends by SIGTERM or SIGINT with its journal closed, whatever its scanner does",
        arguments: [SIGTERM, SIGINT])
    func ends(signal: Int32) throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let gate = try RunningGate("scanner", in: folder)
        try gate.wait(words: "is there")
        try line.send(TestCodes.fareGate(1))
        try gate.wait(taps: 1)
        // In the middle of a code.
        try line.send(Array(TestCodes.fareGate(2).prefix(40)))
        #expect(try gate.end(by: signal) == 0)
        let verified = try Binary.run(["journal", "verify", "day", "--json"], in: folder.path)
        let object = try verified.object()
        #expect(verified.code == 0 && object["ok"] as? Bool == true)
        #expect(try GateRecords(in: folder).opened.count == 1)
    }
}
