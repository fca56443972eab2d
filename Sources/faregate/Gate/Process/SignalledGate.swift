import Gate
import Journal
import Lane

/// A barrier that is told by lines and never heard: whoever may pass is taken to have passed.
///
/// - **Errors**: an open signal that was not taken whole counts as not given, and the link as lost; after
///   ``retryMilliseconds``, and so on, it is looked whether the file takes something again.
final class SignalledGate: GateHardware, @unchecked Sendable {
    /// Between two looks.
    static let retryMilliseconds: UInt64 = 1000

    private let barrier: LineBarrier
    private let aisle: SimulatedGate
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var isClosed = false

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

    func connect(_ take: @escaping @Sendable (GateEvent) -> Void) {
        aisle.connect { [unowned self] event in
            guard event == .link(true) else { return take(event) }
            guard isTaking else { return look() }
            // Nobody says who stands in this barrier.
            take(.sensor(.zoneFree))
            take(event)
        }
    }

    private var isTaking: Bool {
        monitor.lock()
        defer { monitor.unlock() }
        return barrier.isTaking
    }

    private func look() { aisle.send(.link(true), afterMilliseconds: Self.retryMilliseconds) }

    func perform(_ action: GateAction) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        guard !isClosed else { return false }
        switch action {
        case .open(_, let tap):
            guard barrier.open(tap) else {
                look()
                return false
            }
        case .show(.refused, _), .show(.codeRefused, _): barrier.refuse(isRetry: false)
        case .show(.presentAgain, _): barrier.refuse(isRetry: true)
        default: break
        }
        return aisle.perform(action)
    }

    func close() {
        monitor.lock()
        isClosed = true
        monitor.unlock()
        aisle.close()
    }
}
