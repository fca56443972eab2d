import Dispatch
import Glibc

/// SIGTERM and SIGINT as a call instead of an end.
final class StopSignals {
    private var sources: [any DispatchSourceSignal] = []

    /// Calls `stop` on another thread when the process is told to end.
    init(_ stop: @escaping @Sendable () -> Void) {
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: stop)
            source.resume()
            sources.append(source)
        }
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
