import Glibc

/// A file operation that the system refused.
package struct StorageError: Error, Hashable, Sendable {
    /// What was asked of the system.
    package enum Operation: String, Hashable, Sendable {
        case openFolder = "open the folder"
        case list = "list"
        case lock = "lock"
        case create = "create"
        case open = "open"
        case size = "take the size of"
        case read = "read"
        case write = "write"
        case sync = "sync"
        case syncFolder = "sync the folder"
        case truncate = "shorten"
        case rename = "rename"
        case remove = "remove"
    }

    /// The system's error number.
    package let code: Int32
    /// What was asked for.
    package let operation: Operation
    /// Of which file.
    package let path: String

    package init(code: Int32, operation: Operation, path: String) {
        self.code = code
        self.operation = operation
        self.path = path
    }

    /// Whether there was no room left.
    package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        "\(path): cannot \(operation.rawValue): \(unsafe String(cString: strerror(code)))"
    }
}
