import EMV
import Fares
import Gate
import Histogram
import Journal
import Lane
import QRTickets
import SmartCard

/// How a gate process stands, for the status socket.
struct GateStatus {
    private let process: GateProcess

    init(_ process: GateProcess) { self.process = process }

    /// All of it.
    var whole: JSONValue {
        let material = process.started
        let station = material.book.edition.network.stations[Int(material.station)]
        return .object([
            ("type", "status"), ("version", .string(Version.text)), ("device", .string(material.configuration.device)),
            ("station", .string(station.id)), ("uptime_s", .integer((GateClock.milliseconds - process.begun) / 1000)),
            ("lanes", .array(process.seats.map(Self.lane))), ("journal", journal), ("deny_list", denyList),
            (
                "parameters",
                .object([
                    ("edition", .string(material.book.edition.id)),
                    ("fares_hash", .string(String(FareVersion(material.book).hash, radix: 16))),
                    ("revocations", .optional(process.revocations.map { Int(clamping: $0.number) })),
                    ("test_keys", .bool(material.configuration.keys.acceptsTest)),
                ])
            ), ("bundles", material.configuration.bundles == nil ? .null : process.bundles.json),
        ])
    }

    /// What counts up, each second.
    var counters: JSONValue {
        let known = process.seats.map(\.known)
        return .object([
            ("type", "counters"), ("uptime_s", .integer((GateClock.milliseconds - process.begun) / 1000)),
            ("taps", .integer(known.reduce(0) { $0 + $1.taps })),
            ("opened", .integer(known.reduce(0) { $0 + $1.opened })),
            ("refused", .integer(known.reduce(0) { $0 + $1.refused })),
            ("again", .integer(known.reduce(0) { $0 + $1.again })),
            ("journal_sequence", .integer(Int(process.box.journal.durableSequence))),
            ("journal_pending", .integer(process.box.journal.pending)),
        ])
    }

    private var journal: JSONValue {
        let committer = process.box.journal
        let latencies = committer.commitLatencies
        return .object([
            ("sequence", .integer(Int(committer.durableSequence))), ("pending", .integer(committer.pending)),
            ("commit_p99_us", .integer(Int(latencies.valueAtPercentile(99) / 1000))),
            ("alarm", .optional(process.hasFailed ? "journal-failed" : nil)),
        ])
    }

    private var denyList: JSONValue {
        .object([
            ("version", .integer(Int(clamping: process.box.denyList.current.version))),
            ("age_s", .integer(Int(max(0, process.clock.wall() - process.denyListTime) / 1000))),
        ])
    }

    private static func lane(_ seat: LaneSeat) -> JSONValue {
        let (known, losses) = (seat.known, seat.losses)
        let sources = known.sources.map { source in
            var words: Wording?
            if case .fault(let why) = source.state { words = why }
            return JSONValue.object([
                ("source", .string(source.name)), ("direction", .string(source.side == .exit ? "exit" : "entry")),
                ("state", .string(source.state.code)), ("words", .optional(words?.english)),
            ])
        }
        let last = known.last.map { tap in
            JSONValue.object([
                ("time", .string(GateLog.time(known.lastMilliseconds))), ("outcome", .string(tap.outcome.rawValue)),
                ("reason", .string(tap.reason)), ("medium", .optional(tap.medium)),
            ])
        }
        return .object([
            ("id", .string(seat.id)), ("direction", .string(seat.configuration.direction.rawValue)),
            ("mode", .string(seat.machine.mode.code)), ("open_to", .string(seat.machine.directions.code)),
            ("easings", .array(seat.machine.easings.codes.map { .string($0) })), ("readers", .array(sources)),
            ("last_tap", last ?? .null), ("alarms", .array(known.alarms.map { .string($0.code) })),
            ("taps", .integer(known.taps)), ("opened", .integer(known.opened)), ("refused", .integer(known.refused)),
            ("lost_reports", .integer(losses.reports)), ("lost_records", .integer(losses.records)),
            ("line_faults", .integer(losses.lines)),
        ])
    }
}
