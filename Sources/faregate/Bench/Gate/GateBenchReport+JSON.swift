import CardEmulator
import Fares
import Histogram
import Journal

extension GateBenchReport {
    /// The same as JSON; durations in microseconds.
    var json: JSONValue {
        .object([
            ("machine", .string(Machine.description)), ("load_before", .number(loadBefore, decimals: 2)),
            ("file_system", .string(fileSystem)), ("durability", .string(durability.rawValue)),
            ("lane", .array(lane.map { Self.json($0, hasTransport: false) })),
            (
                "decision",
                .object([
                    ("rate", .integer(rate)), ("decide", Self.json(decide)), ("round_trip", Self.json(roundTrip)),
                ])
            ),
            ("live", live.json),
            (
                "reader",
                readerName.map { name in
                    .object([
                        ("name", .string(name)), ("media", .array(reader.map { Self.json($0, hasTransport: true) })),
                    ])
                } ?? .null
            ),
            (
                "goals",
                .array(
                    goals.map {
                        .object([
                            ("name", .string($0.name)), ("value", .number($0.value, decimals: 3)),
                            ("limit", .number($0.limit, decimals: 0)), ("unit", .string($0.unit)),
                            ("met", .bool($0.isMet)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ figures: GateDecisionFigures) -> JSONValue {
        .object([
            ("taps", .integer(Int(figures.fromHandOver.totalCount))), ("exits", .integer(figures.exits)),
            ("journal_full", .integer(figures.refusals)), ("decided_per_second", .number(figures.rate, decimals: 1)),
            ("from_hand_over_us", LatencyShares.json(figures.fromHandOver)),
            ("from_due_moment_us", LatencyShares.json(figures.fromSchedule)),
        ])
    }

    private static func json(_ figures: GateTapFigures, hasTransport: Bool) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("medium", .string(figures.medium.rawValue)), ("profile", .string(figures.medium.profile.rawValue)),
            ("taps", .integer(figures.taps)), ("exits", .integer(figures.exits)),
            ("charged_fen", .integer(Int(figures.chargedFen))), ("card_numbers", .integer(figures.cards)),
            ("taps_per_second", .number(figures.tapsPerSecond, decimals: 2)),
            ("taps_per_minute", .number(figures.tapsPerSecond * 60, decimals: 1)),
            ("ours_taps_per_second", .number(figures.ourTapsPerSecond, decimals: 2)),
            ("ours_taps_per_minute", .number(figures.ourTapsPerSecond * 60, decimals: 1)),
            (
                "commands",
                .object([
                    ("least", .integer(figures.fewestCommands)), ("most", .integer(figures.mostCommands)),
                    ("least_needed", .integer(figures.fewestNeeded)), ("most_needed", .integer(figures.mostNeeded)),
                    ("taps_above_needed", .integer(figures.tapsAboveMinimum)),
                ])
            ),
            ("card_us", LatencyShares.json(figures.card)),
        ]
        if hasTransport { members.append(("transport_us", LatencyShares.json(figures.transport))) }
        members += [
            ("ours_us", LatencyShares.json(figures.ours)),
            ("ours_without_storage_us", LatencyShares.json(figures.oursWithoutStorage)),
            ("decision_us", LatencyShares.json(figures.decision)), ("storage_us", LatencyShares.json(figures.storage)),
        ]
        return .object(members)
    }
}
