/// A second-class fare worked out from kilometres, where nothing else is known; never a published fare.
///
/// - **Unit**: whole fen, a multiple of 50; rates in ten-thousandths of a yuan a kilometre.
/// - **Limits**: ``kilometres``; letters G and D only.
/// - **Source**: rates computed from fares of October 2016 (S1); steps at 500 and 1,000 km from syrybj.com. On
///   single-speed routes of 20 to 500 km 103 of 180 fares are exact and 166 within 2 yuan; elsewhere far fewer.
public enum DistanceEstimate {
    /// The distances that are estimated.
    public static let kilometres = 1...5000

    /// Ten-thousandths of a yuan a kilometre; nil for trains that follow no rate.
    public static func rate(_ letter: RailLetter) -> Int? {
        switch letter {
        case .g: 4590
        case .d: 2931
        case .c: nil
        }
    }

    /// The fare in fen; nil for a train without rate, or a distance out of range.
    public static func fen(_ letter: RailLetter, kilometres distance: Int) -> Int? {
        guard let rate = rate(letter), kilometres.contains(distance) else { return nil }
        // Tenths of kilometres that count: all up to 500, nine tenths up to 1,000, eight tenths beyond.
        let counted = 10 * min(distance, 500) + 9 * min(max(distance - 500, 0), 500) + 8 * max(distance - 1000, 0)
        let halfYuan = WholeRounding.halfUp.quotient(rate * counted, by: 50_000)
        return halfYuan * FareRounding.unitFen
    }
}
