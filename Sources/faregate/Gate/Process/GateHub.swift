import Journal
import Lane

/// Brings what lanes tell to the process that they belong to, once there is one.
///
/// - **Limits**: ``mostKept`` events are kept until then.
final class GateHub: @unchecked Sendable {
    static let mostKept = 256

    private let monitor = Monitor()
    private var kept: [(LaneSeat, LaneEvent)] = []
    private var failure: JournalError?
    private weak var process: GateProcess?

    func connect(_ process: GateProcess) {
        // In the lock: whoever tells more waits until what came before has been taken.
        monitor.lock()
        defer { monitor.unlock() }
        for (seat, event) in kept { process.take(seat, event) }
        kept = []
        if let failure { process.fail(failure) }
        self.process = process
    }

    func take(_ seat: LaneSeat, _ event: LaneEvent) {
        monitor.lock()
        let process = process
        if process == nil, kept.count < Self.mostKept { kept.append((seat, event)) }
        monitor.unlock()
        process?.take(seat, event)
    }

    /// The journal takes nothing any more.
    func fail(_ error: JournalError) {
        monitor.lock()
        let process = process
        if process == nil, failure == nil { failure = error }
        monitor.unlock()
        process?.fail(error)
    }
}
