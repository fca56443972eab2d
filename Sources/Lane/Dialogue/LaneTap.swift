import EMV
import ElectronicPurse
import Gate
import Journal
import PCSC
import QRTickets

/// What became of one card at a lane.
package struct LaneTap {
    /// What the barrier did.
    package var outcome = GateOutcome.again
    /// Why: the gate's reason, the kernel's or the purse's, or what went wrong.
    package var reason = ""
    /// The tariff's name of the medium that the card was taken as; nil for a card that is none.
    package var medium: String?
    /// The decision, if one was asked for.
    package var verdict: DeskVerdict?
    /// Who.
    package var token: CardTokenValue?
    /// First six and last four digits.
    package var maskedNumber: String?
    /// What a payment card's kernel said.
    package var kernel: KernelResult?
    /// The last message of the kernel for the display.
    package var message: UserInterfaceRequest?
    /// What a purse said; nil for a card that was not read as one.
    package var purseCard: PurseCard?
    /// What a purse's dialogue came to, before the desk's word.
    package var purse: PurseResult?
    /// What the validator said of a code; nil for a card.
    package var code: CodeVerdict?
    /// Why the gate's clock may not judge codes, where that is the reason.
    package var clockFault: ClockTrust.Fault?
    /// The replay store has failed: the code opened nothing, or its reservation waits for the next start.
    package var replayFailure: ReplayStoreFailure?
    /// Of a rail ticket that has been used: where and when.
    var spentBefore: ReplayEntry?
    /// The card left where it may count itself as paid.
    package var isTorn = false
    /// The card is the one that left so at this lane the last time: it may count two taps where we know of one.
    package var followsTorn = false
    /// The card is the last tap once more: nothing was decided or recorded, the barrier was told nothing, and the
    /// display stays as it is.
    package var isSameTap = false
    /// The sealed authorisation data that the record holds.
    package var sealedData: [UInt8] = []
    /// Times.
    package var log = PhaseLog()
    /// The journal has failed: the lane is closed.
    package var journalFailure: JournalError?
    /// The reader's own part of a failure.
    package var isLinkFault = false

    package init() {}

    /// How the dialogue ended, for the reader's presence.
    package var ending: CardArrivals.Ending {
        // The same tap is so about its token whatever its outcome.
        outcome == .again && !isSameTap ? .interrupted : .decided(token: token?.presenceToken)
    }
}

extension CardTokenValue {
    /// The token as a reader's presence compares it.
    package var presenceToken: [UInt8] { Array(text.utf8) }
}
