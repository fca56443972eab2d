import Fares
import Gate
import Journal

/// An approved tap as settlement knows it: what decides the money, without what only the acquirer reads.
package struct SettledTap: Hashable, Sendable {
    /// Which.
    package let id: TapIdentity
    /// Whose.
    package var token: JournalToken
    /// When, local time of the device.
    package var time: LocalTime
    /// The service day that the gate counted it to.
    package var serviceDate: ServiceDate
    /// Entry, exit or bus.
    package var kind: TapKind
    /// The station's id; empty: not known.
    package var station = ""
    /// The medium's id.
    package var medium: String
    /// The rider category's id.
    package var rider: String
    /// The class of carriage.
    package var carriage = CarriageClass.ordinary
    /// Whether the transfer discount was decided before.
    package var transfer = TransferMark.notStated
    /// Where and when the journey began, where the gate itself knew.
    package var entry: JournalTap.Entry?
    /// What the gate charged, in fen.
    package var recordedFen: Int64
    /// What a purse has paid for it, by its proof; nil: no purse.
    package var purseFen: Int64?
    /// The gate's reason.
    package var reason: GateReason
    /// The rules that the lane did without.
    package var easings: GateEasings = []
    /// Whether the rider has passed, as sensors say; nil: they have not said.
    package var hasPassed: Bool?
    /// The card's counter of transactions.
    package var transactionCounter: UInt16?
    /// The random number that the card signed.
    package var unpredictableNumber: UInt32?

    /// The tap of a record; nil if it was not approved.
    package init?(_ record: JournalTap, _ id: TapIdentity) {
        guard record.outcome == .open else { return nil }
        self.init(
            id: id, token: record.token, time: record.time, serviceDate: record.serviceDate, kind: record.kind,
            medium: record.medium, rider: record.rider, recordedFen: record.chargeFen, reason: record.reason)
        station = record.station?.id ?? ""
        carriage = record.carriage
        transfer = record.transfer
        entry = record.entry
        easings = record.easings
        transactionCounter = record.transactionCounter
        unpredictableNumber = record.unpredictableNumber
    }

    /// Whether the gate let a rider out who could not pay, and no purse has paid since.
    var isOwed: Bool { reason == .chargeLater && purseFen == nil }

    init(
        id: TapIdentity, token: JournalToken, time: LocalTime, serviceDate: ServiceDate, kind: TapKind,
        medium: String, rider: String, recordedFen: Int64, reason: GateReason
    ) {
        self.id = id
        self.token = token
        self.time = time
        self.serviceDate = serviceDate
        self.kind = kind
        self.medium = medium
        self.rider = rider
        self.recordedFen = recordedFen
        self.reason = reason
    }
}
