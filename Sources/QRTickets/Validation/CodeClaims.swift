/// What a code says of itself, in the words that all formats share: nothing of it is verified.
///
/// - **Shape**: copies, so that the code's bytes need not be kept. Only ``VerifiedCode`` may be shown or priced.
package struct CodeClaims: Hashable, Sendable {
    /// How the code is written.
    package let format: CodeFormat
    /// How its levels are signed, where a format leaves the choice.
    package var algorithm: CodeAlgorithm?
    /// Who issued it, as the format writes it.
    package let issuer: [UInt8]
    /// Of the issuer's certificate or key.
    package let serial: [UInt8]
    /// Who runs the code's platform, as the format writes it.
    package let platform: [UInt8]
    /// Whose code it is, as the format writes it.
    package let account: [UInt8]
    /// Who issued the card account, in the form of ``issuer``; nil where a format has none.
    package var cardIssuer: [UInt8]?
    /// BCD; nil where a format has none.
    package var cardNumber: [UInt8]?
    /// When the phone made it; seconds since 1970, UTC.
    package let generated: UInt32
    package let validitySeconds: UInt32
    /// The last second of the issuer's authorisation; nil where a format has none.
    package var authorisedUntil: UInt32?
    /// The most that one ride may cost, fen; nil where a format has none.
    package var limitFen: UInt32?
    /// Where it may be used; nil where a format does not say.
    package var service: CodeService?
    /// The issuer's number of what was bought.
    package var product: UInt16?
    /// The issuer's own field; of U1 and U2 codes the record of a rail ticket.
    package var custom: [UInt8] = []
    /// The issuer's number of the ticket, where the account is another thing; empty: the account stands for it.
    package var ticketNumber: [UInt8] = []

    /// One and the same for all bytes that this code can be altered to.
    package var replayKey: ReplayKey {
        ReplayKey(format: format, platform: platform.span, account: account.span, generated: generated)
    }

    /// The name in options and JSON: of the format, or of format and algorithm.
    package var name: String { algorithm.map { "\(format.rawValue)-\($0.name)" } ?? format.rawValue }
}
