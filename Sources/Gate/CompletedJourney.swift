import Fares

/// A journey that a tap has completed.
package struct CompletedJourney: Hashable, Sendable {
    package let entry: JourneyEnd
    package let exit: JourneyEnd
}
