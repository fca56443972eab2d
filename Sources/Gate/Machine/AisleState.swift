/// What goes on in a lane's aisle.
enum AisleState: Hashable, Sendable {
    /// Why flaps stay shut.
    enum Block: Hashable, Sendable {
        /// Somebody refused stands before flaps that stood open.
        case refusal
        /// Somebody has followed.
        case tailgating
        /// Somebody has come from the wrong side.
        case intrusion
    }

    /// Nobody is let through.
    case resting
    /// Riders are under way, one at least until that moment, of which so much was granted to one in the safety zone.
    case passing(until: UInt64, heldMilliseconds: UInt32)
    /// Shut until then, whoever waits.
    case blocked(Block, until: UInt64)

    /// Shut because of somebody who should not be there.
    var isAlarmed: Bool {
        switch self {
        case .blocked(.tailgating, _), .blocked(.intrusion, _): true
        case .resting, .passing, .blocked(.refusal, _): false
        }
    }

    /// When it must be looked at again.
    var deadline: UInt64? {
        switch self {
        case .resting: nil
        case .passing(let until, _), .blocked(_, let until): until
        }
    }
}
