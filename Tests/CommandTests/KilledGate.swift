import Foundation
import Glibc
import TestSupport
import Testing

/// The real gate in one folder, killed with SIGKILL at moments that nobody chose, and started again.
struct KilledGate {
    /// Kills in one folder: each start is ten minutes later than the last, and all are of one day.
    static let mostKills = 100

    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Starts and kills the gate so many times, and counts.
    func kill(times: Int) throws -> SignalCount {
        precondition(times <= Self.mostKills)
        var random = SystemRandomNumberGenerator()
        // How long a start takes differs tenfold between builds: the kills lie around the first taps.
        let start = try startMicroseconds()
        for round in 0..<times {
            let process = try launch(round: round + 1, more: [])
            usleep(UInt32.random(in: start / 4...start + 300_000, using: &random))
            Glibc.kill(process.process.processIdentifier, SIGKILL)
            let words = try process.wait()
            #expect(process.process.terminationReason == .uncaughtSignal, "\(words)")
            #expect(process.process.terminationStatus == SIGKILL, "\(words)")
        }
        return try count()
    }

    /// From the start of the process to the end of its first tap.
    private func startMicroseconds() throws -> UInt32 {
        let begun = DispatchTime.now().uptimeNanoseconds
        let process = try launch(round: 0, more: ["--count", "1"])
        let words = try process.wait()
        #expect(process.process.terminationStatus == 0, "\(words)")
        return UInt32((DispatchTime.now().uptimeNanoseconds - begun) / 1000)
    }

    /// A card that was let in at the start before is let in anew ten minutes later, not resumed.
    private func launch(round: Int, more: [String]) throws -> Launched {
        let minute = round * 10
        let time = "2026-11-24 \(Self.two(minute / 60)):\(Self.two(minute % 60)):00"
        return try Launched(
            [
                "gate", "--simulated", "quickpass-credit", "--cards", "40", "--interval-ms", "0", "--station", "罗湖",
                "--direction", "entry", "--journal", "j", "--barrier", "signals", "--time", time, "--json",
            ] + more, in: folder)
    }

    private func count() throws -> SignalCount {
        let verified = try Binary.run(["journal", "verify", "j", "--json"], in: folder.path)
        #expect(verified.code == 0, "\(verified.output)")
        let shown = try Binary.run(["journal", "show", "j"], in: folder.path)
        return try SignalCount(shown: shown.output, signals: try folder.text("signals"))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A process that runs beside the test.
private struct Launched {
    let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let words: URL

    init(_ arguments: [String], in folder: Folder) throws {
        words = URL(fileURLWithPath: try folder.write("", to: "words"))
        process.executableURL = URL(fileURLWithPath: try Binary.path.get())
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: words)
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    /// Waits for its end; what it has said.
    func wait() throws -> String {
        guard ended.wait(timeout: .now() + 60) == .success else { throw Missing(what: "the end of the gate") }
        return String(decoding: try Data(contentsOf: words), as: UTF8.self)
    }
}
