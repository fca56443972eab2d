import CSystemClock
import Foundation
import Glibc
import TestSupport
import Testing

/// Scanners that are not there, or go and come back; clocks that nobody keeps.
@Suite(.serialized)
struct ScannerPlaceTests {
    @Test(
        "a scanner that cannot be read is named in both languages, the lane waits for it, and ends when it is told",
        arguments: ["en", "zh"],
        [
            ("none", "is not there", "不存在"), ("folder", "is no serial device", "不是串口设备"),
            ("file", "is no serial device", "不是串口设备"), ("/dev/null", "is no serial device", "不是串口设备"),
        ])
    func cannotBeRead(language: String, place: (path: String, english: String, chinese: String)) throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
        try folder.write(TestCodes.hex(TestCodes.fareGate(1)), to: "file")
        let gate = try RunningGate(place.path, in: folder, more: ["--lang", language])
        try gate.wait(words: language == "en" ? place.english : place.chinese)
        #expect(try gate.end() == 0)
        #expect(try gate.taps.isEmpty)
        #expect(try GateRecords(in: folder).signals.isEmpty)
    }

    private static let dropper = "/usr/bin/setpriv"

    @Test(
        "a scanner of another group is named",
        .enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: dropper)))
    func noPermission() throws {
        let folder = try Folder()
        #expect(unsafe mkfifo(folder.file("fifo"), 0o600) == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
        let gate = RunningGate.arguments("fifo", "day").map { "'\($0)'" }.joined(separator: " ")
        let run = try Binary.shell(
            """
            \(Self.dropper) --reuid 65534 --clear-groups "$FG" \(gate) 2> words & gate=$!
            tries=0
            until grep -q 'may not be opened' words || [ $tries -ge 300 ]; do tries=$((tries + 1)); sleep 0.1; done
            kill $gate; wait $gate
            """, in: folder)
        #expect(run.code == 0)
        #expect(try folder.text("words").contains("fifo may not be opened; is this user in its group"))
    }

    @Test("unplugged in the middle of a code, and back: it is said, and the next code opens")
    func unplugged() throws {
        let folder = try Folder()
        var line = try PseudoTerminal(folder.file("scanner"))
        let gate = try RunningGate("scanner", in: folder)
        for number in 0..<3 {
            try gate.wait { try gate.words.split(separator: "\n").count { $0.contains("is there") } > number }
            let code = TestCodes.fareGate(number)
            try line.send(code)
            #expect(try gate.wait(taps: number + 1) == "open entered")
            try line.send(Array(TestCodes.fareGate(9).prefix(100)))
            line.cut()
            try gate.wait { try gate.words.split(separator: "\n").count { $0.contains("has gone") } > number }
            if number < 2 { line = try PseudoTerminal(folder.file("scanner")) }
        }
        #expect(try gate.end() == 0)
        #expect(try gate.taps.count == 3)
        #expect(try GateRecords(in: folder).opened.count == 3)
    }

    @Test(
        "no time service and one asked for: codes are refused, and it is said why, in both languages",
        .enabled(if: !faregate_clock_is_synchronised(), "skipped: a time service keeps this machine's clock"),
        arguments: [("en", "no time service"), ("zh", "没有授时服务")])
    func timeService(language: String, words: String) throws {
        let folder = try Folder()
        try folder.write(TestCodes.hex(TestCodes.fareGate(1)), to: "input")
        let gate = try RunningGate(
            "-", in: folder, input: "input", more: ["--require-time-service", "--lang", language])
        #expect(try gate.wait() == 0)
        #expect(try gate.verdicts == ["refused clock"])
        #expect(try gate.words.contains(words))
        #expect(try GateRecords(in: folder).notes == ["code refused: clock"])
    }

    @Test(arguments: [
        ["--baud", "1200"], ["--max-validity", "0"], ["--reader", "x"], ["--simulated", "quickpass-debit"],
        ["--scanner-suffix", "tab"], ["--scanner-encoding", "ascii"], ["--replay-store", "day.signals"],
    ])
    func isUsage(more: [String]) throws {
        let folder = try Folder()
        let run = try Binary.run(RunningGate.arguments("-", "day") + more, in: folder.path)
        #expect(run.code == 64, "\(run.words)")
        #expect(try folder.names().isEmpty)
    }
}
