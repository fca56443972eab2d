import Foundation
import Glibc
import TestSupport
import Testing

/// A gate with a scanner that runs beside its test; it ends with it.
final class RunningGate {
    /// The longest that a test waits for anything; machines differ tenfold.
    private static let longestSeconds = 120.0

    let process = Process()
    private let folder: Folder
    private let name: String
    private let ended = DispatchSemaphore(value: 0)
    private var hasEnded = false

    /// Starts a gate.
    ///
    /// - Parameters:
    ///   - scanner: Its path; for `-` the lines come from the file `input`.
    ///   - journal: Also the name of its barrier, its output and its words.
    ///   - clock: Nil: the machine's.
    init(
        _ scanner: String, in folder: Folder, journal: String = "day", station: String = "罗湖",
        direction: String = "entry", clock: String? = TestCodes.clock, input: String? = nil, more: [String] = []
    ) throws {
        (self.folder, name) = (folder, journal)
        process.executableURL = URL(fileURLWithPath: try Binary.path.get())
        process.arguments = Self.arguments(scanner, journal, station, direction, clock) + more
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ["PATH": "/usr/bin:/bin"]
        process.standardInput =
            try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file($0))) }
            ?? FileHandle.nullDevice
        process.standardOutput = try FileHandle(
            forWritingTo: URL(fileURLWithPath: try folder.write("", to: "\(name).out")))
        process.standardError = try FileHandle(
            forWritingTo: URL(fileURLWithPath: try folder.write("", to: "\(name).err")))
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    deinit { if !hasEnded { kill(process.processIdentifier, SIGKILL) } }

    /// The arguments of a gate that takes test codes.
    static func arguments(
        _ scanner: String, _ journal: String, _ station: String = "罗湖", _ direction: String = "entry",
        _ clock: String? = TestCodes.clock
    ) -> [String] {
        [
            "gate", "--scanner", scanner, "--station", station, "--direction", direction, "--journal", journal,
            "--barrier", "\(journal).signals", "--test-roots", "--json",
        ] + (clock.map { ["--time", $0] } ?? [])
    }

    /// What it has said to people.
    var words: String { get throws { try folder.text("\(name).err") } }

    /// The taps it has printed.
    var taps: [[String: Any]] { get throws { try Self.taps(try folder.text("\(name).out")) } }

    /// Taps of a gate's output; a line that is being written is none yet.
    static func taps(_ output: String) throws -> [[String: Any]] {
        let whole = output.lastIndex(of: "\n").map { output[...$0] } ?? ""
        return try whole.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    /// Outcome and reason of each tap.
    var verdicts: [String] { get throws { try taps.map(Self.verdict) } }

    static func verdict(_ tap: [String: Any]) -> String {
        "\(tap["outcome"] as? String ?? "?") \(tap["reason"] as? String ?? "?")"
    }

    /// Waits until it has said so.
    func wait(words: String) throws {
        try wait("the words \"\(words)\"") { try self.words.contains(words) }
    }

    /// Waits until it has printed so many taps; the verdict of the last one.
    @discardableResult
    func wait(taps count: Int) throws -> String {
        try wait("\(count) taps") { try self.taps.count >= count }
        return Self.verdict(try #require(try taps.last))
    }

    /// Waits until something is so.
    func wait(_ what: String = "something", until isDone: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(Self.longestSeconds)
        while try !isDone() {
            guard Date() < end, process.isRunning else {
                throw Missing(what: "\(what) of the gate, which said: \(try words)\(try folder.text("\(name).out"))")
            }
            usleep(2000)
        }
    }

    /// Tells it to end, and waits for that; its exit code, or the signal's number below zero.
    @discardableResult
    func end(by signal: Int32 = SIGTERM) throws -> Int32 {
        kill(process.processIdentifier, signal)
        return try wait()
    }

    /// Waits for its end.
    @discardableResult
    func wait() throws -> Int32 {
        guard ended.wait(timeout: .now() + 600) == .success else { throw Missing(what: "the end of the gate") }
        hasEnded = true
        let code = process.terminationStatus
        return process.terminationReason == .exit ? code : -code
    }
}
