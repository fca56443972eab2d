/// What happens to a lane.
package enum GateEvent: Hashable, Sendable {
    /// A tap is approved and on stable storage.
    case approved(GatePass)
    /// A tap is refused: what to show, and on which side.
    case refused(GatePrompt, TapKind)
    /// A medium has to be presented again, on that side.
    case again(TapKind)
    /// The aisle.
    case sensor(PassageSensor)
    /// The rider of this tap is through: the controller knows whose passage it was.
    case passed(UInt64)
    /// A second person follows the rider of this tap.
    case followed(UInt64)
    /// The barrier.
    case barrier(BarrierReport)
    /// Somebody commands.
    case command(GateOrder)
    /// The emergency line is drawn, or is no more.
    case emergencyLine(Bool)
    /// The supply is there, or is lost.
    case power(Bool)
    /// The barrier's controller is heard, or is not.
    case link(Bool)
    /// The reader of a side works, or does not.
    case reader(TapKind, works: Bool)
    /// Time has passed.
    case tick
}
