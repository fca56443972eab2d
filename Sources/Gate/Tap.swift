import Fares

/// The card, code or account behind a tap, as an opaque 128-bit value.
///
/// Live media use a keyed hash of the card number (never the number itself); a replayed log uses its masked number.
package struct CardToken: Hashable, Sendable {
    /// The upper half; 0 for tokens of replayed logs.
    package let high: UInt64
    /// The lower half.
    package let low: UInt64

    package init(high: UInt64 = 0, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// What a rider did at the device.
package enum TapKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Asked to enter the metro.
    case entry
    /// Asked to leave it.
    case exit
    /// Paid a single ride on a bus; matters for the transfer discount only.
    case bus
}

/// Whether the device that took the tap has already decided on the transfer discount.
package enum TransferMark: UInt8, Hashable, Sendable {
    /// The gate decides by the bus tap before the entry.
    case notStated
    /// Already granted.
    case granted
    /// Already found not due.
    case notGranted
}

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
