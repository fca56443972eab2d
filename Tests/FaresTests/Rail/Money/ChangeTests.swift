import Fares
import Testing

/// Changing tickets: once, before the cut-off; Flexi-Ride three times more on the day.
struct ChangeTests {
    typealias Step = @Sendable (inout ChangeRequest) -> Void

    /// A ticket Futian - West Kowloon for 12:00, changed on the day before to the train of 13:00.
    private func ordinary() throws -> ChangeRequest {
        ChangeRequest(
            scope: .crossBorder, paid: Money(minorUnits: 6_800, currency: .cny),
            newFare: Money(minorUnits: 6_800, currency: .cny),
            departure: try #require(LocalTime("2024-06-01 12:00:00")),
            newDeparture: try #require(LocalTime("2024-06-01 13:00:00")),
            now: try #require(LocalTime("2024-05-31 12:00:00")), isFlexiRidePair: true)
    }

    private static let ordinaryRows: [(String, Step)] = [
        ("0.00 CNY, 3 left", { _ in }), ("0.00 CNY, 0 left", { $0.isFlexiRidePair = false }),
        ("7.00 CNY, 3 left", { $0.newFare?.minorUnits = 7_500 }),
        ("-8.00 CNY, 3 left", { $0.newFare?.minorUnits = 6_000 }),
        ("already-changed", { $0.ordinaryChangesMade = 1 }),
        // The cut-off: 30 min, from West Kowloon 45, itself in time.
        ("0.00 CNY, 3 left", { $0.now = LocalTime(seconds: $0.departure.seconds - 1800) }),
        ("too-late", { $0.now = LocalTime(seconds: $0.departure.seconds - 1799) }),
        (
            "0.00 CNY, 3 left",
            {
                $0.now = LocalTime(seconds: $0.departure.seconds - 2700); $0.isFromWestKowloon = true
            }
        ),
        (
            "too-late",
            {
                $0.now = LocalTime(seconds: $0.departure.seconds - 2699); $0.isFromWestKowloon = true
            }
        ),
        ("departed", { $0.now = LocalTime(seconds: $0.departure.seconds + 1) }),
        ("0.00 CNY, 3 left", { $0.newDeparture = LocalTime(seconds: $0.now.seconds + 1800) }),
        ("new-train-too-soon", { $0.newDeparture = LocalTime(seconds: $0.now.seconds + 1799) }),
        ("new-train-too-soon", { $0.newDeparture = LocalTime(seconds: $0.now.seconds - 1) }),
        ("no-rule-on-date", { $0.now = LocalTime(seconds: 0) }),
        // At West Kowloon in the currency of the purchase, elsewhere in yuan.
        ("0.00 CNY, 3 left", { $0.isAtWestKowloon = true }),
        ("needs-yuan", { $0.paid = Money(minorUnits: 7_800, currency: .hkd) }),
        // Paid in dollars, changed elsewhere: nothing to settle, or the fares in yuan.
        (
            "0.00 CNY, 3 left",
            {
                $0.paid = Money(minorUnits: 7_800, currency: .hkd); $0.newFare = nil
            }
        ),
        (
            "7.00 CNY, 3 left",
            {
                $0.paid = Money(minorUnits: 7_800, currency: .hkd)
                $0.paidYuan = Money(minorUnits: 6_800, currency: .cny)
                $0.newFare = Money(minorUnits: 7_500, currency: .cny)
            }
        ),
        ("wrong-currency", { $0.paidYuan = Money(minorUnits: 6_800, currency: .hkd) }),
        ("bad-amount", { $0.paidYuan = Money(minorUnits: 0, currency: .cny) }),
        (
            "wrong-currency",
            {
                $0.isAtWestKowloon = true
                $0.paid = Money(minorUnits: 7_800, currency: .hkd)
            }
        ),
        // The very same train would burn the one change; another class or fare of it is a change.
        ("same-train", { $0.newDeparture = $0.departure }),
        (
            "same-train",
            {
                $0.newDeparture = $0.departure; $0.newFare = nil
            }
        ),
        (
            "0.00 CNY, 3 left",
            {
                $0.newDeparture = $0.departure; $0.isSameClass = false
            }
        ),
        (
            "7.00 CNY, 3 left",
            {
                $0.newDeparture = $0.departure; $0.newFare?.minorUnits = 7_500
            }
        ),
        ("wrong-currency", { $0.newFare = Money(minorUnits: 1, currency: .hkd) }),
        (
            "-8.00 HKD, 3 left",
            {
                $0.isAtWestKowloon = true
                $0.paid = Money(minorUnits: 8_600, currency: .hkd)
                $0.newFare = Money(minorUnits: 7_800, currency: .hkd)
            }
        ),
        ("bad-amount", { $0.paid.minorUnits = 0 }), ("bad-amount", { $0.newFare?.minorUnits = -1 }),
        ("bad-amount", { $0.newFare?.minorUnits = .max }), ("bad-count", { $0.ordinaryChangesMade = -1 }),
        ("bad-count", { $0.flexiRidesMade = .max }),
    ]

    @Test(arguments: ordinaryRows)
    func ordinaryChanges(expected: String, step: Step) throws {
        var request = try ordinary()
        step(&request)
        #expect(RailMoney.text(try RefundRules.shipped().change(request)) == expected)
    }

    private static let flexiRows: [(String, Step)] = [
        ("0.00 CNY, 2 left", { _ in }), ("0.00 CNY, 2 left", { $0.ordinaryChangesMade = 1 }),
        ("0.00 CNY, 1 left", { $0.flexiRidesMade = 1 }), ("0.00 CNY, 0 left", { $0.flexiRidesMade = 2 }),
        ("flexi-rides-used", { $0.flexiRidesMade = 3 }),  // the fourth
        // 60 and 61 minutes after departure; 15 and 14 ahead.
        ("0.00 CNY, 2 left", { $0.now = LocalTime(seconds: $0.departure.seconds + 3600) }),
        ("too-late", { $0.now = LocalTime(seconds: $0.departure.seconds + 3601) }),
        ("too-late", { $0.now = LocalTime(seconds: $0.departure.seconds + 3660) }),
        ("0.00 CNY, 2 left", { $0.newDeparture = LocalTime(seconds: $0.now.seconds + 900) }),
        ("new-train-too-soon", { $0.newDeparture = LocalTime(seconds: $0.now.seconds + 899) }),
        ("new-train-too-soon", { $0.newDeparture = LocalTime(seconds: $0.now.seconds + 840) }),
        ("another-day", { $0.newDeparture = LocalTime(seconds: $0.newDeparture.seconds + 86_400) }),
        ("another-day", { $0.now = LocalTime(seconds: $0.now.seconds - 86_400) }),
        (
            "same-train",
            {
                $0.now = LocalTime(seconds: $0.departure.seconds - 1800); $0.newDeparture = $0.departure
            }
        ),
        ("another-class", { $0.isSameClass = false }), ("another-fare", { $0.newFare?.minorUnits = 6_900 }),
        ("another-fare", { $0.newFare?.minorUnits = 6_700 }), ("not-flexi-ride", { $0.isFlexiRidePair = false }),
        (
            "no-rule-on-date",
            {
                // 2023-08-13, the day before it began.
                for path in [\ChangeRequest.departure, \.newDeparture, \.now] {
                    $0[keyPath: path] = LocalTime(ServiceDate(dayNumber: 19_582), secondOfDay: 43_200)
                }
            }
        ),
    ]

    @Test(arguments: flexiRows)
    func flexiRides(expected: String, step: Step) throws {
        var request = try ordinary()
        request.kind = .flexiRide
        (request.now, request.newDeparture) = (
            LocalTime(seconds: request.departure.seconds + 60), LocalTime(seconds: request.departure.seconds + 7200)
        )
        step(&request)
        #expect(RailMoney.text(try RefundRules.shipped().change(request)) == expected)
    }

    @Test func flexiRideBegan() { #expect(FlexiRide.from.description == "2023-08-14") }
}
