import Gate
import Journal

/// A gate that is not there, in real time: for demonstrations and tests.
package final class SimulatedGate: GateHardware, @unchecked Sendable {
    private let now: @Sendable () -> UInt64
    private let monitor = Monitor()
    private var thread: WorkerThread?
    // Under the monitor's lock.
    private var aisle: SimulatedAisle
    private var take: (@Sendable (GateEvent) -> Void)?
    private var isClosing = false

    /// Starts the gate's thread; `now`, CLOCK_MONOTONIC in nanoseconds.
    package init(_ aisle: SimulatedAisle = SimulatedAisle(), now: @escaping @Sendable () -> UInt64)
        throws(JournalError)
    {
        self.aisle = aisle
        self.now = now
        thread = try WorkerThread { [self] in run() }
    }

    package func connect(_ take: @escaping @Sendable (GateEvent) -> Void) {
        monitor.lock()
        self.take = take
        monitor.wakeAll()
        monitor.unlock()
    }

    package func perform(_ action: GateAction) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        aisle.perform(action, at: now() / 1_000_000)
        monitor.wakeAll()
        return !isClosing
    }

    /// Sends an event after so long.
    package func send(_ event: GateEvent, afterMilliseconds milliseconds: UInt64) {
        monitor.lock()
        aisle.add(event, at: now() / 1_000_000 + milliseconds)
        monitor.wakeAll()
        monitor.unlock()
    }

    /// The next rider to come does this.
    package func next(_ rider: SimulatedRider) {
        monitor.lock()
        aisle.next(rider)
        monitor.unlock()
    }

    package func close() {
        monitor.lock()
        let isFirst = !isClosing
        isClosing = true
        monitor.wakeAll()
        monitor.unlock()
        if isFirst { thread?.join() }
    }

    private func run() {
        while let (event, take) = next() { take(event) }
    }

    private func next() -> (GateEvent, @Sendable (GateEvent) -> Void)? {
        monitor.lock()
        defer { monitor.unlock() }
        while !isClosing {
            if let take, let event = aisle.event(at: now() / 1_000_000) { return (event, take) }
            if let deadline = aisle.nextDeadline, take != nil {
                monitor.wait(until: deadline * 1_000_000)
            } else {
                monitor.wait()
            }
        }
        return nil
    }
}
