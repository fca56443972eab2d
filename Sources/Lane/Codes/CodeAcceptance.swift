import CardCrypto
import EMV
import Fares
import Gate
import Journal
import QRTickets

/// Which codes a gate takes and what it needs for that; one for each lane, since contexts are kept.
package final class CodeAcceptance {
    /// Checks codes; its policy and its revocation list may be replaced between two codes.
    package let validator: CodeValidator
    /// Where the codes that were shown are kept, for all lanes of the box.
    package let store: any ReplayStore
    /// This lane, as the store names it.
    package let holder: ReplayHolder
    /// Where codes are sealed to for the settlement; nil: they are not kept.
    package var acquirerKey: [UInt8]?
    /// What the system says of its time service.
    package var isSynchronised: () -> Bool = { false }

    let medium: FareMedia?
    private let tokenizer: CardTokenizer
    private var trust: ClockTrust

    /// - **Parameters**: a validator that looks into the same store; `medium`, the tariff's name of what the codes are.
    package init(
        _ book: FareBook, validator: CodeValidator, store: any ReplayStore, holder: ReplayHolder,
        tokenizer: CardTokenizer, trust: ClockTrust, medium: String = mediumName
    ) {
        self.validator = validator
        self.store = store
        self.holder = holder
        self.tokenizer = tokenizer
        self.trust = trust
        self.medium = book.tariff.medium(medium)
    }

    /// The tariff's name of the medium.
    package static let mediumName = "qr-code"

    /// The time that codes are judged by; `fault` says why it is not trusted.
    func time(_ clock: LaneClock) -> (clock: CodeClock, fault: ClockTrust.Fault?) {
        let fault = trust.fault(at: clock.moment, isSynchronised: isSynchronised())
        return (CodeClock(now: clock.utcSeconds, isTrusted: fault == nil), fault)
    }

    /// The tokens of a code's account, under the key in use and the one before.
    func tokens(of code: VerifiedCode) -> CodeTokens {
        // Letters in front: no card number is such a text.
        let text =
            Array("code \(code.format.rawValue) ".utf8) + [UInt8(truncatingIfNeeded: code.platform.count)]
            + code.platform + code.account
        return tokens(ofText: text)
    }

    /// The tokens of a rail ticket by its number: one and the same for all its codes, and for its document alone.
    func tokens(ofRailTicket number: String) -> CodeTokens { tokens(ofText: Array("rail ticket \(number)".utf8)) }

    private func tokens(ofText text: [UInt8]) -> CodeTokens {
        CodeTokens(current: tokenizer.token(ofDigits: text), previous: tokenizer.previousToken(ofDigits: text))
    }

    /// A payment account's token as records keep it.
    func journalToken(_ value: CardTokenValue) -> JournalToken {
        JournalToken(
            token: CardToken(high: value.high, low: value.low), keyIdentifier: tokenizer.keyIdentifier)
    }

    /// The purpose that sealed codes are bound to.
    package static let sealContext = Array("FareGate code 1".utf8)

    /// The code's bytes for the settlement; nil if they cannot be sealed or do not fit a record.
    func sealed(_ bytes: [UInt8], to key: [UInt8], using generator: inout any RandomNumberGenerator) -> [UInt8]? {
        guard bytes.count + SealedBox.overhead <= JournalTap.longestSealedData else { return nil }
        return SealedBox.seal(bytes, to: key, context: Self.sealContext, using: &generator)
    }
}
