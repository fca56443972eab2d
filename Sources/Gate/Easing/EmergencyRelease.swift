import Fares

/// Barriers of a station that stood open for everybody.
package struct EmergencyRelease: Hashable, Sendable {
    /// Where; nil for a station that the edition in use does not know.
    package var station: StationIndex?
    /// The lane; nil where all of the station did, or it is not known.
    package var lane: UInt8?
    /// The lane leads out alone: who comes in has not come through it.
    package var isOutward = false
    /// From when, local time.
    package var from: LocalTime
    /// Until when; nil while it lasts.
    package var until: LocalTime?

    package init(
        station: StationIndex?, lane: UInt8? = nil, isOutward: Bool = false, from: LocalTime, until: LocalTime? = nil
    ) {
        self.station = station
        self.lane = lane
        self.isOutward = isOutward
        self.from = from
        self.until = until
    }
}
