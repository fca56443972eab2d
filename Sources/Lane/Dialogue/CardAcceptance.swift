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
    /// For how long a number whose card failed authentication is refused at this gate; 0: not at all.
    package var barSeconds = BarredCards.usualSeconds
    /// How purses are taken.
    package var purses = PurseConfiguration()

    let authenticator: CardAuthenticator
    let tokenizer: CardTokenizer
    /// The deny list, which may be exchanged at any time.
    let denyList: DenyListInForce
    /// The edition of it that the tap at hand goes by.
    private(set) var edition: DenyEdition
    private(set) var quickPass: FareMedia?
    private(set) var tUnion: FareMedia?
    /// Whether codes are taken, wherever there is a scanner.
    private(set) var takesCodes = true
    var numbers = UnpredictableNumbers()

    /// A gate that trusts `keys`, with a deny list that stays as it is.
    package convenience init(
        _ book: FareBook, keys: CAPublicKeyStore, tokenizer: CardTokenizer, denyList: CardDenyList
    ) {
        self.init(
            book, keys: keys, tokenizer: tokenizer, denyList: DenyListInForce(DenyEdition(small: denyList)))
    }

    /// A gate that trusts `keys`; the deny list is that of all its lanes.
    package init(_ book: FareBook, keys: CAPublicKeyStore, tokenizer: CardTokenizer, denyList: DenyListInForce) {
        configuration = CardDialogue.Configuration(gate: .deferred)
        authenticator = CardAuthenticator(keys: keys)
        self.tokenizer = tokenizer
        self.denyList = denyList
        edition = denyList.current
        quickPass = book.tariff.medium("quickpass")
        tUnion = book.tariff.medium("t-union")
    }

    /// A tap begins: it goes by the deny list that is in force now.
    func beginTap() { edition = denyList.current }

    /// Takes no other media than these, by the tariff's names.
    package func restrict(to media: [String]) {
        if !media.contains("quickpass") { quickPass = nil }
        if !media.contains("t-union") { tUnion = nil }
    }

    /// Takes nothing that is not on the operator's list.
    package func accept(_ list: AcceptList) {
        restrict(to: list.media)
        takesCodes = list.media.contains("qr-code")
        configuration.entryPoint = list.restricted(configuration.entryPoint)
    }

    /// A payment card's token as records keep it.
    func journalToken(_ value: CardTokenValue) -> JournalToken {
        JournalToken(
            token: CardToken(high: value.high, low: value.low), keyIdentifier: tokenizer.keyIdentifier)
    }

    /// The tokens of a purse, under the key in use and the one before.
    func tokens(of card: PurseCard) -> (CardTokenValue, previous: CardTokenValue?) {
        var digits: [UInt8] = []
        card.identity.number.appendDigits(to: &digits)
        return (tokenizer.token(ofDigits: digits), tokenizer.previousToken(ofDigits: digits))
    }

    /// Whether the operator has listed a payment card, under either key, or by its account reference.
    func denies(_ card: AuthenticatedCard, _ data: CardData) -> Bool {
        if edition.lists(tokenizer.token(of: card)) { return true }
        if let old = tokenizer.previousToken(of: card), edition.lists(old) { return true }
        guard let reference = data.value(of: Tag.paymentAccountReference) else { return false }
        return edition.lists(reference: data.bytes.span.extracting(reference), by: tokenizer)
    }
}
