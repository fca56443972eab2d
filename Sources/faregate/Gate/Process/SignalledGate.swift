import Gate
import Journal
import Lane

/// A barrier that is told by lines and never heard: whoever may pass is taken to have passed.
///
/// - **Errors**: an open signal that was not taken whole counts as not given.
final class SignalledGate: GateHardware, @unchecked Sendable {
    private let barrier: LineBarrier
    private let aisle: SimulatedGate
    private let monitor = Monitor()

    init(_ path: String, now: @escaping @Sendable () -> UInt64) throws {
        barrier = try LineBarrier(path)
        aisle = try Self.immediate(now)
    }

    /// A gate that nobody hears of: riders are through at once.
    static func immediate(_ now: @escaping @Sendable () -> UInt64) throws -> SimulatedGate {
        var times = SimulatedGateTimes()
        times.openingMilliseconds = 0
        times.closingMilliseconds = 0
        times.approachMilliseconds = 0
        times.crossingMilliseconds = 0
        do throws(JournalError) { return try SimulatedGate(SimulatedAisle(times), now: now) } catch {
            throw journalFailure(error)
        }
    }

    func connect(_ take: @escaping @Sendable (GateEvent) -> Void) { aisle.connect(take) }

    func perform(_ action: GateAction) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        switch action {
        case .open(_, let tap): guard barrier.open(tap) else { return false }
        case .show(.refused, _): barrier.refuse(isRetry: false)
        case .show(.presentAgain, _): barrier.refuse(isRetry: true)
        default: break
        }
        return aisle.perform(action)
    }

    func close() { aisle.close() }
}
