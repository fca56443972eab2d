/// The terminal's key module: it lets a purse be debited and checks that it was.
///
/// - **Shape**: one purchase at a time; a module need not remember an earlier one.
/// - **Errors**: ``PSAMError``.
package protocol PSAM {
    /// The terminal's number, six bytes; what 8050 and the settlement carry.
    var terminal: UInt64 { get }
    /// Counts the purchase and computes MAC1 over it.
    mutating func authorise(_ request: PurchaseRequest) throws(PSAMError) -> PurchaseAuthorisation
    /// Checks what the card answered to a purchase that this module has authorised.
    mutating func check(
        _ answer: DebitAnswer, of request: PurchaseRequest, _ authorisation: PurchaseAuthorisation
    ) throws(PSAMError) -> PSAMVerdict
}

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

/// Why a key module did not do its part.
package enum PSAMError: Error, Hashable, Sendable {
    /// No key of this version.
    case noKey(version: UInt8)
    /// An algorithm that the module does not have.
    case algorithmNotSupported(UInt8)
    /// The terminal's counter is used up; going on would repeat session keys.
    case counterExhausted
    /// The module answered with this status word.
    case refused(status: UInt16)
    /// The module answered something else than the command has for an answer.
    case badAnswer(count: Int)
    /// The module's slot or reader failed.
    case unreachable
}
