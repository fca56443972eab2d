import EMV
import ElectronicPurse
import Fares
import Gate
import Lane
import QRTickets
import SmartCard

/// A tap in words and as JSON.
struct TapReport {
    let book: FareBook
    let station: StationIndex
    let kind: TapKind
    let outcome: GateTap.Outcome
    /// What an emulated card says that each of its exchanges took; nil for a card on a reader.
    var virtualMicroseconds: [Int]?

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

    /// What the display says of a code; nil for a card, and where the fares decided.
    private var codeDisplay: CodeDisplay? {
        guard let code = outcome.code, verdict == .open || CodeResult(rawValue: reason) != nil else { return nil }
        return verdict == .open ? code.display : CodeResult(rawValue: reason).map { CodeDisplay($0, code.format) }
    }

    private var display: JSONValue {
        guard let display = codeDisplay else { return .null }
        return .object([("zh", .string(display.chinese)), ("en", .string(display.english))])
    }

    private var cardMicroseconds: Int { outcome.phases.reduce(0) { $0 + $1.cardMicroseconds } }
    private var ourMicroseconds: Int { outcome.phases.reduce(0) { $0 + $1.ourMicroseconds } }

    var json: JSONValue {
        let stations = book.edition.network.stations
        let fare = outcome.decision?.fare
        let names = Self.numbered(outcome.phases.map(\.name))
        let phases = zip(names, outcome.phases).map { name, phase in
            (name, JSONValue.integer(phase.cardMicroseconds + phase.ourMicroseconds))
        }
        let claimed = claims.map { claims in
            JSONValue.object(zip(names, claims).compactMap { name, time in time.map { (name, .integer($0)) } })
        }
        return .object([
            ("outcome", .string(verdict.rawValue)), ("reason", .string(reason)),
            ("stage", .optional(outcome.kernel?.stage?.rawValue)),
            ("medium", .optional(outcome.medium)), ("code_format", .optional(outcome.code?.formatName)),
            ("display", display), ("token", .optional(outcome.token?.text)),
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
            ("torn", .bool(outcome.isTorn)), ("follows_torn", .bool(outcome.followsTorn)), ("purse", purse),
            ("phases_us", .object(phases)),
            ("card_us", .integer(cardMicroseconds)), ("ours_us", .integer(ourMicroseconds)),
            // The emulated card's own clock: in none of the figures above.
            ("phases_virtual_us", claimed ?? .null),
            ("card_virtual_us", .optional(claims?.reduce(0) { $0 + ($1 ?? 0) })),
        ])
    }

    func text(_ language: Language) -> String {
        let station = book.edition.network.stations[Int(station)]
        let way = kind == .entry ? language.pick("进站", "entry") : language.pick("出站", "exit")
        var lines = [
            "\(headline(language))   \(language.pick(station.nameZh, station.nameEn)) \(way)   [\(CardWords.reason(reason, language))]"
        ]
        if let stage = outcome.kernel?.stage {
            lines.append(
                "  \(language.pick("脱机认证失败于", "authentication failed at")) \(StageWords.text(stage.rawValue, language))"
            )
        }
        if let code = outcome.code {
            let name = code.formatName ?? language.pick("未知格式", "unknown format")
            lines.append(
                "  \(language.pick("二维码", "code")) \(name)"
                    + (outcome.token.map { "   token \($0.text)" } ?? ""))
            if verdict != .open, let display = codeDisplay {
                lines.append("  " + language.pick(display.chinese, display.english))
            }
        }
        if let pan = outcome.maskedPAN {
            lines.append("  \(language.pick("卡", "card")) \(pan)   token \(outcome.token?.text ?? "")")
        }
        if let balance = outcome.purse?.card?.balance {
            // The balance was read before the debit, but after one that is only found to have been.
            let debit = outcome.purse?.proof.flatMap { $0.isRecovered ? nil : Int($0.intent.amountFen) }
            let left = balance.fen - (debit ?? 0)
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
        return (lines + [""] + table(language)).joined(separator: "\n") + "\n"
    }

    /// What each phase took on either side; a third column where an emulated card claims time of its own.
    private func table(_ language: Language) -> [String] {
        let claims = claims.flatMap { $0.contains { $0 ?? 0 > 0 } ? $0 : nil }
        func line(_ name: String, _ card: String, _ ours: String, _ claimed: String) -> String {
            row(name, card, ours) + (claimed.isEmpty ? "" : pad(claimed, 13, left: false))
        }
        var lines = [
            line(
                language.pick("阶段", "phase"), language.pick("卡 µs", "card µs"), language.pick("闸机 µs", "ours µs"),
                claims == nil ? "" : language.pick("虚拟 µs", "virtual µs"))
        ]
        let names = Self.numbered(outcome.phases.map(\.name))
        for (index, phase) in outcome.phases.enumerated() {
            let card = phase.cardMicroseconds == 0 ? "" : "\(phase.cardMicroseconds)"
            let claimed = claims.flatMap { $0[index] }.map { "\($0)" } ?? ""
            lines.append(line(CardWords.phase(names[index], language), card, "\(phase.ourMicroseconds)", claimed))
        }
        let sum = claims.map { "\($0.reduce(0) { $0 + ($1 ?? 0) })" } ?? ""
        lines.append(line(language.pick("合计", "total"), "\(cardMicroseconds)", "\(ourMicroseconds)", sum))
        guard claims != nil else { return lines }
        return lines + [
            language.pick(
                "  虚拟：模拟卡自称所用的时间，实际未等待，不计入其他各列",
                "  virtual: the time that the emulated card claims; nobody waited for it, it is in no other column")
        ]
    }

    /// What the emulated card claims for each phase, nil for those that are ours alone; nil where they do not match.
    private var claims: [Int?]? {
        guard let virtualMicroseconds else { return nil }
        var left = virtualMicroseconds[...]
        var claims: [Int?] = []
        for phase in outcome.phases {
            claims.append(Self.ownPhases.contains(phase.name) ? nil : left.popFirst() ?? 0)
        }
        let exchanges = outcome.phases.count { !Self.ownPhases.contains($0.name) }
        return exchanges == virtualMicroseconds.count ? claims : nil
    }

    /// Phases in which the card has no part.
    private static let ownPhases: Set<String> = ["code", "reserve", "decision", "storage"]

    /// Names of which repeated ones are numbered: `select`, `select-2`.
    private static func numbered(_ names: [String]) -> [String] {
        var used: Set<String> = []
        return names.map { name in
            var (numbered, count) = (name, 1)
            while !used.insert(numbered).inserted {
                count += 1
                numbered = "\(name)-\(count)"
            }
            return numbered
        }
    }

    private func headline(_ language: Language) -> String {
        switch verdict {
        case .open: language.pick("开门", "OPEN")
        case .refused: language.pick("拒绝", "REFUSED")
        case .again: language.pick("请重刷", "PRESENT AGAIN")
        }
    }

    private func row(_ first: String, _ second: String, _ third: String) -> String {
        "  " + pad(first, 14, left: true) + pad(second, 10, left: false) + pad(third, 12, left: false)
    }

    private func pad(_ text: String, _ width: Int, left: Bool) -> String {
        let columns = text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
        let space = String(repeating: " ", count: max(0, width - columns))
        return left ? text + space : space + text
    }
}
