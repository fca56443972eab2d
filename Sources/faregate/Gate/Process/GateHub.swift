import Journal
import Lane

/// Brings what lanes tell to the process that they belong to, once there is one.
///
/// - **Limits**: ``mostKept`` events are kept until then.
final class GateHub: @unchecked Sendable {
    static let mostKept = 256

    private let monitor = Monitor()
    private var kept: [(LaneSeat, LaneEvent)] = []
    private weak var process: GateProcess?

    func connect(_ process: GateProcess) {
        monitor.lock()
        let kept = kept
        self.kept = []
        self.process = process
        monitor.unlock()
        for (seat, event) in kept { process.take(seat, event) }
    }

    func take(_ seat: LaneSeat, _ event: LaneEvent) {
        monitor.lock()
        let process = process
        if process == nil, kept.count < Self.mostKept { kept.append((seat, event)) }
        monitor.unlock()
        process?.take(seat, event)
    }
}
