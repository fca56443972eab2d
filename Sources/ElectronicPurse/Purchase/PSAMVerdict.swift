/// What a key module thinks of a card's answer.
package enum PSAMVerdict: Hashable, Sendable {
    /// MAC2 is the card's, and the TAC too where the module has its key.
    case genuine
    /// MAC2 is not.
    case wrongMAC2
    /// MAC2 is the card's, the TAC is not.
    case wrongTAC
    /// The module can no longer tell: it has gone on to another purchase.
    case notKnown
}
