/// What a committer has done, or waits for.
package enum JournalStep: Hashable, Sendable {
    /// A group is committed, or the head anchor brought up to date.
    case worked
    /// Nothing to do before this moment of the monotonic clock, in nanoseconds; nil: before a record comes.
    case waits(until: UInt64?)
    /// The journal is closed, after a failure or as asked.
    case ended
}
