import Journal

/// Feeds the service manager's watchdog for as long as somebody decides.
///
/// - **Shape**: a thread asks `beat`, which the deciding thread answers, and tells the manager afterwards: a desk that
///   hangs answers nothing, and the manager hears nothing.
final class WatchdogFeeder: Sendable {
    private let stop = StopFlag()

    /// Starts feeding; `beat` returns once the deciding thread has answered, false where it has ended.
    init(
        microseconds: UInt64, beat: @escaping @Sendable () -> Bool, feed: @escaping @Sendable () -> Void
    ) throws(JournalError) {
        let stop = stop
        let thread = try WorkerThread {
            while !stop.isSet {
                guard beat() else { return }
                feed()
                stop.wait(milliseconds: max(1, Int(microseconds / 1000)))
            }
        }
        thread.abandon()
    }

    /// Ends it.
    func close() { stop.set() }
}
