import Fares

/// When a train leaves one station.
package struct RailStop: Hashable, Sendable {
    /// Seconds after midnight.
    package let secondOfDay: Int
    /// So many days after the train's own.
    package let dayOffset: Int
    /// The train does not run.
    package let isCancelled: Bool

    /// The moment of departure of the train of a day, in seconds as ``LocalTime/seconds``.
    ///
    /// A whole number of any size: the day of a ticket may be one that no clock here will see.
    package func departure(of trainDate: ServiceDate) -> Int {
        (Int(trainDate.dayNumber) + dayOffset) * 86_400 + secondOfDay
    }
}
