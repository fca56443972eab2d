import ArgumentParser
import Fares
import SmartCard

/// `faregate rail sale-fee`: what Hong Kong West Kowloon charges for selling a mainland ticket.
struct RailSaleFeeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sale-fee",
        abstract: "What Hong Kong West Kowloon charges for selling a ticket of the mainland network.",
        discussion: """
            Examples:
              faregate rail sale-fee 199.50
            """)

    @Argument(parsing: .allUnrecognized, help: "The price of the ticket in yuan.")
    var price: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard price.count == 1 else { throw wrongUsage(.takesAmount("sale-fee")) }
        _ = try RailArguments.money(price[0], .cny, option: "sale-fee")
    }

    func run() throws {
        let ticket = try RailArguments.money(price[0], .cny, option: "sale-fee")
        guard let fee = WestKowloonSaleFee.fee(ticketFen: ticket.minorUnits) else {
            throw RailRefusalReport(
                reason: "bad-amount", words: RailMoneyWords.badAmount(ticket), facts: ticket.json("price")
            ).end(json: json, language: words.language)
        }
        guard json else {
            Terminal.print(
                words.language.pick("票价 \(ticket)，手续费 \(fee)", "fee \(fee) on a ticket of \(ticket)") + "\n")
            return
        }
        let members: [(String, JSONValue)] =
            [("outcome", "fee"), ("reason", .null)] + ticket.json("price")
            + fee.json("fee") + [("currency", .string(fee.currency.rawValue))]
        Terminal.print(JSONValue.object(members).text() + "\n")
    }
}
