import Journal
import Lane

/// Keeps what a lane's machine reports until somebody hears it: a machine reports from its first moment on.
///
/// - **Limits**: ``mostKept`` reports; later ones are lost while nobody is connected.
final class LaneRelay: @unchecked Sendable {
    static let mostKept = 16

    private let monitor = Monitor()
    private var kept: [LaneReport] = []
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

    func take(_ report: LaneReport) {
        monitor.lock()
        let take = take
        if take == nil, kept.count < Self.mostKept { kept.append(report) }
        monitor.unlock()
        take?(report)
    }
}
