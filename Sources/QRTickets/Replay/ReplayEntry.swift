/// A code that has been shown.
package struct ReplayEntry: Hashable, Sendable {
    /// Where.
    package let holder: ReplayHolder
    /// When, seconds since 1970, UTC.
    package let time: UInt32
    /// When it may be forgotten.
    package let expires: UInt32
    /// The record of the tap; nil while it is not durable.
    package let sequence: UInt64?

    package init(holder: ReplayHolder, time: UInt32, expires: UInt32, sequence: UInt64?) {
        self.holder = holder
        self.time = time
        self.expires = expires
        self.sequence = sequence
    }

    /// Whether it is what a journal has on record: of the same device, whichever lane, and no other tap of it.
    package func isSameTap(as record: ReplayEntry) -> Bool {
        holder.device == record.holder.device && (sequence == nil || sequence == record.sequence)
    }
}
