import Dispatch
import Glibc

/// SIGTERM and SIGINT as a call instead of an end; SIGHUP too where it has a meaning.
final class StopSignals {
    private var sources: [any DispatchSourceSignal] = []

    /// Calls `stop` on another thread when the process is told to end.
    ///
    /// - **Parameters**: `hangUp`, what SIGHUP does; nil: what it always does. `secondEnds`: told once more, the
    ///   process ends at once.
    init(
        hangUp: (@Sendable () -> Void)? = nil, secondEnds: Bool = false, _ stop: @escaping @Sendable () -> Void
    ) {
        let queue = DispatchQueue(label: "signals")
        let first = StopFlag()
        for number in [SIGTERM, SIGINT] {
            take(number, queue) {
                // What a shell says of a process that a signal has ended.
                if secondEnds, first.isSet { _exit(128 + number) }
                first.set()
                stop()
            }
        }
        if let hangUp { take(SIGHUP, queue, hangUp) }
    }

    private func take(_ number: Int32, _ queue: DispatchQueue, _ work: @escaping @Sendable () -> Void) {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler(handler: work)
        source.resume()
        sources.append(source)
    }

    /// Takes no more notice.
    func end() {
        for source in sources { source.cancel() }
    }

    /// Runs a gate, which ends when it is told to; what went wrong is said as everywhere.
    static func running(_ work: (StopFlag) throws -> Void) throws {
        try reportingErrors {
            Terminal.outliveReaders()
            // Before anything is said or opened: whoever has heard of the gate may end it.
            let stop = StopFlag()
            let signals = StopSignals { stop.set() }
            defer { signals.end() }
            try work(stop)
        }
    }
}
