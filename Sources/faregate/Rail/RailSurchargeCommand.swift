import ArgumentParser
import Fares
import SmartCard

/// `faregate rail surcharge`: what a passenger without a valid ticket owes in Hong Kong.
struct RailSurchargeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "surcharge",
        abstract: "What a passenger owes who arrives at Hong Kong West Kowloon without a valid ticket.",
        discussion: """
            A mistaken ride can be claimed within 10 minutes of arrival by those who hold a ticket to another place.

            Examples:
              faregate rail surcharge --from 深圳北 --ticket-to 福田
              faregate rail surcharge --from 深圳北 --ticket-to 福田 --minutes-after-arrival 10 --json
            """)

    @Option(help: "Where the passenger got on: telecode or name.")
    var from: String

    @Option(help: "Where the ticket goes (default: there is no ticket).")
    var ticketTo: String?

    @Option(parsing: .unconditional, help: "Minutes after arrival at which a mistaken ride was claimed.")
    var minutesAfterArrival: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if let minutesAfterArrival, !(0...2_880).contains(minutesAfterArrival) {
            throw wrongUsage(.range("--minutes-after-arrival", 0, 2_880))
        }
    }

    func run() throws {
        try reportingErrors {
            let stations = try RailStations.shipped()
            let names: [(String, JSONValue)] = [("from", .string(from)), ("ticket_to", .optional(ticketTo))]
            func station(_ text: String) throws -> StationIndex {
                try stations.railStation(text, names, json: json, language: words.language)
            }
            let origin = try station(from)
            let end = try ticketTo.map { try station($0) }
            guard origin != stations.hongKong, end != origin else {
                throw RailRefusalReport(
                    reason: "same-station", words: .arrivesFromElsewhere, facts: names
                ).end(json: json, language: words.language)
            }
            let isFromCorridor = stations.stations[Int(origin)].side == .corridor
            let ticket: RailSurcharge.TicketEnd =
                end.map { $0 == stations.hongKong ? .westKowloon : .before } ?? .none
            let surcharge = RailSurcharge.onArrival(
                isFromCorridor: isFromCorridor, ticket: ticket, claimSeconds: minutesAfterArrival.map { $0 * 60 })
            guard json else {
                Terminal.print(RailMoneyWords.surcharge(surcharge).text(words.language) + "\n")
                return
            }
            let facts: [(String, JSONValue)] = [
                ("from", .string(stations.stations[Int(origin)].id)),
                ("ticket_to", .optional(end.map { stations.stations[Int($0)].id })),
                ("minutes_after_arrival", .optional(minutesAfterArrival)), ("is_from_corridor", .bool(isFromCorridor)),
            ]
            Terminal.print(JSONValue.object(members(surcharge) + facts).text() + "\n")
        }
    }

    private func members(_ surcharge: RailSurcharge) -> [(String, JSONValue)] {
        let (amount, outcome, reason) =
            switch surcharge {
            case .nothing(let reason): (Money.zero(.hkd), "nothing-due", reason.rawValue)
            case .due(let amount, let reason): (amount, "due", reason.rawValue)
            }
        return [("outcome", .string(outcome)), ("reason", .string(reason))] + amount.json("surcharge")
            + [("currency", .string(amount.currency.rawValue))]
    }
}
