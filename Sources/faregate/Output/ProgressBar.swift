import Dispatch
import Synchronization
import TapLogs

/// A bar on stderr with rate and remaining time while work runs, on a terminal only; a pipe sees nothing.
final class ProgressBar: Sendable {
    private let total: Int?
    private let unit: String
    private let perUnit: Int
    private let started = Stopwatch()
    private let isDone = Mutex(false)
    private let current: @Sendable () -> Int

    /// A bar for `total` (nil: unknown) of what `current` counts, shown in `unit`s of `perUnit`.
    init(total: Int?, unit: String, perUnit: Int, current: @escaping @Sendable () -> Int) {
        self.total = total
        self.unit = unit
        self.perUnit = perUnit
        self.current = current
    }

    /// Runs `work` beside the bar.
    func during<Value>(_ work: () throws -> Value) rethrows -> Value {
        guard Terminal.hasWatcher else { return try work() }
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
        timer.schedule(deadline: .now() + .milliseconds(200), repeating: .milliseconds(100))
        timer.setEventHandler { [self] in
            isDone.withLock { done in
                if !done { draw() }
            }
        }
        timer.resume()
        defer {
            timer.cancel()
            isDone.withLock { done in
                done = true
                Terminal.write("\r\u{1B}[K", to: 2)
            }
        }
        return try work()
    }

    private func draw() {
        let count = current()
        let seconds = started.wallSeconds
        let rate = seconds > 0 ? Double(count) / seconds : 0
        var line = "\r\u{1B}[K"
        if let total, total > 0 {
            let share = min(1, Double(count) / Double(total))
            let filled = Int(share * 30)
            line += "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled) + "] "
            line += "\(Int(share * 100)) %  "
        } else {
            line += "\(grouped(count / perUnit)) \(unit)  "
        }
        line += "\(grouped(Int(rate) / perUnit)) \(unit)/s"
        if let total, rate > 0, total > count { line += "  \(Int(Double(total - count) / rate) + 1) s left" }
        Terminal.write(line, to: 2)
    }
}
