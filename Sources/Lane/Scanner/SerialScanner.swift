import Glibc
import Journal
import QRTickets

/// A scanner on a serial line, read by a thread of its own and opened again after it was unplugged.
///
/// - **Shape**: ``next(until:)`` gives what was scanned, oldest first. The thread ends soon after ``close()``; nobody
///   waits for it, since a driver may keep it.
/// - **Limits**: ``mostWaiting`` codes; a code is worth nothing after two seconds, so the oldest goes, and is counted.
/// - **Errors**: none; ``state`` says why nothing comes.
package final class SerialScanner: @unchecked Sendable {
    /// Codes that wait to be asked for.
    package static let mostWaiting = 16
    /// The longest wait for bytes, so that an end is seen, in milliseconds.
    private static let longestWait: Int32 = 50
    /// How often the path is looked at while nothing comes.
    private static let lookNanoseconds: UInt64 = 1_000_000_000

    package let path: String
    private let settings: ScannerSettings
    private let now: @Sendable () -> UInt64
    private let announce: @Sendable (ScannerState) -> Void
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var waiting: [ScannedCode] = []
    private var lost = 0
    /// Nil until the path was looked at: whatever is found first is announced, a scanner that is missing too.
    private var current: ScannerState?
    private var isClosing = false

    /// Starts reading; `announce` hears each change of state, on the scanner's thread.
    ///
    /// - **Parameters**: `now`, CLOCK_MONOTONIC in nanoseconds.
    package init(
        _ path: String, _ settings: ScannerSettings, now: @escaping @Sendable () -> UInt64,
        announce: @escaping @Sendable (ScannerState) -> Void = { _ in }
    ) throws(JournalError) {
        self.path = path
        self.settings = settings
        self.now = now
        self.announce = announce
        waiting.reserveCapacity(Self.mostWaiting)
        try WorkerThread { [self] in run() }.abandon()
    }

    /// Whether it can be read.
    package var state: ScannerState { locked { current ?? .missing } }

    /// Codes that nobody asked for in time.
    package var lostCodes: Int { locked { lost } }

    /// What was scanned next; nil: nothing until that moment of the monotonic clock, or closed.
    package func next(until nanoseconds: UInt64) -> ScannedCode? {
        monitor.lock()
        defer { monitor.unlock() }
        while waiting.isEmpty, !isClosing, now() < nanoseconds { monitor.wait(until: nanoseconds) }
        return waiting.isEmpty || isClosing ? nil : waiting.removeFirst()
    }

    /// Throws away what waits: it was shown to a gate that was busy.
    package func forget() { locked { waiting.removeAll(keepingCapacity: true) } }

    /// Ends reading.
    package func close() {
        monitor.lock()
        isClosing = true
        monitor.wakeAll()
        monitor.unlock()
    }
}

extension SerialScanner {
    private func locked<Result>(_ work: () -> Result) -> Result {
        monitor.lock()
        defer { monitor.unlock() }
        return work()
    }

    private var mustEnd: Bool { locked { isClosing } }

    private func run() {
        var pause = settings.retryMilliseconds.lowerBound
        var wasOpen = false
        while !mustEnd {
            do throws(SerialPort.Fault) {
                let port = try SerialPort(path, rate: settings.rate)
                wasOpen = true
                pause = settings.retryMilliseconds.lowerBound
                read(port)
                if mustEnd { return }
                become(.unplugged)
            } catch {
                // What was there and is not any more is unplugged, not missing.
                become(wasOpen && error.state == .missing ? .unplugged : error.state)
            }
            wait(milliseconds: pause)
            pause = min(pause * 2, settings.retryMilliseconds.upperBound)
        }
    }

    /// Reads until the line is gone.
    private func read(_ port: borrowing SerialPort) {
        become(.ready)
        var framer = CodeFramer(settings.framing)
        var buffer = [UInt8](repeating: 0, count: CodeFormat.mostBytes)
        var looked = now()
        while !mustEnd {
            let moment = now()
            var wait = Self.longestWait
            if let deadline = framer.deadline {
                let left = deadline > moment ? (deadline - moment + 999_999) / 1_000_000 : 0
                wait = min(wait, Int32(min(left, 1000)))
            }
            switch port.read(into: &buffer, milliseconds: wait) {
            case .bytes(let count):
                // This thread may have been late; silence is only what was seen as such.
                deliver(framer.receive(buffer.span.extracting(first: count), now: now(), measuresSilence: false))
            case .silence:
                deliver(framer.silence(now: moment + UInt64(wait) * 1_000_000))
                guard now() - looked >= Self.lookNanoseconds else { continue }
                looked = now()
                if port.isInPlace { continue }
                deliver(framer.hangUp())
                return
            case .gone:
                deliver(framer.hangUp())
                return
            }
        }
    }

    private func deliver(_ events: [FramerEvent]) {
        guard !events.isEmpty else { return }
        let moment = now()
        locked {
            for event in events {
                if waiting.count == Self.mostWaiting {
                    waiting.removeFirst()
                    lost += 1
                }
                waiting.append(ScannedCode(event, nanoseconds: moment))
            }
            monitor.wakeAll()
        }
    }

    private func become(_ state: ScannerState) {
        let isNew = locked {
            defer { current = state }
            return current != state
        }
        if isNew { announce(state) }
    }

    private func wait(milliseconds: Int) {
        let end = now() + UInt64(milliseconds) * 1_000_000
        monitor.lock()
        defer { monitor.unlock() }
        while !isClosing, now() < end { monitor.wait(until: end) }
    }
}
