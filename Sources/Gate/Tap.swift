import Fares

/// One touch of a medium at a reader, from whatever source: card, code, log or simulator.
///
/// After this type there is one path: ``TapProcessor``.
package struct Tap: Hashable, Sendable {
    /// Who.
    package var token: CardToken
    /// When, on the device's clock.
    package var time: LocalTime
    /// What.
    package var kind: TapKind
    /// Where; nil if the record does not say.
    package var station: StationIndex?
    /// With what.
    package var medium: FareMedia
    /// As whom.
    package var rider: RiderCategory
    /// In which class of carriage, known at the exit.
    package var carriage: CarriageClass
    /// Whether the transfer discount is decided already.
    package var transfer: TransferMark
    /// The tap has already happened at some other gate (a log, a late upload): it is taken as a fact, never refused.
    package var isRecorded: Bool

    package init(
        token: CardToken, time: LocalTime, kind: TapKind, station: StationIndex?, medium: FareMedia,
        rider: RiderCategory = .adult, carriage: CarriageClass = .ordinary, transfer: TransferMark = .notStated,
        isRecorded: Bool = false
    ) {
        self.token = token
        self.time = time
        self.kind = kind
        self.station = station
        self.medium = medium
        self.rider = rider
        self.carriage = carriage
        self.transfer = transfer
        self.isRecorded = isRecorded
    }
}
