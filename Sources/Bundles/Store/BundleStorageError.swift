import Glibc

/// A store that the system does not let read or write, or whose own state is not whole.
package enum BundleStorageError: Error, Hashable, Sendable {
    /// The system's error number, what was asked of it, and for which file.
    case system(code: Int32, what: String, path: String)
    /// Another installation is under way.
    case busy(path: String)
    /// The store's own state is damaged.
    case state(path: String, BundleFault)
    /// The store has bundles or root sets, and no state.
    case lostState(path: String)
    /// A folder or file of the store that others may change.
    case exposed(path: String)
    /// A root set of the store is missing, or does not follow on the one before.
    case roots(path: String, version: UInt64)
    /// The store changed again and again while it was read.
    case restless(path: String)

    /// Whether there was no room left.
    package var isDiskFull: Bool {
        if case .system(let code, _, _) = self { return code == ENOSPC || code == EDQUOT }
        return false
    }
}
