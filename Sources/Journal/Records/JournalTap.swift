import Fares
import Gate
import QRTickets

/// A tap and what was decided on it: the record that settlement and the next start rest on.
///
/// - **Shape**: ids as text, so that a record is read without the files of its day; indices beside them.
/// - **Limits**: sealed data up to ``longestSealedData``; a text up to ``BodyWriter/longestText`` bytes.
/// - **Source**: the fields of operations.md, 4.2.
package struct JournalTap: Equatable, Sendable {
    /// The most bytes of sealed authorisation data.
    package static let longestSealedData = 1024

    /// The completed journey's beginning.
    package struct Entry: Hashable, Sendable {
        package var time: LocalTime
        package var station: JournalStation?

        package init(time: LocalTime, station: JournalStation?) {
            self.time = time
            self.station = station
        }
    }

    /// The moment that the decision rests on, local time.
    package var time: LocalTime
    /// The service day it counts to.
    package var serviceDate: ServiceDate
    /// Entry, exit or bus.
    package var kind: TapKind
    /// Where; nil if not known.
    package var station: JournalStation?
    /// Who.
    package var token: JournalToken
    /// The medium's id, such as `quickpass`.
    package var medium: String
    /// The rider category's id.
    package var rider: String
    /// The class of carriage.
    package var carriage = CarriageClass.ordinary
    /// Whether the transfer discount was decided before.
    package var transfer = TransferMark.notStated
    /// Taken as a fact that happened elsewhere.
    package var isRecorded = false
    /// The card's application transaction counter.
    package var transactionCounter: UInt16?
    /// The random number that the card signed.
    package var unpredictableNumber: UInt32?
    /// What makes the code that was shown one and the same; nil for a card.
    package var replayKey: ReplayKey?
    /// What the tap changed in the card's debt, in fen.
    package var chargeFen: Int64 = 0
    /// The fare of the completed journey, in fen; nil: none, or not priced.
    package var fareFen: Int64?
    /// The fares in force.
    package var fares: FareVersion
    /// The version of the deny list that was asked; 0: none.
    package var denyListVersion: UInt64 = 0
    /// The rules that the lane did without.
    package var easings = GateEasings.none
    /// What the barrier was told.
    package var outcome: GateOutcome
    /// Why.
    package var reason: GateReason
    /// The journey that the tap completed.
    package var entry: Entry?
    /// How long it took.
    package var phases = PhaseTimings()
    /// What the acquirer needs, readable by the acquirer alone.
    package var sealedData: [UInt8] = []

    package init(
        time: LocalTime, serviceDate: ServiceDate, kind: TapKind, station: JournalStation?, token: JournalToken,
        medium: String, rider: String, fares: FareVersion, outcome: GateOutcome, reason: GateReason
    ) {
        self.time = time
        self.serviceDate = serviceDate
        self.kind = kind
        self.station = station
        self.token = token
        self.medium = medium
        self.rider = rider
        self.fares = fares
        self.outcome = outcome
        self.reason = reason
    }
}
