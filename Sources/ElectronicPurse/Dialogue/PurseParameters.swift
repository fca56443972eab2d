/// Every rule of the purse that the sources leave open, or contradict each other in.
///
/// - **Shape**: one value a rule; the tests run each both ways.
/// - **Source**: emv.md, 7 and 8.12, from public terminals, readers and scripts; JT/T 978 and JR/T 0025.9 were not
///   read.
package struct PurseParameters: Hashable, Sendable {
    /// The purchase key's index that 8050 names; `01` in every script seen.
    package var keyIndex: UInt8 = 0x01
    /// The means of travel in a record 1E: `01` metro, `02` bus; one source has them the other way round.
    package var mode: UInt8 = 0x01
    /// P1 of GET BALANCE for the overdraft used: `02` in four sources; `01` in metrodroid and one script.
    package var overdraftUsedParameter: UInt8 = 0x02
    /// The last states of file 1E that an entry follows. Gates were seen to take `00` and `04` alone, which shuts out a
    /// rider whose last record is a bus ride; so all states but "entered" are here.
    package var entryStates: Set<UInt8> = [0x00, 0x02, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A]
    /// The last states that an exit follows, as seen.
    package var exitStates: Set<UInt8> = [0x03]
    /// What GET TRANSACTION PROVE adds to the sequence of 8050; three terminals add 1.
    package var proofSequenceStep: UInt16 = 1
    /// A refused GET TRANSACTION PROVE means that nothing was debited, unless records or balance say otherwise.
    package var refusedProofMeansNotDebited = true
    /// SELECT answered `6283` ends the tap: the application is blocked.
    package var refusesBlockedApplication = true
    /// A card is refused before the first day of its validity.
    package var checksValidFrom = true
    /// File 17 is read, and a card without it refused.
    package var requiresLocation = true
    /// Algorithm `04` is taken; what it computes is from memory.
    package var acceptsSM4 = true

    package init() {}
}
