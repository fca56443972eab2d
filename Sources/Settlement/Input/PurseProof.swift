import Journal

/// A purse's debit with what proves it, for the issuer of the card.
package struct PurseProof: Hashable, Sendable {
    /// The tap that it paid for.
    package let tap: TapIdentity
    /// The tap's medium.
    package let medium: String
    /// The record of the proof, or of the state that it is in.
    package let record: UInt64
    /// The debit as it was recorded last, with the terminal's MAC.
    package let purse: JournalPurse

    package init(tap: TapIdentity, medium: String, record: UInt64, purse: JournalPurse) {
        self.tap = tap
        self.medium = medium
        self.record = record
        self.purse = purse
    }
}
