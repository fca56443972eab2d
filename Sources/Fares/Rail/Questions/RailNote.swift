/// What must be said beside a fare.
public enum RailNote: String, Hashable, Sendable, CaseIterable {
    /// Worked out from kilometres, not published.
    case estimated
    /// A leg is worked out from published fares, and was not published itself.
    case derived
    /// A leg is of the snapshot of October 2016; legs were raised since.
    case snapshotOf2016 = "snapshot-of-2016"
    /// The row was seen in the other direction only.
    case otherDirection = "other-direction"
    /// From 2024-06-15 the fare as sold moves below the published one.
    case ceilingMoves = "ceiling-moves"
    /// No through train is known: change at the hub.
    case changeAtHub = "change-at-hub"
    /// The sum holds only where the train runs through the hub.
    case throughTrainAssumed = "through-train-assumed"
    /// The ticket must be bought with an adult's.
    case withAdult = "with-adult"
    /// No ticket is needed, but an adult who has one.
    case besideAdult = "beside-adult"
    /// How a share is rounded is stated nowhere.
    case roundingUnverified = "rounding-unverified"
    /// The rider's share is from memory.
    case riderUnverified = "rider-unverified"
    /// Without a day the rate is that of the opening month.
    case openingMonthRate = "opening-month-rate"
}
