import ArgumentParser
import Fares
import SmartCard

/// `faregate rail change`: what changing a ticket costs or brings.
struct RailChangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Whether a ticket may be changed to another train, and what is settled.",
        discussion: """
            A change that the rules do not give is refused with its reason, exit code 65.

            Examples:
              faregate rail change --from 深圳北 --to 西九龙 --paid 86 --new-fare 78 --at-west-kowloon --departure "2018-10-01 10:00" --new-departure "2018-10-02 09:00" --at "2018-09-30 10:00"
              faregate rail change --from 深圳北 --to 西九龙 --paid 86 --currency HKD --paid-yuan 75 --new-fare 68 --departure "2018-10-01 10:00" --new-departure "2018-10-02 09:00" --at "2018-09-30 10:00"
              faregate rail change --from 福田 --to 西九龙 --paid 68 --departure "2024-06-01 12:00" --new-departure "2024-06-01 13:30" --at "2024-06-01 12:40" --flexi-ride --flexi-rides-made 1
            """)

    @OptionGroup var trip: RailEndsOptions

    @Option(parsing: .unconditional, help: "What was paid for the ticket, such as 75 or 74.50.")
    var paid: String

    @Option(
        parsing: .unconditional,
        help:
            "What the new ticket costs, in the currency of the payment at West Kowloon, else in CNY (default: the same)."
    )
    var newFare: String?

    @Option(parsing: .unconditional, help: "What the ticket costs in CNY, if it was paid in HKD.")
    var paidYuan: String?

    @Option(help: "Currency of the payment: CNY or HKD (default: HKD at West Kowloon, else CNY).")
    var currency: Currency?

    @Option(help: "When the ticket's train leaves: YYYY-MM-DD HH:MM, local time.")
    var departure: String

    @Option(help: "When the chosen train leaves.")
    var newDeparture: String

    @Option(help: "The moment of the change: YYYY-MM-DD HH:MM or HH:MM:SS, local time.")
    var at: String

    @Flag(help: "The change is made at Hong Kong West Kowloon.")
    var atWestKowloon = false

    @Flag(help: "The ticket was changed before.")
    var changed = false

    @Flag(help: "The class changes too.")
    var otherClass = false

    @Flag(help: "Change by Flexi-Ride.")
    var flexiRide = false

    @Option(parsing: .unconditional, help: "How often it was changed by Flexi-Ride before.")
    var flexiRidesMade = 0

    @Option(help: "Other refund rules: a file like the built-in refund_rules.csv.")
    var rules: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    private var payment: Currency { currency ?? (atWestKowloon ? .hkd : .cny) }

    private var settled: Currency { atWestKowloon ? payment : .cny }

    func validate() throws {
        for (text, option) in [
            (paid, "--paid"), (newFare ?? "0", "--new-fare"), (paidYuan ?? "0", "--paid-yuan"),
        ] {
            _ = try RailArguments.money(text, payment, option: option)
        }
        for (text, option) in [(departure, "--departure"), (newDeparture, "--new-departure"), (at, "--at")] {
            _ = try RailArguments.moment(text, option: option)
        }
    }

    func run() throws {
        try reportingErrors {
            let trip = try trip.read(json: json, language: words.language)
            let request = ChangeRequest(
                kind: flexiRide ? .flexiRide : .ordinary, scope: trip.scope,
                paid: try RailArguments.money(paid, payment, option: "--paid"),
                newFare: try newFare.map { try RailArguments.money($0, settled, option: "--new-fare") },
                departure: try RailArguments.moment(departure, option: "--departure"),
                newDeparture: try RailArguments.moment(newDeparture, option: "--new-departure"),
                now: try RailArguments.moment(at, option: "--at"),
                paidYuan: try paidYuan.map { try RailArguments.money($0, .cny, option: "--paid-yuan") },
                isFromWestKowloon: trip.isFromWestKowloon, isAtWestKowloon: atWestKowloon,
                isFlexiRidePair: trip.isFlexiRidePair, isSameClass: !otherClass,
                ordinaryChangesMade: changed ? 1 : 0, flexiRidesMade: flexiRidesMade)
            switch try RefundRules.read(orShipped: rules).change(request) {
            case .refused(let refusal):
                throw RailRefusalReport(
                    reason: refusal.code, words: RailMoneyWords.sentence(refusal), facts: trip.json + facts(request)
                ).end(json: json, language: words.language)
            case .change(let change):
                Terminal.print(
                    json
                        ? object(change, trip, request).text() + "\n"
                        : RailMoneyWords.change(change, words.language))
            }
        }
    }

    private func facts(_ request: ChangeRequest) -> [(String, JSONValue)] {
        let newFare = request.newFare?.json("new_fare") ?? [("new_fare", .null), ("new_fare_minor", .null)]
        return [("kind", .string(request.kind.rawValue))] + request.paid.json("paid") + newFare + [
            ("currency", .string(payment.rawValue)), ("settlement_currency", .string(request.settlement.rawValue)),
            ("departure", .string(request.departure.description)),
            ("new_departure", .string(request.newDeparture.description)), ("at", .string(request.now.description)),
        ]
    }

    private func object(_ change: RailChange, _ trip: RailEnds, _ request: ChangeRequest) -> JSONValue {
        .object(
            [("outcome", "changed"), ("reason", .null)] + trip.json + facts(request)
                + change.difference.json("difference") + [
                    ("rule_set", .optional(change.ruleSet?.id)), ("cutoff_minutes", .integer(change.cutoffMinutes)),
                    ("flexi_rides_left", .integer(change.flexiRidesLeft)),
                ])
    }
}
