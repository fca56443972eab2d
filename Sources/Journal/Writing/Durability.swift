/// What a committed record survives.
package enum Durability: String, Hashable, Sendable, CaseIterable {
    /// A power cut: each commit ends with fdatasync.
    case power
    /// The end of the process: each commit is written, not synced.
    case crash
    /// A clean close only.
    case none
}
