import EMV
import Fares
import Gate
import SmartCard

/// A tap in words and as JSON.
struct TapReport {
    let book: FareBook
    let station: StationIndex
    let kind: TapKind
    let outcome: GateTap.Outcome
    /// What the emulated card says that each phase took; nil where that is not known.
    let virtualMicroseconds: [Int]?

    /// `open`, `refused` or `again`.
    var verdict: GateOutcome {
        switch outcome.result.verdict {
        case .again: .again
        case .refused: .refused
        case .accepted: outcome.decision?.outcome ?? .refused
        }
    }

    /// Why.
    var reason: String {
        if outcome.result.verdict == .accepted, let decision = outcome.decision { return decision.reason.code }
        return outcome.result.reason.code
    }

    private var cardMicroseconds: Int { outcome.phases.reduce(0) { $0 + $1.cardMicroseconds } }
    private var ourMicroseconds: Int {
        outcome.phases.reduce(0) { $0 + $1.ourMicroseconds } + outcome.decisionMicroseconds
            + outcome.storageMicroseconds
    }

    var json: JSONValue {
        let stations = book.edition.network.stations
        let fare = outcome.decision?.fare
        let names = Self.numbered(outcome.phases.map(\.name))
        var phases = zip(names, outcome.phases).map { name, phase in
            (name, JSONValue.integer(phase.cardMicroseconds + phase.ourMicroseconds))
        }
        phases.append(("decision", .integer(outcome.decisionMicroseconds)))
        phases.append(("storage", .integer(outcome.storageMicroseconds)))
        let virtual = virtualMicroseconds.map { times in
            JSONValue.object(zip(names, times).map { ($0, .integer($1)) })
        }
        return .object([
            ("outcome", .string(verdict.rawValue)), ("reason", .string(reason)),
            ("stage", .optional(outcome.result.kernel?.stage?.rawValue)),
            ("medium", .string("quickpass")), ("token", .optional(outcome.token?.text)),
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
            ("kernel_outcome", .optional(outcome.result.kernel?.kind.rawValue)),
            ("sealed_authorisation", .optional(outcome.sealedAuthorisation.map { Hex.text($0) })),
            ("torn", .bool(outcome.result.torn != nil)), ("phases_us", .object(phases)),
            ("card_us", .integer(cardMicroseconds)), ("ours_us", .integer(ourMicroseconds)),
            // The emulated card's own clock: in none of the figures above.
            ("phases_virtual_us", virtual ?? .null),
            ("card_virtual_us", .optional(virtualMicroseconds?.reduce(0, +))),
        ])
    }

    func text(_ language: Language) -> String {
        let station = book.edition.network.stations[Int(station)]
        let way = kind == .entry ? language.pick("进站", "entry") : language.pick("出站", "exit")
        var lines = [
            "\(headline(language))   \(language.pick(station.nameZh, station.nameEn)) \(way)   [\(words(language))]"
        ]
        if let stage = outcome.result.kernel?.stage {
            lines.append("  \(language.pick("脱机认证失败于", "authentication failed at")) \(stage.rawValue)")
        }
        if let pan = outcome.maskedPAN {
            lines.append("  \(language.pick("卡", "card")) \(pan)   token \(outcome.token?.text ?? "")")
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

    /// What each phase took on either side; a third column where the emulated card claims time of its own.
    private func table(_ language: Language) -> [String] {
        let claimed = virtualMicroseconds.flatMap { $0.contains { $0 > 0 } ? $0 : nil }
        func line(_ name: String, _ card: String, _ ours: String, _ virtual: String?) -> String {
            row(name, card, ours) + (claimed == nil ? "" : pad(virtual ?? "", 13, left: false))
        }
        var lines = [
            line(
                language.pick("阶段", "phase"), language.pick("卡 µs", "card µs"), language.pick("闸机 µs", "ours µs"),
                language.pick("虚拟 µs", "virtual µs"))
        ]
        let names = Self.numbered(outcome.phases.map(\.name))
        for (index, phase) in outcome.phases.enumerated() {
            lines.append(
                line(
                    CardWords.phase(names[index], language), "\(phase.cardMicroseconds)", "\(phase.ourMicroseconds)",
                    claimed.map { "\($0[index])" }))
        }
        lines.append(line(CardWords.phase("decision", language), "", "\(outcome.decisionMicroseconds)", nil))
        lines.append(line(CardWords.phase("storage", language), "", "\(outcome.storageMicroseconds)", nil))
        lines.append(
            line(
                language.pick("合计", "total"), "\(cardMicroseconds)", "\(ourMicroseconds)",
                claimed.map { "\($0.reduce(0, +))" }))
        if claimed != nil {
            lines.append(
                language.pick(
                    "  虚拟：模拟卡自称所用的时间，实际未等待，不计入其他各列",
                    "  virtual: the time that the emulated card claims; nobody waited for it, it is in no other column")
            )
        }
        return lines
    }

    /// Names of which repeated ones are numbered: `select`, `select-2`.
    private static func numbered(_ names: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return names.map { name in
            let count = seen[name, default: 0] + 1
            seen[name] = count
            return count == 1 ? name : "\(name)-\(count)"
        }
    }

    /// The reason in words, for a person who reads Chinese; English has the name itself.
    private func words(_ language: Language) -> String {
        let words =
            if outcome.result.verdict == .accepted, let decision = outcome.decision {
                CardWords.chinese(decision.reason)
            } else {
                CardWords.chinese(outcome.result.reason)
            }
        return language.pick("\(words) \(reason)", reason)
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
