/// How often things go wrong, in millionths of the trips (for clocks: of the gates). A card has one such event a day.
///
/// Real logs have them all; the shares are this project's choice.
package struct IrregularShares: Hashable, Sendable {
    /// The exit was never recorded.
    package var missingExitPerMillion = 2000
    /// The entry was never recorded.
    package var missingEntryPerMillion = 2000
    /// The entry was recorded twice, 2 to 40 s apart, at one gate.
    package var doubleEntryPerMillion = 3000
    /// The exit was recorded twice, 2 to 40 s apart, at one gate; the second one is free.
    package var doubleExitPerMillion = 1500
    /// One end lies at a station that no network file knows.
    package var unknownStationPerMillion = 1000
    /// Gates whose clock is off by 20 to 75 s all day.
    package var skewedGatesPerMillion = 2000

    /// The shares of a normal day.
    package init() {}

    /// A day on which nothing goes wrong.
    package static var none: IrregularShares {
        var shares = IrregularShares()
        shares.missingExitPerMillion = 0
        shares.missingEntryPerMillion = 0
        shares.doubleEntryPerMillion = 0
        shares.doubleExitPerMillion = 0
        shares.unknownStationPerMillion = 0
        shares.skewedGatesPerMillion = 0
        return shares
    }
}
