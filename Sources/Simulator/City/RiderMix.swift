/// Who rides, and how often: named shares in millionths.
///
/// - **Source**: the 10,000 real rows of 2018-08-31 (`taps_2018_sample.csv`): of its 146 joined trips between
///   **different** stations 130 are ordinary, 8 ordinary after a bus, 5 at half fare, 3 free. (Same-station exits are
///   mostly staff, 183 free of 222, and would give a wrong mix.) The other shares are this project's choice.
enum RiderMix {
    /// Adults' share of the cards: (130 + 8) of 146.
    static let adultPerMillion = 945_000
    /// Half-fare cards: 5 of 146. The rest travels free: 3 of 146.
    static let halfPerMillion = 34_000
    /// Trips that follow a bus ride: 8 of 138 adult trips.
    static let afterBusPerMillion = 58_000
    /// Metro cards that make two trips a day, out and back.
    static let twoTripsPerMillion = 750_000
    /// Return trips that do not begin where the first trip ended.
    static let otherReturnPerMillion = 100_000
    /// Trips that end where they began.
    static let sameStationPerMillion = 15_000
    /// Metro cards with a bus ride after their last trip.
    static let busAfterwardsPerMillion = 250_000
    /// Cards seen on buses only, so that bus rows are about a quarter of a city day's log.
    static let busOnlyPerMillion = 345_000
    /// Bus-only cards whose first ride is before 13:00.
    static let busOnlyMorningPerMillion = 600_000
    /// Bus-only cards with a second ride, where the day is long enough for it.
    static let secondBusPerMillion = 650_000
    /// Metro rows with station and gate written `-`: 369 of 9,795.
    static let namelessPerMillion = 38_000
}
