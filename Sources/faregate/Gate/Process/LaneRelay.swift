import Journal
import Lane

/// Keeps what a lane's machine reports until somebody hears it: a machine reports from its first moment on.
///
/// - **Limits**: ``mostKept`` reports; one more takes the place of the oldest while nobody is connected, and is
///   counted.
final class LaneRelay: @unchecked Sendable {
    static let mostKept = 256

    private let monitor = Monitor()
    private var kept: [LaneReport] = []
    private var lost = 0
    private var take: ((LaneReport) -> Void)?

    /// Hands on what was kept and all that comes.
    func connect(_ take: @escaping (LaneReport) -> Void) {
        // In the lock: what comes meanwhile comes after.
        monitor.lock()
        defer { monitor.unlock() }
        for report in kept { take(report) }
        kept = []
        self.take = take
    }

    /// Reports that nobody will hear of.
    var lostReports: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return lost
    }

    func take(_ report: LaneReport) {
        monitor.lock()
        let take = take
        if take == nil {
            if kept.count == Self.mostKept {
                kept.removeFirst()
                lost += 1
            }
            kept.append(report)
        }
        monitor.unlock()
        take?(report)
    }
}
