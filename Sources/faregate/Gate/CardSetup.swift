import Bundles
import EMV
import Lane

/// What a gate takes cards by; with a deny list alone it takes none.
struct CardSetup {
    /// The operator's list, which codes and tickets are looked up in too.
    var denyList: CardDenyList
    /// The signed list beside it.
    var signedDenyList: DenyList?
    /// What the operator takes at all; nil: what the tariff has.
    var acceptList: AcceptList?
    /// CA keys of payment cards.
    var keys = CAPublicKeyStore()
    var kernel = CardDialogue.Configuration(gate: .deferred).kernel
    /// What a payment card is told, in fen.
    var amountFen: UInt64 = 1
    var prefersPurse = false
    /// Where authorisation data are sealed to; nil: they are not kept.
    var acquirerKey: [UInt8]?
    var barSeconds = BarredCards.usualSeconds
    /// Purses are debited with the emulator's keys, where there is no key module.
    var takesTestPurses = false
}
