/// The store cannot answer: nothing opens on a code then.
package struct ReplayStoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed.
    package let operation: String
    /// The store's own number of the failure.
    package let code: Int32
    /// Its words.
    package let reason: String

    package init(operation: String, code: Int32, reason: String) {
        self.operation = operation
        self.code = code
        self.reason = reason
    }

    package var description: String { "replay store: \(operation): \(reason) (\(code))" }
}
