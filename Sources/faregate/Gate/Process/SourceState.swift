import SmartCard

/// Whether a reader, a scanner, a camera or a deck of a lane works.
enum SourceState: Equatable {
    /// It has not been looked at yet.
    case starting
    case working
    /// It does not; why.
    case fault(Wording)
    /// A deck of cards has been through.
    case ended

    /// The name in JSON and logs.
    var code: String {
        switch self {
        case .starting: "starting"
        case .working: "working"
        case .fault: "fault"
        case .ended: "ended"
        }
    }

    /// Whether a medium may come from it.
    var mayWork: Bool {
        switch self {
        case .starting, .working, .ended: true
        case .fault: false
        }
    }
}
