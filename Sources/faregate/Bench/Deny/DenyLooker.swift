import EMV
import Journal
import Lane
import Synchronization

/// A thread that takes the edition in force and looks up in it, as a lane does.
final class DenyLooker: Sendable {
    private let inForce: DenyListInForce
    private let keys: [UInt64]
    private let isStopping = Atomic(false)
    private let times = Mutex(LatencyHistogram.latencies())

    init(_ inForce: DenyListInForce, keys: [UInt64]) {
        self.inForce = inForce
        self.keys = keys
    }

    /// How long its look-ups took while something was done.
    func count(during work: () throws -> Void) throws -> LatencyHistogram {
        isStopping.store(false, ordering: .relaxed)
        let thread = try WorkerThread { [self] in look() }
        let outcome = Result(catching: work)
        isStopping.store(true, ordering: .relaxed)
        thread.join()
        try outcome.get()
        return times.withLock { $0 }
    }

    private func look() {
        var found = LatencyHistogram.latencies()
        var place = 0
        while !isStopping.load(ordering: .relaxed) {
            let key = keys[place]
            place = (place + 1) % keys.count
            let begun = MonotonicClock.now()
            _ = inForce.current.lists(CardTokenValue(high: key, low: key))
            found.record(nanoseconds: MonotonicClock.now() - begun)
        }
        let done = found
        times.withLock { $0 = done }
    }
}
