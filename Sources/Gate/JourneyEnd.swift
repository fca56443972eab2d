import Fares

/// One end of a journey.
package struct JourneyEnd: Hashable, Sendable {
    /// The moment.
    package let time: LocalTime
    /// The station; nil if not known.
    package let station: StationIndex?
}
