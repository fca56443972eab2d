import Fares
import Testing

/// Which band or refusal holds so many seconds before departure: every bound of every rule set, a second either side.
struct RefundMatrixTests {
    /// Three departures, and so the rule sets in force before them.
    enum Trip: String {
        case mainland2018 = "2019-06-01 12:00:00"
        case westKowloon2018 = "2019-06-02 12:00:00"
        case mainland2023 = "2024-06-01 12:00:00"
        case westKowloon2023 = "2024-06-02 12:00:00"
        case domestic = "2024-06-03 12:00:00"
    }

    @Test(arguments: [
        // rail.md 4, first row: 15 days, 48 h, 30 min (mainland), departure.
        (Trip.mainland2018, 360 * 3600 + 1, "5 %"), (.mainland2018, 360 * 3600, "5 %"),
        (.mainland2018, 360 * 3600 - 1, "30 %"), (.mainland2018, 48 * 3600 + 1, "30 %"),
        (.mainland2018, 48 * 3600, "30 %"), (.mainland2018, 48 * 3600 - 1, "50 %"),
        (.mainland2018, 30 * 60 + 1, "50 %"), (.mainland2018, 30 * 60, "50 %"),
        (.mainland2018, 30 * 60 - 1, "too-late 30"), (.mainland2018, 1, "too-late 30"),
        (.mainland2018, 0, "too-late 30"), (.mainland2018, -1, "departed"),
        // The same from West Kowloon: 60 min.
        (.westKowloon2018, 360 * 3600, "5 %"), (.westKowloon2018, 360 * 3600 - 1, "30 %"),
        (.westKowloon2018, 48 * 3600, "30 %"), (.westKowloon2018, 48 * 3600 - 1, "50 %"),
        (.westKowloon2018, 60 * 60 + 1, "50 %"), (.westKowloon2018, 60 * 60, "50 %"),
        (.westKowloon2018, 60 * 60 - 1, "too-late 60"), (.westKowloon2018, -1, "departed"),
        // Second row: 8 days, 48 h, 30 min (mainland).
        (.mainland2023, 192 * 3600 + 1, "5 %"), (.mainland2023, 192 * 3600, "5 %"),
        (.mainland2023, 192 * 3600 - 1, "30 %"), (.mainland2023, 48 * 3600 + 1, "30 %"),
        (.mainland2023, 48 * 3600, "30 %"), (.mainland2023, 48 * 3600 - 1, "50 %"),
        (.mainland2023, 30 * 60 + 1, "50 %"), (.mainland2023, 30 * 60, "50 %"),
        (.mainland2023, 30 * 60 - 1, "too-late 30"), (.mainland2023, 0, "too-late 30"),
        (.mainland2023, -1, "departed"),
        // The same from West Kowloon: 45 min.
        (.westKowloon2023, 192 * 3600, "5 %"), (.westKowloon2023, 192 * 3600 - 1, "30 %"),
        (.westKowloon2023, 48 * 3600, "30 %"), (.westKowloon2023, 48 * 3600 - 1, "50 %"),
        (.westKowloon2023, 45 * 60 + 1, "50 %"), (.westKowloon2023, 45 * 60, "50 %"),
        (.westKowloon2023, 45 * 60 - 1, "too-late 45"), (.westKowloon2023, -1, "departed"),
        // Third row: 8 days, 48 h, 24 h, and no cut-off but departure.
        (.domestic, 192 * 3600 + 1, "0 %"), (.domestic, 192 * 3600, "0 %"), (.domestic, 192 * 3600 - 1, "5 %"),
        (.domestic, 48 * 3600 + 1, "5 %"), (.domestic, 48 * 3600, "5 %"), (.domestic, 48 * 3600 - 1, "10 %"),
        (.domestic, 24 * 3600 + 1, "10 %"), (.domestic, 24 * 3600, "10 %"), (.domestic, 24 * 3600 - 1, "20 %"),
        (.domestic, 1, "20 %"), (.domestic, 0, "20 %"), (.domestic, -1, "departed"),
    ])
    func band(trip: Trip, secondsBefore: Int, expected: String) throws {
        let departure = try #require(LocalTime(trip.rawValue))
        let isFromWestKowloon = trip == .westKowloon2018 || trip == .westKowloon2023
        let request = RefundRequest(
            scope: trip == .domestic ? .domestic : .crossBorder, paid: Money(minorUnits: 10_000, currency: .cny),
            departure: departure, now: LocalTime(seconds: UInt32(Int(departure.seconds) - secondsBefore)),
            isFromWestKowloon: isFromWestKowloon)
        #expect(RailMoney.text(try RefundRules.shipped().refund(of: request), bandOnly: true) == expected)
    }

    /// The day of the refund chooses, not that of the trip.
    @Test(arguments: [
        (RailScope.crossBorder, "2018-08-23 23:59:59", "no-rule-on-date"),
        (.crossBorder, "2018-08-24 00:00:00", "cross-border-2018"),  // tickets of the first day, 2018-09-23
        (.crossBorder, "2018-09-22 12:00:00", "cross-border-2018"),
        (.crossBorder, "2023-01-14 23:59:59", "cross-border-2018"),
        (.crossBorder, "2023-01-15 00:00:00", "cross-border-2023"),
        (.domestic, "2019-12-31 23:59:59", "no-rule-on-date"), (.domestic, "2020-01-01 00:00:00", "domestic-2020"),
        (.domestic, "2100-01-01 00:00:00", "domestic-2020"),
    ])
    func ruleSet(scope: RailScope, now: String, expected: String) throws {
        let now = try #require(LocalTime(now))
        let answer = try RefundRules.shipped().refund(
            of: RefundRequest(
                scope: scope, paid: Money(minorUnits: 7_500, currency: .cny),
                departure: LocalTime(seconds: now.seconds + 86_400), now: now))
        switch answer {
        case .refund(let refund): #expect(refund.ruleSet.id == expected)
        case .refused(let refusal): #expect(refusal.code == expected)
        }
    }
}
