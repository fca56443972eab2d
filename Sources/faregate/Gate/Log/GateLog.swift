import Fares
import Journal
import Lane
import SmartCard

/// The log of a gate process: one line an event, on stdout, written by a thread of its own.
///
/// - **Shape**: ``note(_:)`` may be called by any thread and never waits for who reads the log.
/// - **Limits**: ``mostWaiting`` lines wait; further ones are lost, and how many is said.
/// - **Errors**: an output that takes nothing is said once on stderr; the gate goes on, its journal has every tap.
final class GateLog: @unchecked Sendable {
    /// Lines that wait to be written.
    static let mostWaiting = 4096

    private let format: GateConfiguration.Log.Format
    private let write: @Sendable (String) -> String?
    private let wall: @Sendable () -> Int64
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var least: GateConfiguration.Log.Level
    private var waiting: [String] = []
    private var lost = 0
    private var isClosing = false
    private var hasEnded = false

    /// - **Parameters**: `wall`, Unix time in milliseconds; `write` gives the reason where it could not.
    init(
        _ format: GateConfiguration.Log.Format, _ least: GateConfiguration.Log.Level,
        wall: @escaping @Sendable () -> Int64,
        write: @escaping @Sendable (String) -> String? = { Terminal.report($0) }
    ) throws(JournalError) {
        self.format = format
        self.least = least
        self.wall = wall
        self.write = write
        try WorkerThread { [self] in run() }.abandon()
    }

    /// The least level that is written from here on.
    func use(_ level: GateConfiguration.Log.Level) {
        monitor.lock()
        least = level
        monitor.unlock()
    }

    /// Takes an event.
    func note(_ event: LogEvent) {
        monitor.lock()
        defer { monitor.unlock() }
        guard Self.rank(event.level) >= Self.rank(least), !isClosing else { return }
        guard waiting.count < Self.mostWaiting else {
            lost += 1
            return
        }
        waiting.append(event.line(format, time: Self.time(wall())))
        monitor.wakeAll()
    }

    /// Writes what waits, for about so long at most, and ends the thread.
    func close(milliseconds: Int) {
        let end = GateClock.monotonic + UInt64(milliseconds) * 1_000_000
        monitor.lock()
        defer { monitor.unlock() }
        isClosing = true
        monitor.wakeAll()
        while !hasEnded, GateClock.monotonic < end { monitor.wait(until: end) }
    }

    /// A moment as `2026-11-27T08:00:00.123+08:00`.
    static func time(_ milliseconds: Int64) -> String {
        let seconds = UInt32(truncatingIfNeeded: milliseconds / 1000) &+ LaneClock.chinaOffset
        let rest = String(milliseconds % 1000)
        let local = "\(LocalTime(seconds: seconds))".replacing(" ", with: "T")
        return local + "." + String(repeating: "0", count: max(0, 3 - rest.count)) + rest + "+08:00"
    }

    private static func rank(_ level: GateConfiguration.Log.Level) -> Int {
        GateConfiguration.Log.Level.allCases.firstIndex(of: level) ?? 0
    }

    private func run() {
        var hasComplained = false
        while let lines = next() {
            guard let reason = write(lines.joined(separator: "\n") + "\n"), !hasComplained else { continue }
            hasComplained = true
            Terminal.complain(Wording.cannotWrite(reason).at(Wording.standardOutput).text)
        }
        monitor.lock()
        hasEnded = true
        monitor.wakeAll()
        monitor.unlock()
    }

    private func next() -> [String]? {
        monitor.lock()
        defer { monitor.unlock() }
        while waiting.isEmpty {
            if isClosing { return nil }
            monitor.wait()
        }
        var lines = waiting
        waiting.removeAll(keepingCapacity: true)
        if lost > 0 {
            let event = LogEvent("lost", level: .warning, [("lines", .number(lost))])
            lines.append(event.line(format, time: Self.time(wall())))
            lost = 0
        }
        return lines
    }
}
