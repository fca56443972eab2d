import Fares
import Gate
import Journal

/// A purse that has been read and wants a price.
package struct PurseRequest: Sendable {
    /// The card and the gate.
    package var tap: TapRequest
    /// The journey that the card itself says is open: its entry's time and, where it is known here, station.
    package var entry: CardEntry?
    /// The moment of the card's newest record of a journey, whatever it says; nil if it has none.
    package var newest: LocalTime?
    /// The card was asked about an open debit and has not made it.
    package var isFoundNotDebited: Bool

    package init(tap: TapRequest, entry: CardEntry?, newest: LocalTime? = nil, isFoundNotDebited: Bool) {
        self.tap = tap
        self.entry = entry
        // An open entry is the newest.
        self.newest = entry?.time ?? newest
        self.isFoundNotDebited = isFoundNotDebited
    }

    /// An entry as the card has it on record.
    package struct CardEntry: Sendable {
        /// When, local time.
        package var time: LocalTime
        /// Where; nil if the edition in use has no such station.
        package var station: StationIndex?

        package init(time: LocalTime, station: StationIndex?) {
            self.time = time
            self.station = station
        }
    }
}
