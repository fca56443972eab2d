import QRTickets

/// A store of one thread that remembers every code for ever, or fails.
final class MemoryReplayStore: ReplayStore, @unchecked Sendable {
    private var entries: [ReplayKey: ReplayEntry] = [:]
    var fails = false
    /// How often it was asked.
    private(set) var lookups = 0

    private func check() throws(ReplayStoreFailure) {
        if fails { throw ReplayStoreFailure(operation: "read", code: 5, reason: "broken") }
    }

    func entry(of key: ReplayKey, now: UInt32) throws(ReplayStoreFailure) -> ReplayEntry? {
        lookups += 1
        try check()
        return entries[key]
    }

    func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry? {
        try check()
        if let entry = entries[key] { return entry }
        entries[key] = ReplayEntry(holder: holder, time: now, expires: expires, sequence: nil)
        return nil
    }

    func confirm(_ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64) throws(ReplayStoreFailure) {
        try check()
    }

    func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure) { try check() }

    func resolve(device: String, recorded: (ReplayKey) -> UInt64?) -> ReplayResolution { ReplayResolution() }

    func restore(_ key: ReplayKey, _ entry: ReplayEntry) -> ReplayEntry? { entries[key] }
}
