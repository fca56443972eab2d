import Journal

/// The deny list that all lanes of a process ask, exchanged while they do.
///
/// - **Shape**: a tap takes the edition of its beginning and keeps it to its end. Taking it holds a lock for the time
///   of one reference count; the new edition is whole before it is put here, so nobody waits for its making. An old one
///   is let go by ``sweep()``, on the caller's thread and not on a lane's, once no tap has it any more: unmapping 100
///   MiB takes milliseconds.
/// - **Limits**: ``mostRetired`` old editions; more than that are let go by whoever has them last.
package final class DenyListInForce: @unchecked Sendable {
    /// The most editions that wait for their last tap.
    package static let mostRetired = 4

    private let monitor = Monitor()
    // Under the monitor's lock.
    private var edition: DenyEdition
    private var retired: [DenyEdition] = []

    package init(_ edition: DenyEdition = DenyEdition()) { self.edition = edition }

    /// The edition that a tap which begins now goes by.
    package var current: DenyEdition {
        monitor.lock()
        defer { monitor.unlock() }
        return edition
    }

    /// Puts another edition in force.
    package func replace(with next: DenyEdition) {
        monitor.lock()
        retired.append(edition)
        edition = next
        let dropped = retired.count > Self.mostRetired ? retired.removeFirst() : nil
        monitor.unlock()
        // Outside the lock, if nobody else has it.
        _ = consume dropped
        sweep()
    }

    /// Lets go of old editions that no tap has any more; how many are left. Called now and then by whoever exchanges
    /// them.
    @discardableResult
    package func sweep() -> Int {
        var done: [DenyEdition] = []
        monitor.lock()
        for index in retired.indices.reversed() where isKnownUniquelyReferenced(&retired[index]) {
            done.append(retired.remove(at: index))
        }
        let left = retired.count
        monitor.unlock()
        done.removeAll()
        return left
    }
}
