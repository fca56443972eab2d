/// What happens to a part of a unit.
public enum WholeRounding: String, Hashable, Sendable, CaseIterable {
    /// To the nearest unit, half a unit up.
    case halfUp = "half-up"
    /// The part is dropped.
    case down
    /// Any part makes a whole unit.
    case up

    /// `numerator / denominator` as a whole number.
    ///
    /// - **Limits**: the numerator is not negative, the denominator above 0; twice either fits 64 bits.
    public func quotient(_ numerator: Int, by denominator: Int) -> Int {
        precondition(numerator >= 0 && denominator > 0, "a share of money is not negative")
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        switch self {
        case .down: return whole
        case .up: return rest > 0 ? whole + 1 : whole
        case .halfUp: return rest >= denominator - rest ? whole + 1 : whole
        }
    }
}
