/// Why a barrier counts as broken.
enum BarrierBreak: Hashable, Sendable {
    /// It says so.
    case fault
    /// Something has been in its way too often: it is told to shut again, slowly.
    case obstructed
    /// It has not reported in time.
    case silent

    /// What staff are called for.
    var alarm: GateAlarm {
        switch self {
        case .fault: .barrierFault
        case .obstructed: .obstructed
        case .silent: .barrierSilent
        }
    }
}
