/// The store cannot answer: nothing opens on a code then.
package struct ReplayStoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can do something about.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// As many codes as the store may hold are still live.
        case full
        /// The code would have to be kept for longer than any.
        case lifetime
        /// More lanes and devices than one store serves.
        case holders
        /// The caller does not hold the code, or it is confirmed already.
        case notHeld = "not-held"
        /// The folder of the file is not there.
        case noFolder = "no-folder"
        /// The file or its folder may not be read and written.
        case noPermission = "no-permission"
        /// The file is something else.
        case notADatabase = "not-a-database"
        /// The file was changed by something that is no store.
        case corrupt
        /// A newer version has written it.
        case newer
        /// Another process keeps it locked.
        case busy
        /// The file was removed or replaced while it was in use.
        case replaced
        /// No room on the file system.
        case diskFull = "disk-full"
        /// The disk fails.
        case inputOutput = "input-output"
        /// Anything else.
        case failed
    }

    package let kind: Kind
    /// What failed.
    package let operation: String
    /// The store's own number of the failure.
    package let code: Int32
    /// Its words.
    package let reason: String

    package init(_ kind: Kind = .failed, operation: String, code: Int32 = 0, reason: String) {
        self.kind = kind
        self.operation = operation
        self.code = code
        self.reason = reason
    }

    package var description: String { "replay store: \(operation): \(reason) (\(kind.rawValue), \(code))" }
}
