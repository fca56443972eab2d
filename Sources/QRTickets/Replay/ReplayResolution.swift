/// What a start has settled.
package struct ReplayResolution: Hashable, Sendable {
    /// Codes whose tap was on record.
    package var confirmed = 0
    /// Codes whose tap never came to be.
    package var released = 0

    package init(confirmed: Int = 0, released: Int = 0) {
        self.confirmed = confirmed
        self.released = released
    }
}
