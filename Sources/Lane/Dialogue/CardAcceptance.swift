import EMV
import ElectronicPurse
import Fares
import Gate
import Journal

/// Which cards a gate takes and what it needs for that; one for each lane, since contexts are kept.
package final class CardAcceptance {
    /// How payment cards are taken.
    package var configuration: CardDialogue.Configuration
    /// The amount that a payment card is told, in fen.
    package var amountFen: UInt64 = 1
    /// A purse is looked for first.
    package var prefersPurse = false
    /// Where authorisation data are sealed to; nil: they are not kept.
    package var acquirerKey: [UInt8]?
    /// How purses are taken.
    package var purses = PurseConfiguration()

    let authenticator: CardAuthenticator
    let tokenizer: CardTokenizer
    let denyList: CardDenyList
    let quickPass: FareMedia?
    let tUnion: FareMedia?
    var numbers = UnpredictableNumbers()

    /// A gate that trusts `keys`.
    package init(_ book: FareBook, keys: CAPublicKeyStore, tokenizer: CardTokenizer, denyList: CardDenyList) {
        configuration = CardDialogue.Configuration(gate: .deferred)
        authenticator = CardAuthenticator(keys: keys)
        self.tokenizer = tokenizer
        self.denyList = denyList
        quickPass = book.tariff.medium("quickpass")
        tUnion = book.tariff.medium("t-union")
    }

    /// A payment card's token as records keep it.
    func journalToken(_ value: CardTokenValue) -> JournalToken {
        JournalToken(
            token: CardToken(high: value.high, low: value.low), keyIdentifier: tokenizer.keyIdentifier)
    }

    /// Whether the operator has listed a payment card, under either key, or by its account reference.
    func denies(_ card: AuthenticatedCard, _ data: CardData) -> Bool {
        if denyList.lists(tokenizer.token(of: card)) { return true }
        if let old = tokenizer.previousToken(of: card), denyList.lists(old) { return true }
        guard let reference = data.value(of: Tag.paymentAccountReference) else { return false }
        return denyList.lists(reference: data.bytes.span.extracting(reference))
    }
}
