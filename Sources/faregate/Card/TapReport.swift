import EMV
import ElectronicPurse
import Fares
import Gate
import Lane
import SmartCard

/// A tap in words and as JSON.
struct TapReport {
    let book: FareBook
    let station: StationIndex
    let kind: TapKind
    let outcome: GateTap.Outcome

    /// `open`, `refused` or `again`.
    var verdict: GateOutcome { outcome.verdict }

    /// Why.
    var reason: String { outcome.reason }

    /// What a purse says of itself; null for a payment card.
    private var purse: JSONValue {
        guard let purse = outcome.purse else { return .null }
        let proof = purse.proof
        return .object([
            ("balance_fen", .optional(purse.card?.balance?.fen)), ("result", .string(purse.result.reason.code)),
            ("debited_fen", .optional(proof.map { Int($0.intent.amountFen) })),
            ("sequence", .optional(proof.map { Int($0.intent.sequence) })),
            ("tac", .optional(proof?.answer.map { TransitFields.hex($0.tac, 4) })),
            ("recovered", .bool(proof?.isRecovered ?? false)),
        ])
    }

    private var cardMicroseconds: Int { outcome.phases.reduce(0) { $0 + $1.cardMicroseconds } }
    private var ourMicroseconds: Int { outcome.phases.reduce(0) { $0 + $1.ourMicroseconds } }

    var json: JSONValue {
        let stations = book.edition.network.stations
        let fare = outcome.decision?.fare
        let phases = outcome.phases.map { phase in
            (phase.name, JSONValue.integer(phase.cardMicroseconds + phase.ourMicroseconds))
        }
        return .object([
            ("outcome", .string(verdict.rawValue)), ("reason", .string(reason)),
            ("stage", .optional(outcome.kernel?.stage?.rawValue)),
            ("medium", .optional(outcome.medium)), ("token", .optional(outcome.token?.text)),
            ("masked_pan", .optional(outcome.maskedPAN)), ("station", .string(stations[Int(station)].id)),
            ("direction", .string(kind == .entry ? "entry" : "exit")),
            ("entry_station", .optional(outcome.entryStation.map { stations[Int($0)].id })),
            ("fare_fen", .optional(fare?.fareFen)), ("charge_fen", .optional(outcome.decision?.chargeFen)),
            (
                "steps",
                .array(
                    (fare?.steps.list ?? []).map { step in
                        .object([
                            ("reason", .string(step.reason.code)), ("before_fen", .integer(Int(step.beforeFen))),
                            ("after_fen", .integer(Int(step.afterFen))),
                        ])
                    })
            ),
            ("sequence", .optional(outcome.sequence)),
            ("kernel_outcome", .optional(outcome.kernel?.kind.rawValue)),
            ("sealed_authorisation", .optional(outcome.sealedAuthorisation.map { Hex.text($0) })),
            ("torn", .bool(outcome.isTorn)), ("purse", purse), ("phases_us", .object(phases)),
            ("card_us", .integer(cardMicroseconds)), ("ours_us", .integer(ourMicroseconds)),
        ])
    }

    func text(_ language: Language) -> String {
        let station = book.edition.network.stations[Int(station)]
        let way = kind == .entry ? language.pick("进站", "entry") : language.pick("出站", "exit")
        var lines = [
            "\(headline(language))   \(language.pick(station.nameZh, station.nameEn)) \(way)   [\(reason)]"
        ]
        if let stage = outcome.kernel?.stage {
            lines.append("  \(language.pick("脱机认证失败于", "authentication failed at")) \(stage.rawValue)")
        }
        if let pan = outcome.maskedPAN {
            lines.append("  \(language.pick("卡", "card")) \(pan)   token \(outcome.token?.text ?? "")")
        }
        if let balance = outcome.purse?.card?.balance {
            // The balance was read before the debit.
            let left = balance.fen - Int(outcome.purse?.proof?.intent.amountFen ?? 0)
            lines.append(
                "  \(language.pick("余额", "balance")) \(yuan(left)) \(language.pick("元", "yuan"))")
        }
        if let entry = outcome.entryStation, let fare = outcome.decision?.fare {
            let origin = book.edition.network.stations[Int(entry)]
            lines.append(
                "  \(language.pick(origin.nameZh, origin.nameEn)) → \(language.pick(station.nameZh, station.nameEn))   "
                    + "\(yuan(fare.fareFen)) \(language.pick("元", "yuan"))")
            for step in fare.steps.list {
                lines.append(
                    "    \(FareWords.step(step.reason, language)): \(yuan(Int(step.beforeFen))) → "
                        + "\(yuan(Int(step.afterFen)))")
            }
        }
        lines.append("")
        lines.append(
            row(language.pick("阶段", "phase"), language.pick("卡 µs", "card µs"), language.pick("闸机 µs", "ours µs")))
        for phase in outcome.phases {
            let card = phase.cardMicroseconds == 0 ? "" : "\(phase.cardMicroseconds)"
            lines.append(row(phase.name, card, "\(phase.ourMicroseconds)"))
        }
        lines.append(row(language.pick("合计", "total"), "\(cardMicroseconds)", "\(ourMicroseconds)"))
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(_ language: Language) -> String {
        switch verdict {
        case .open: language.pick("开门", "OPEN")
        case .refused: language.pick("拒绝", "REFUSED")
        case .again: language.pick("请重刷", "PRESENT AGAIN")
        }
    }

    private func row(_ first: String, _ second: String, _ third: String) -> String {
        func pad(_ text: String, _ width: Int, left: Bool) -> String {
            let columns = text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
            let space = String(repeating: " ", count: max(0, width - columns))
            return left ? text + space : space + text
        }
        return "  " + pad(first, 14, left: true) + pad(second, 10, left: false) + pad(third, 12, left: false)
    }
}
