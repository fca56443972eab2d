/// How far a barrier is with what it was told.
enum BarrierMotion: Hashable, Sendable {
    /// There, or it reports nothing.
    case settled
    /// Must have reported by then.
    case moving(until: UInt64)
    /// Something is in its way; told again then.
    case obstructed(retryAt: UInt64)

    /// When it must be looked at again.
    var deadline: UInt64? {
        switch self {
        case .settled: nil
        case .moving(let until): until
        case .obstructed(let retryAt): retryAt
        }
    }
}
