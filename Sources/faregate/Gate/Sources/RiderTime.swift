import Fares
import Journal

/// The local time that the riders of a ``RiderSocket`` bring; the machine's until the first one.
final class RiderTime: @unchecked Sendable {
    private let monitor = Monitor()
    private var time: LocalTime?

    /// The time from here on.
    func set(_ time: LocalTime) {
        monitor.lock()
        self.time = time
        monitor.unlock()
    }

    /// The time now.
    var now: LocalTime {
        monitor.lock()
        defer { monitor.unlock() }
        return time ?? GateClock.chinaNow
    }
}
