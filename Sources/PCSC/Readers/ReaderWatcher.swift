import Glibc

/// Watches all readers of the service, and the service itself, and recovers by itself.
///
/// - **Shape**: ``events(milliseconds:)`` again and again from one thread.
/// - **Limits**: a change is reported at once where the daemon notifies, within ``ReaderLimits/watchMilliseconds``
///   where it does not: its notifications of new readers can be lost before 2.3.0, so the list is also polled.
package final class ReaderWatcher {
    /// The name under which PC/SC notifies of readers that come and go.
    static let plugAndPlay = #"\\?PnP?\Notification"#

    private let limits: ReaderLimits
    private var service: SmartCardService?
    private var table = ReaderTable()
    private var notifier = WatchedReader(name: ReaderWatcher.plugAndPlay, state: 0)
    private var isUp = false
    private var hasSaidLost = false

    package init(limits: ReaderLimits = ReaderLimits()) { self.limits = limits }

    /// Waits for events, at most about this long; none is a regular answer.
    package func events(milliseconds: Int) -> [ReaderEvent] {
        let slice = min(milliseconds, limits.watchMilliseconds)
        do throws(ReaderError) {
            let service = try opened(milliseconds: slice)
            let names = try service.readerNames(milliseconds: slice + limits.graceMilliseconds)
            var events: [ReaderEvent] = []
            if !isUp {
                isUp = true
                notifier.state = 0
                events.append(.serviceBack)
            }
            events += table.take(names: names)
            // What is known already must not wait for what else may happen.
            events += try changes(service, milliseconds: events.isEmpty ? slice : 0)
            return events
        } catch {
            return failed(error, milliseconds: slice)
        }
    }

    private func changes(_ service: SmartCardService, milliseconds: Int) throws(ReaderError) -> [ReaderEvent] {
        let known = table.watched + [notifier]
        do throws(ReaderError) {
            let states = try service.run(milliseconds: milliseconds + limits.graceMilliseconds) {
                (calls) throws(ReaderError) in try calls.changes(of: known, milliseconds: milliseconds)
            }
            if let last = states.last { notifier.state = last.state & ~0x0002 }
            return table.take(states: states)
        } catch {
            // A reader has gone between the list and the question; the next list says which.
            if error.kind == .readerUnknown || error.kind == .readerUnavailable { return [] }
            throw error
        }
    }

    private func failed(_ error: ReaderError, milliseconds: Int) -> [ReaderEvent] {
        // Only a service that is still being waited for may be of use yet; any other is replaced.
        if error.kind != .timedOut || service?.isOver ?? true {
            service?.close()
            service = nil
        }
        // While a daemon hangs, waiting for it takes the time; where there is none, we do.
        if error.kind != .timedOut { usleep(UInt32(min(milliseconds, limits.retryMilliseconds)) * 1000) }
        guard isUp || !hasSaidLost else { return [] }
        // Who has let us in does not refuse us later: a daemon that ends is seen to say so (pcscd 1.9.9).
        let isRefusedLate = isUp && error.kind == .noPermission
        isUp = false
        hasSaidLost = true
        return table.forget() + [.serviceLost(isRefusedLate ? ReaderError(.serviceLost) : error)]
    }

    private func opened(milliseconds: Int) throws(ReaderError) -> SmartCardService {
        if let service, !service.isOver {
            try service.open(milliseconds: milliseconds)
            return service
        }
        let made = try SmartCardService(name: "reader-watch")
        service = made
        try made.open(milliseconds: milliseconds)
        return made
    }
}
