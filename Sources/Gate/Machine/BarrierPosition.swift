/// Where a barrier was told to go.
enum BarrierPosition: Hashable, Sendable {
    /// Nothing was told since the start, or it is not known whether it was heard.
    case unknown
    case shut
    /// Open at rest.
    case standing
    /// Open for riders under way.
    case passing(TapKind)
    /// Open for everybody.
    case released

    /// Whether its flaps are open; nil if not known.
    var isOpen: Bool? {
        switch self {
        case .unknown: nil
        case .shut: false
        case .standing, .passing, .released: true
        }
    }
}
