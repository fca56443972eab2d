import Foundation
import Glibc
import TestSupport
import Testing

/// A gate of a configuration that runs beside its test; it ends with it.
final class ConfiguredGate {
    /// The longest that a test waits for anything; machines differ tenfold.
    private static let longestSeconds = 120.0

    let process = Process()
    private let folder: Folder
    private let ended = DispatchSemaphore(value: 0)
    private var hasEnded = false

    /// Starts a gate by `gate.yaml` in the folder; its log is `log`, its words are `words`.
    init(_ configuration: String, in folder: Folder, environment: [String: String] = [:]) throws {
        self.folder = folder
        try folder.write(configuration, to: "gate.yaml")
        process.executableURL = URL(fileURLWithPath: try Binary.path.get())
        process.arguments = ["gate", "--config", "gate.yaml", "--time", TestCodes.clock]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: try folder.write("", to: "log")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: try folder.write("", to: "words")))
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    deinit { if !hasEnded { kill(process.processIdentifier, SIGKILL) } }

    /// The events of the log, whole lines only.
    var events: [[String: Any]] { get throws { try RunningGate.taps(try folder.text("log")) } }

    /// Events of a name, of a lane where one is named.
    func events(_ name: String, lane: String? = nil) throws -> [[String: Any]] {
        try events.filter { $0["event"] as? String == name && (lane == nil || $0["lane"] as? String == lane) }
    }

    /// Outcome and reason of each tap of a lane.
    func verdicts(_ lane: String) throws -> [String] { try events("tap", lane: lane).map(RunningGate.verdict) }

    /// Waits until there are so many events.
    func wait(_ count: Int = 1, _ name: String, lane: String? = nil) throws {
        try wait("\(count) \(name)") { try self.events(name, lane: lane).count >= count }
    }

    /// Waits until something is so.
    func wait(_ what: String, until isDone: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(Self.longestSeconds)
        while try !isDone() {
            guard Date() < end, process.isRunning else {
                throw Missing(what: "\(what) of the gate: \(try folder.text("words"))\(try folder.text("log"))")
            }
            usleep(5000)
        }
    }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end; its exit code, or the signal's number below zero.
    func wait() throws -> Int32 {
        guard ended.wait(timeout: .now() + Self.longestSeconds) == .success else {
            throw Missing(what: "the end of the gate")
        }
        hasEnded = true
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Tells it to end, and waits for that.
    func end() throws -> Int32 {
        signal(SIGTERM)
        return try wait()
    }

    /// What a request on its control socket is answered.
    func control(_ arguments: [String]) throws -> [String: Any] {
        let run = try Binary.run(["gate", "control", "control"] + arguments, in: folder.path)
        let answer = try run.object()
        #expect(run.code == (answer["ok"] as? Bool == false ? 1 : 0), "\(run.words)")
        return answer
    }

    /// How it stands.
    func status() throws -> [String: Any] {
        try Binary.run(["gate", "status", "status", "--json"], in: folder.path).object()
    }

    /// How one of its lanes stands.
    func status(lane: String) throws -> [String: Any] {
        let lanes = try status()["lanes"] as? [[String: Any]]
        return try #require(lanes?.first { $0["id"] as? String == lane })
    }
}
