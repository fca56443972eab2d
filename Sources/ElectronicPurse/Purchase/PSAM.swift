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
