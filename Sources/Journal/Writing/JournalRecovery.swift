/// What opening a journal has found.
package struct JournalRecovery: Hashable, Sendable {
    /// There was none, and it was made.
    package let isNew: Bool
    /// The last record; 0: none.
    package let lastSequence: UInt64
    /// The device key of the last record; 0: it has no authentication code.
    package let lastKeyIdentifier: UInt16
    /// Segments.
    package let segments: Int
    /// Bytes that were never acknowledged and could not be read.
    package let tornBytes: Int
    /// The file that they were moved to.
    package let tornFile: String?
    /// The record that the head named.
    package let anchoredSequence: UInt64
}
