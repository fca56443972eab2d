/// What a power cut leaves of what was not synced.
package enum PowerLoss: Hashable, Sendable, CaseIterable {
    /// Nothing of it.
    case drop
    /// Any sectors of 512 bytes, in any order; a file may have grown over what is missing, which then reads as zeros or
    /// as anything.
    case reorder
    /// The first changes, and of the next one a piece that may end at any byte.
    case tear
}
