import Fares

/// When something happens at a gate, on both of its clocks.
package struct RailMoment: Hashable, Sendable {
    /// The wall clock, which the windows of trains go by.
    package var local: LocalTime
    /// A clock that never goes back, in milliseconds from anywhere, which waiting goes by.
    package var milliseconds: UInt64

    package init(_ local: LocalTime, milliseconds: UInt64) {
        self.local = local
        self.milliseconds = milliseconds
    }
}
