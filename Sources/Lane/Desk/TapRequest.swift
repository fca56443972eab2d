import Fares
import Gate
import Journal
import QRTickets

/// A card that wants through: what its dialogue has found out, for the desk.
package struct TapRequest: Sendable {
    /// Where, and which way.
    package var site: LaneSite
    /// The lane's place at the desk, which ``DeskThread`` fills in: it alone opens for the tap until a restart.
    package var lane = 0
    /// When, local time.
    package var time: LocalTime
    /// Both clocks, for the record.
    package var moment: JournalMoment
    /// Who.
    package var token: JournalToken
    /// The same card under the token key before this one, while there is one.
    package var previousToken: CardToken?
    /// With what.
    package var medium: FareMedia
    /// The card's counter of transactions.
    package var transactionCounter: UInt16?
    /// The random number that the card signed.
    package var unpredictableNumber: UInt32?
    /// What makes the code that was shown one and the same; nil for a card.
    package var replayKey: ReplayKey?
    /// The most that may be charged at once, in fen; nil: no limit.
    package var limitFen: Int64?
    /// Which deny list was asked for this tap; nil: the one that the desk began with.
    package var denyListVersion: UInt64?
    /// What the acquirer needs, sealed.
    package var sealedData: [UInt8] = []
    /// The rules that the lane does without.
    package var easings = GateEasings.none
    /// How long the dialogue took.
    package var phases = PhaseTimings()

    package init(
        site: LaneSite, time: LocalTime, moment: JournalMoment, token: JournalToken, medium: FareMedia
    ) {
        self.site = site
        self.time = time
        self.moment = moment
        self.token = token
        self.medium = medium
    }
}
