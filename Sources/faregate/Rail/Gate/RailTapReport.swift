import EMV
import Fares
import Gate
import Lane
import QRTickets
import SmartCard

/// What was shown at a rail gate and what became of it, in words and as JSON.
struct RailTapReport {
    let stations: RailStations
    let station: StationIndex
    let direction: TapKind
    let tap: RailTap
    /// The day, by which the ticket's may be that of a ride that ends here.
    let today: ServiceDate
    let exitDays: Int

    /// What a passenger owes who arrives in Hong Kong on a ticket to a nearer station; nil elsewhere, and where the
    /// ticket cannot be that of the ride.
    private var surcharge: (amount: Money, reason: RailSurcharge.Charge)? {
        guard direction == .exit, station == stations.hongKong, tap.verdict == .wrongStation, let ticket = tap.ticket
        else { return nil }
        guard let from = index(ticket.from), let to = index(ticket.to) else { return nil }
        let owed = RailSurcharge.owed(
            from: from, to: to, trainDate: ticket.trainDate, on: today, exitDays: exitDays, in: stations)
        guard case .due(let amount, let reason) = owed else { return nil }
        return (amount, reason)
    }

    var json: JSONValue {
        let ticket = tap.ticket
        let words = tap.verdict.map { RailGateWords.verdict($0) }
        let lane = tap.tap
        return .object([
            ("outcome", .string(lane.outcome.rawValue)), ("reason", .string(lane.reason)),
            ("verdict", .optional(tap.verdict?.code)),
            (
                "verdict_text",
                words.map { .object([("zh", .string($0.chinese)), ("en", .string($0.english))]) } ?? .null
            ),
            ("waiting_for", .optional(tap.wait?.missing.rawValue)),
            ("ticket", .optional(ticket.map { Self.masked($0.ticketNumber) })),
            ("train", .optional(ticket?.train.description)), ("train_date", .optional(ticket?.trainDate.description)),
            ("from", .optional(ticket?.from.description)), ("to", .optional(ticket?.to.description)),
            ("coach", .optional(ticket.flatMap { $0.coach == 0 ? nil : Int($0.coach) })),
            ("seat", .optional(ticket.flatMap { $0.seat.isEmpty ? nil : $0.seat })),
            ("seat_code", .optional(ticket.map { String(Character(Unicode.Scalar($0.seatCode))) })),
            ("ticket_type", .optional(ticket.map { Int($0.ticketType) })),
            ("by", .optional(credential)), ("medium", .optional(lane.medium)),
            ("code_format", .optional(lane.code?.formatName)), ("token", .optional(lane.token?.text)),
            ("station", .string(stations.stations[Int(station)].id)),
            ("direction", .string(direction == .entry ? "entry" : "exit")),
            ("surcharge", surcharge.map(Self.json) ?? .null),
            ("sequence", .optional(lane.verdict.map { Int($0.tapSequence) })),
            (
                "phases_us",
                .object(lane.log.phases.map { ($0.name, .integer($0.cardMicroseconds + $0.ourMicroseconds)) })
            ),
            ("ours_us", .integer(lane.log.ourMicroseconds)),
        ])
    }

    /// What was shown last.
    private var credential: String? {
        if tap.isByDocument { return "document" }
        return tap.tap.code == nil ? nil : "code"
    }

    private static func json(_ surcharge: (amount: Money, reason: RailSurcharge.Charge)) -> JSONValue {
        .object([
            ("minor_units", .integer(Int(surcharge.amount.minorUnits))),
            ("currency", .string(surcharge.amount.currency.rawValue)), ("reason", .string(surcharge.reason.rawValue)),
        ])
    }

    func text(_ language: Language) -> String {
        let way = direction == .entry ? language.pick("进站", "entry") : language.pick("出站", "exit")
        let here = stations.stations[Int(station)]
        var head = "\(headline(language))   \(language.pick(here.nameZh, here.nameEn)) \(way)   "
        if let verdict = tap.verdict {
            head += "\(verdict.code) \(RailGateWords.verdict(verdict).text(language))"
        }
        var lines = [head + "   [\(CardWords.reason(tap.tap.reason, language))]"]
        if let ticket = tap.ticket {
            var line = "  \(language.pick("车票", "ticket")) \(Self.masked(ticket.ticketNumber))   \(ticket.train) "
            line +=
                "\(ticket.trainDate)   \(name(ticket.from, ticket, language)) → \(name(ticket.to, ticket, language))"
            if ticket.coach > 0 || !ticket.seat.isEmpty { line += "   \(RailGateWords.seat(ticket, language))" }
            lines.append(line)
        }
        if let surcharge {
            let amount = Int(surcharge.amount.minorUnits) / 100
            lines.append(
                language.pick("  须补：\(amount) 港元，越站乘车", "  owes HKD \(amount): ridden beyond the ticket's destination"))
        }
        return lines.joined(separator: "\n")
    }

    private func headline(_ language: Language) -> String {
        switch tap.tap.outcome {
        case .open: language.pick("开门", "OPEN")
        case .refused: language.pick("拒绝", "REFUSED")
        case .again where tap.wait != nil: language.pick("请稍候", "WAITING")
        case .again: language.pick("请重刷", "PRESENT AGAIN")
        }
    }

    private func index(_ telecode: RailTelecode) -> StationIndex? { stations.index(ofTelecode: telecode.description) }

    /// What a station was called on the train's day; its telecode where it is not known.
    private func name(_ telecode: RailTelecode, _ ticket: RailTicketFacts, _ language: Language) -> String {
        guard let index = index(telecode) else { return telecode.description }
        let name = stations.name(of: index, on: ticket.trainDate)
        return language.pick(name.zh, name.en)
    }

    /// The last four characters stay, and of short numbers half of them at most.
    static func masked(_ number: String) -> String {
        let shown = min(4, number.count / 2)
        return String(repeating: "*", count: number.count - shown) + number.suffix(shown)
    }
}
