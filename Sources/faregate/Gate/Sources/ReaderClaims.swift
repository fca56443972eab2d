import Journal

/// Which reader of the system each source of a process has: two names may come to one reader.
final class ReaderClaims: @unchecked Sendable {
    private let monitor = Monitor()
    // Under the monitor's lock: who has a reader, by its whole name.
    private var owners: [String: String] = [:]

    /// Takes a reader for a source, instead of the one that it had; the source that has it already, if that is another.
    func claim(_ reader: String, by source: String) -> String? {
        monitor.lock()
        defer { monitor.unlock() }
        if let owner = owners[reader], owner != source { return owner }
        for (known, owner) in owners where owner == source && known != reader { owners[known] = nil }
        owners[reader] = source
        return nil
    }
}
