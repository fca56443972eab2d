import Journal

/// Whether the process was told to end.
final class StopFlag: @unchecked Sendable {
    private let monitor = Monitor()
    private var isStopping = false

    /// Told to end.
    func set() {
        monitor.lock()
        isStopping = true
        monitor.wakeAll()
        monitor.unlock()
    }

    var isSet: Bool {
        monitor.lock()
        defer { monitor.unlock() }
        return isStopping
    }

    /// Whether it was set; it is not any more.
    func take() -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        defer { isStopping = false }
        return isStopping
    }

    /// Waits so long, or until told to end.
    func wait(milliseconds: Int) {
        guard milliseconds > 0 else { return }
        let end = GateClock.monotonic + UInt64(milliseconds) * 1_000_000
        monitor.lock()
        defer { monitor.unlock() }
        while !isStopping, GateClock.monotonic < end { monitor.wait(until: end) }
    }
}
