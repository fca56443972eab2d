/// What a commit has come to.
package enum JournalCommit: Sendable {
    /// All records up to this one are durable.
    case durable(sequence: UInt64)
    /// The journal is closed; no record after `durable` may be acted on.
    case failed(JournalError, durable: UInt64)
}
