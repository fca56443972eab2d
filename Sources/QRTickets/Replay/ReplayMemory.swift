import Synchronization

/// The shown codes of one process, in memory: for a gate without a file, whose lanes are threads.
///
/// - **Limits**: those of ``ReplayTable``. What it knows ends with the process: a start restores what the journal has.
package final class ReplayMemory: ReplayStore {
    private let table: Mutex<ReplayTable>

    /// Room for so many codes.
    package init(capacity: Int) { table = Mutex(ReplayTable(capacity: capacity)) }

    /// Codes that are in it.
    package var count: Int { table.withLock { $0.count } }

    package func entry(of key: ReplayKey, now: UInt32) -> ReplayEntry? { table.withLock { $0.entry(of: key) } }

    package func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry? {
        try table.withLock { (table) throws(ReplayStoreFailure) in
            try table.reserve(key, for: holder, now: now, expires: expires)
        }
    }

    package func confirm(
        _ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64
    ) throws(ReplayStoreFailure) {
        try table.withLock { (table) throws(ReplayStoreFailure) in
            try table.confirm(key, for: holder, sequence: sequence)
        }
    }

    package func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure) {
        try table.withLock { (table) throws(ReplayStoreFailure) in try table.release(key, for: holder) }
    }

    package func resolve(device: String, recorded: (ReplayKey) -> UInt64?) -> ReplayResolution {
        table.withLock { $0.resolve(device: device, recorded: recorded) }
    }

    package func restore(_ key: ReplayKey, _ entry: ReplayEntry) throws(ReplayStoreFailure) -> ReplayEntry? {
        try table.withLock { (table) throws(ReplayStoreFailure) in try table.restore(key, entry) }
    }
}
