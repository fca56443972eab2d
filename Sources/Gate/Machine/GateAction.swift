/// What the lane's owner is to do.
package enum GateAction: Hashable, Sendable {
    /// Let one rider through this way, for the tap of this sequence; flaps that are shut open.
    case open(TapKind, tapSequence: UInt64)
    /// Stand open at rest: whoever comes without a ticket is an intruder.
    case stand
    /// Open for everybody, both ways, until told otherwise.
    case release
    /// Shut.
    case close
    /// Show this on the display of that side.
    case show(GatePrompt, TapKind)
    /// Sound.
    case alarm(GateAlarm)
    /// No alarm sounds any more.
    case silence
    /// The rider of this tap is through; after ``notPassed(_:)``: late, before the barrier was shut.
    case passed(UInt64)
    /// The rider of this tap has not passed; the barrier is told to let nobody through for it any more.
    case notPassed(UInt64)
    /// Somebody has followed the rider of this tap.
    case tailgated(UInt64)
    /// Somebody has passed while everybody may.
    case passedFreely
    /// The mode is another.
    case modeChanged(GateMode, to: GateMode, GateModeCause)
    /// The easings are others.
    case easingsChanged(GateEasings, to: GateEasings)
    /// The event has changed nothing.
    case ignored(GateIgnored)
}
