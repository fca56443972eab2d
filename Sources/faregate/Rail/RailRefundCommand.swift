import ArgumentParser
import Fares
import SmartCard

/// `faregate rail refund`: what a ticket brings that is given back.
struct RailRefundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "What is kept and what is returned when a ticket is given back at a moment.",
        discussion: """
            The day of the refund chooses the rules (Docs/rail.md). A refund that the rules do not give is refused with \
            its reason, exit code 65. Without --paid the ticket cost the known adult fare of second class, in both \
            currencies where a rate is known.

            Examples:
              faregate rail refund --from 深圳北 --to 西九龙 --paid 75 --departure "2018-10-01 10:00" --at "2018-09-29 09:59:59"
              faregate rail refund --from 深圳北 --to 西九龙 --purchase-date 2018-09-28 --departure "2018-10-01 10:00" --at "2018-09-29 10:00"
              faregate rail refund --from XJA --to NZQ --paid 78 --sold-at-west-kowloon --departure "2024-06-01 12:00" --at "2024-05-20 12:00" --json
            """)

    @OptionGroup var trip: RailEndsOptions

    @Option(parsing: .unconditional, help: "What was paid for the ticket, such as 75 or 74.50 (default: the fare).")
    var paid: String?

    @Option(help: "Without --paid: the day of purchase, YYYY-MM-DD (default: the day of departure).")
    var purchaseDate: String?

    @Option(help: "Currency of the payment: CNY or HKD (default: HKD if sold at West Kowloon, else CNY).")
    var currency: Currency?

    @Option(parsing: .unconditional, help: "What of it is to be given back (default: all that is left).")
    var amount: String?

    @Option(parsing: .unconditional, help: "What of it was given back before, fees included; needed with --amount.")
    var refundedBefore: String?

    @Option(help: "When the train leaves: YYYY-MM-DD HH:MM, local time.")
    var departure: String

    @Option(help: "The moment of the refund: YYYY-MM-DD HH:MM or HH:MM:SS, local time.")
    var at: String

    @Flag(help: "The ticket was bought at Hong Kong West Kowloon.")
    var soldAtWestKowloon = false

    @Flag(help: "The ticket was changed before.")
    var changed = false

    @Flag(help: "The ticket was changed by Flexi-Ride.")
    var flexiRideUsed = false

    @Option(help: "Other refund rules: a file like the built-in refund_rules.csv.")
    var rules: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    private var payment: Currency { currency ?? (soldAtWestKowloon ? .hkd : .cny) }

    func validate() throws {
        for (text, option) in [
            (paid ?? "0", "--paid"), (amount ?? "0", "--amount"), (refundedBefore ?? "0", "--refunded-before"),
        ] {
            _ = try RailArguments.money(text, payment, option: option)
        }
        // A second part that passes for a first one would be given back twice.
        if amount != nil, refundedBefore == nil { throw wrongUsage(.amountNeedsRefundedBefore) }
        _ = try RailArguments.moment(departure, option: "--departure")
        _ = try RailArguments.moment(at, option: "--at")
        if let purchaseDate, ServiceDate(purchaseDate) == nil { throw wrongUsage(.takesRailDay("--purchase-date")) }
    }

    func run() throws {
        try reportingErrors {
            let trip = try trip.read(json: json, language: words.language)
            let rules = try RefundRules.read(orShipped: rules)
            let departure = try RailArguments.moment(departure, option: "--departure")
            let fare = paid == nil ? try fare(of: trip, departure) : nil
            let price = try paid.map { try RailArguments.money($0, payment, option: "--paid") }
            let request = RefundRequest(
                scope: trip.scope, paid: price ?? fare?.amount.money(in: payment) ?? .zero(payment),
                departure: departure, now: try RailArguments.moment(at, option: "--at"),
                part: try amount.map { try RailArguments.money($0, payment, option: "--amount") },
                givenBackBefore: try refundedBefore.map {
                    try RailArguments.money($0, payment, option: "--refunded-before")
                },
                isFromWestKowloon: trip.isFromWestKowloon, isSoldAtWestKowloon: soldAtWestKowloon,
                isChanged: changed, isFlexiRideUsed: flexiRideUsed)
            switch rules.refund(of: request) {
            case .refused(let refusal):
                throw RailRefusalReport(
                    reason: refusal.code, words: RailMoneyWords.sentence(refusal),
                    facts: trip.json + facts(request)
                ).end(json: json, language: words.language)
            case .refund(let refund):
                let quote = fare ?? RailQuote(paid: request.paid)
                let entry = RailTicketLife(rules: rules, request: request).entry(of: refund, quote)
                Terminal.print(
                    json
                        ? object(refund, trip, request, quote, entry).text() + "\n"
                        : text(refund, trip, quote, entry))
            }
        }
    }

    /// The fare of the ticket as a quote: with dollars where a rate is known, and without where they are not paid in.
    private func fare(of trip: RailEnds, _ departure: LocalTime) throws -> RailQuote {
        let book = try RailFareBook.shipped()
        var question = RailQuestion(from: trip.from, to: trip.to, date: departure.date)
        question.purchaseDate = purchaseDate.flatMap { ServiceDate($0) }
        question.currency = .hkd
        var answer = book.quote(question)
        if case .refused = answer, payment == .cny {
            question.currency = .cny
            answer = book.quote(question)
        }
        switch answer {
        case .fare(let fare):
            guard let quote = RailQuote(fare) else {
                preconditionFailure("an adult fare is above nothing and below what a ticket may cost")
            }
            return quote
        case .refused(let refusal):
            throw RailRefusalReport(
                reason: refusal.code, words: RailRefusalWords(book: book).words(refusal), facts: trip.json
            ).end(json: json, language: words.language)
        }
    }

    private func facts(_ request: RefundRequest) -> [(String, JSONValue)] {
        request.paid.json("paid") + [
            ("currency", .string(payment.rawValue)), ("departure", .string(request.departure.description)),
            ("at", .string(request.now.description)),
        ]
    }

    private func object(
        _ refund: Refund, _ trip: RailEnds, _ request: RefundRequest, _ quote: RailQuote?, _ entry: LedgerEntry?
    ) -> JSONValue {
        let set = refund.ruleSet
        let both = quote?.hasBothSides == true ? entry : nil
        return .object(
            [("outcome", "refund"), ("reason", .null)] + trip.json + facts(request) + refund.amount.json("amount")
                + refund.fee.json("fee") + refund.refund.json("refund") + [
                    ("rule_set", .string(set.id)), ("rule_set_from", .string(set.from.description)),
                    ("band_hours_min", .integer(refund.band.hoursMin)),
                    ("band_hours_max", .optional(refund.band.hoursMax)),
                    ("fee_percent", .integer(refund.band.feePercent)), ("rounding", .string(set.rounding.rawValue)),
                    ("cutoff_minutes", .integer(refund.cutoffMinutes)), ("source", .string(set.source)),
                    ("note", .string(set.note)),
                    ("other_currency", .optional(both == nil ? nil : otherCurrency.rawValue)),
                    ("other_fee_minor", .optional(both?.fee.money(in: otherCurrency).minorUnits)),
                    ("other_refund_minor", .optional(both?.returned.money(in: otherCurrency).minorUnits)),
                    ("rate", .optional(both == nil ? nil : quote?.rate?.description)),
                ])
    }

    private var otherCurrency: Currency { payment == .cny ? .hkd : .cny }

    private func text(_ refund: Refund, _ trip: RailEnds, _ quote: RailQuote?, _ entry: LedgerEntry?) -> String {
        let language = words.language
        let ends = "\(trip.name(trip.from, language)) → \(trip.name(trip.to, language))"
        let text = RailMoneyWords.refund(refund, ends: ends, language)
        guard let quote, let entry, quote.hasBothSides else { return text }
        return text
            + RailMoneyWords.otherSide(
                entry.returned.money(in: otherCurrency), fee: entry.fee.money(in: otherCurrency), quote.rate, language)
    }
}
