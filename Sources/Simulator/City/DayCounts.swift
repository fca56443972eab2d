/// What a simulated day contains, counted while it was made.
package struct DayCounts: Hashable, Sendable {
    /// Cards, those seen on buses only included.
    package var cards = 0
    /// Metro trips, those with a missing half included.
    package var trips = 0
    /// Rows of bus rides.
    package var busTaps = 0
    /// Trips without an exit row.
    package var missingExits = 0
    /// Trips without an entry row.
    package var missingEntries = 0
    /// Trips with two entry rows.
    package var doubleEntries = 0
    /// Trips with two exit rows.
    package var doubleExits = 0
    /// Trips with an end at an unknown station.
    package var unknownStations = 0
    /// Rows from gates whose clock is off.
    package var skewedTaps = 0
}
