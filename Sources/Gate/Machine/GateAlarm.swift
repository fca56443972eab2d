/// What a lane calls staff for.
package enum GateAlarm: UInt8, Hashable, Sendable, CaseIterable {
    /// A second person has followed on one ticket.
    case tailgating = 1
    /// Somebody has come from the wrong side.
    case intrusion = 2
    /// Somebody has passed whom nothing let in.
    case unpaidPassage = 3
    /// The safety zone stays occupied.
    case zoneBlocked = 4
    /// The barrier cannot move for an obstacle.
    case obstructed = 5
    /// The barrier reports a fault.
    case barrierFault = 6
    /// The barrier has not reported in time.
    case barrierSilent = 7
    /// Nothing is heard of the barrier's controller.
    case linkLost = 8
    /// The supply is lost.
    case powerLost = 9

    /// The name in JSON, logs and on the line.
    package var code: String {
        switch self {
        case .tailgating: "tailgating"
        case .intrusion: "intrusion"
        case .unpaidPassage: "unpaid-passage"
        case .zoneBlocked: "zone-blocked"
        case .obstructed: "obstructed"
        case .barrierFault: "barrier-fault"
        case .barrierSilent: "barrier-silent"
        case .linkLost: "link-lost"
        case .powerLost: "power-lost"
        }
    }
}
