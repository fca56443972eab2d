/// Why a dialogue with a purse ended as it did.
package enum PurseReason: Hashable, Sendable {
    /// All that was asked for is read.
    case read
    /// The purse was debited and has proved it.
    case debited
    /// A debit whose answer was lost has happened, as the card shows.
    case recovered
    /// No purse that is known here.
    case notSupported
    /// A purse that is read but not debited here.
    case readOnly
    case cardBlocked
    case applicationBlocked
    /// A file that must be there is not.
    case fileMissing(PurseLayoutFault.File)
    /// A file that is not as it should be.
    case wrongLayout(PurseLayoutFault)
    /// GET BALANCE was refused, or did not give an amount.
    case balanceUnknown
    case expired
    case notYetValid
    /// The card has entered somewhere and not left.
    case alreadyInside
    /// The card has not entered anywhere.
    case notEntered
    case notEnoughMoney
    /// The card's counter of purchases is used up.
    case counterAtLimit
    /// The card has no key of the index asked for.
    case keyNotSupported
    case algorithmNotSupported(UInt8)
    /// The card found MAC1 wrong: another system's card, or another system's key module.
    case wrongMAC1
    /// The card refused with another status word.
    case cardRefused(status: UInt16)
    /// An answer of the card that its command does not have.
    case badAnswer
    /// The card did not prove the debit.
    case wrongMAC2
    /// The proof for settlement is wrong.
    case wrongTAC
    /// Whether a debit has happened cannot be told from what the card says.
    case undecided
    /// The key module failed.
    case keyModule(PSAMError)
    /// The intent could not be kept, so that nothing was debited.
    case notKept
    /// The gate decided so, for reasons of its own.
    case gate
    case removed
    case timedOut
    case collision
    case linkFault
    case tooMuch
    case readerFault

    /// The name in reports.
    package var code: String {
        switch self {
        case .read: "read"
        case .debited: "debited"
        case .recovered: "debit-recovered"
        case .notSupported: "card-not-supported"
        case .readOnly: "purse-is-read-only"
        case .cardBlocked: "card-blocked"
        case .applicationBlocked: "application-blocked"
        case .fileMissing: "purse-file-missing"
        case .wrongLayout: "purse-file-malformed"
        case .balanceUnknown: "balance-unknown"
        case .expired: "expired"
        case .notYetValid: "not-yet-valid"
        case .alreadyInside: "already-inside"
        case .notEntered: "not-entered"
        case .notEnoughMoney: "not-enough-money"
        case .counterAtLimit: "purse-counter-at-limit"
        case .keyNotSupported: "purse-key-not-supported"
        case .algorithmNotSupported: "purse-algorithm-not-supported"
        case .wrongMAC1: "wrong-mac1"
        case .cardRefused: "card-refused"
        case .badAnswer: "bad-answer"
        case .wrongMAC2: "wrong-mac2"
        case .wrongTAC: "wrong-tac"
        case .undecided: "debit-undecided"
        case .keyModule: "key-module-failed"
        case .notKept: "intent-not-kept"
        case .gate: "refused-by-gate"
        case .removed: "card-removed"
        case .timedOut: "timed-out"
        case .collision: "more-than-one-card"
        case .linkFault: "link-fault"
        case .tooMuch: "card-answers-too-much"
        case .readerFault: "reader-fault"
        }
    }
}
