/// To what a share of a fare is rounded: half a yuan, as all published fares are, or nothing coarser than a fen.
///
/// - **Source**: half a yuan is unverified, and so is which way; a parameter.
public enum FareRounding: String, Hashable, Sendable, CaseIterable {
    /// To the nearest half yuan, a quarter up.
    case halfUp = "half-up"
    /// To the half yuan below.
    case down
    /// To the half yuan above.
    case up
    /// To the nearest fen, half a fen up.
    case none

    /// The steps of all published fares, in fen.
    public static let unitFen = 50

    /// So many percent of an amount in fen.
    public func share(_ percent: Int, ofFen fen: Int) -> Int {
        switch self {
        case .halfUp: WholeRounding.halfUp.quotient(fen * percent, by: 100 * Self.unitFen) * Self.unitFen
        case .down: WholeRounding.down.quotient(fen * percent, by: 100 * Self.unitFen) * Self.unitFen
        case .up: WholeRounding.up.quotient(fen * percent, by: 100 * Self.unitFen) * Self.unitFen
        case .none: WholeRounding.halfUp.quotient(fen * percent, by: 100)
        }
    }
}
