/// How long a simulated barrier and its riders take.
///
/// - **Unit**: milliseconds.
/// - **Source**: the project's choice; operations.md, section 3, has 30 to 100 ms for a gate's motor.
package struct SimulatedGateTimes: Hashable, Sendable {
    /// For the flaps to open, and to shut.
    package var openingMilliseconds: UInt32 = 100
    package var closingMilliseconds: UInt32 = 300
    /// From the open signal to the safety zone, and through it.
    package var approachMilliseconds: UInt32 = 400
    package var crossingMilliseconds: UInt32 = 800

    package init() {}
}
