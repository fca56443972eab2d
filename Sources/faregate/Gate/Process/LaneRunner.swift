import Journal
import Lane
import SmartCard

/// Turns one source of a lane on a thread of its own, and makes it anew whenever it has failed.
///
/// - **Shape**: ``isOver`` once the thread has ended; a source that hangs in the system is left behind.
final class LaneRunner: @unchecked Sendable {
    /// How late the end of a wait may be noticed.
    private static let turnMilliseconds = 100
    /// Before a source that has failed is tried again.
    private static let retryMilliseconds = 1000

    /// Why a source is not there; it may come.
    struct Absent: Error { let words: Wording }

    let seat: LaneSeat
    let source: String
    private let make: () throws -> any LaneSource
    private let stop: StopFlag
    /// A deck ends by itself; of other sources that is a fault.
    private let isDeck: Bool
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var turned = GateClock.milliseconds
    private var hasEnded = false
    private var mustRestart = false
    private var isHanging = false

    /// Starts; `make` opens the source, again after each failure.
    init(
        _ seat: LaneSeat, _ source: String, _ stop: StopFlag, isDeck: Bool, make: @escaping () throws -> any LaneSource
    ) throws(JournalError) {
        self.isDeck = isDeck
        self.seat = seat
        self.source = source
        self.stop = stop
        self.make = make
        try WorkerThread { [self] in
            run()
            locked { hasEnded = true }
        }.abandon()
    }

    var isOver: Bool { locked { hasEnded } }

    /// Opens the source anew.
    func restart() { locked { mustRestart = true } }

    /// Looks whether the source still turns: one that does not for so long is a fault until it does again.
    func look(hangMilliseconds: Int) {
        let hangs = locked {
            let hangs = !hasEnded && GateClock.milliseconds - turned > hangMilliseconds
            defer { isHanging = hangs }
            return hangs && !isHanging
        }
        if hangs { seat.become(.fault(.sourceHangs), source) }
    }

    private func run() {
        while !stop.isSet {
            do {
                if try !serve() {
                    guard !isDeck else {
                        seat.become(.ended, source)
                        return
                    }
                    throw Absent(words: .sourceEnds)
                }
            } catch let absent as Absent {
                seat.become(.fault(absent.words), source)
                stop.wait(milliseconds: Self.retryMilliseconds)
            } catch {
                seat.become(.fault(.sourceFailed), source)
                stop.wait(milliseconds: Self.retryMilliseconds)
            }
            _ = pulse()
        }
    }

    /// Opens the source and turns it until it is to be opened anew; false: nothing will come any more.
    private func serve() throws -> Bool {
        locked { mustRestart = false }
        let source = try make()
        defer { source.close() }
        while !stop.isSet, !pulse() {
            guard try source.turn(milliseconds: Self.turnMilliseconds) else { return false }
        }
        return true
    }

    /// Notes a turn; whether the source is to be opened anew.
    private func pulse() -> Bool {
        let (restarts, hung) = locked {
            turned = GateClock.milliseconds
            return (mustRestart, isHanging)
        }
        if hung { seat.become(.working, self.source) }
        return restarts
    }

    private func locked<Result>(_ work: () -> Result) -> Result {
        monitor.lock()
        defer { monitor.unlock() }
        return work()
    }
}
