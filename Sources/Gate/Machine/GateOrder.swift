/// What somebody commands a lane.
package enum GateOrder: Hashable, Sendable {
    /// Into service.
    case normal
    /// Close.
    case close
    /// Take out of service.
    case outOfService
    /// Hand over to staff.
    case maintenance
    /// Release the barrier for everybody.
    case release
    /// End the release that a command began.
    case endRelease
    /// Move the barrier by hand: open or shut, in maintenance only.
    case byHand(isOpen: Bool)
    /// Use only these of the lane's ways.
    case directions(LaneDirections)
    /// Do without these rules.
    case ease(GateEasings)
}
