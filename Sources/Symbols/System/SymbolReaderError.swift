/// The helper process cannot be started.
package struct SymbolReaderError: Error, Hashable, Sendable {
    /// The system's number of the error.
    package let code: Int32
}
