import EMV
import Fares
import Gate
import Journal
import QRTickets
import SmartCard

/// A record as JSON.
struct JournalRecordJSON {
    let header: RecordHeader
    let entry: JournalEntry

    var value: JSONValue {
        let head: [(String, JSONValue)] = [
            ("sequence", .integer(Int(clamping: header.sequence))), ("kind", .string(kind)),
            ("wall_ms", .integer(Int(header.moment.wallMilliseconds))),
            ("mono_ns", .integer(Int(clamping: header.moment.monotonicNanoseconds))),
            ("previous", .string("\(header.previous)")), ("key_id", .integer(Int(header.keyIdentifier))),
        ]
        let mark: [(String, JSONValue)] = header.isRedacted ? [("redacted", .bool(true))] : []
        return .object(head + mark + fields)
    }

    private var kind: String {
        guard let kind = RecordKind(rawValue: header.kind) else { return "kind-\(header.kind)" }
        if case .unknown = entry { return "\(kind.code)-form-\(header.form)" }
        return kind.code
    }

    private var fields: [(String, JSONValue)] {
        switch entry {
        case .tap(let tap): Self.tap(tap)
        case .opened(let opened): [("tap_sequence", .integer(Int(clamping: opened.tapSequence)))]
        case .purse(let purse): Self.purse(purse)
        case .torn(let torn): Self.torn(torn)
        case .start(let start):
            [("software", .string(start.software))] + Self.fares(start.fares) + [
                ("denylist_version", .integer(Int(clamping: start.denyListVersion))),
                ("station", Self.station(start.station)),
                ("records_found", .integer(Int(clamping: start.recordsFound))),
                ("torn_bytes", .integer(Int(clamping: start.tornBytes))),
            ]
        case .sweep(let sweep):
            Self.token(sweep.token) + [
                ("service_date", .string("\(sweep.serviceDate)")), ("entry_time", .string("\(sweep.entry.time)")),
                ("entry_station", Self.station(sweep.entry.station)), ("charge_fen", .integer(Int(sweep.chargeFen))),
            ]
        case .keyChange(let change):
            [("role", .string(change.role.code)), ("new_key_id", .integer(Int(change.identifier)))]
        case .note(let note): [("text", .string(note.text))]
        case .tokenKey(let key):
            [
                ("token_key_id", .integer(Int(key.identifier))),
                ("check_value", .string(Hex.text(key.checkValue.bytes))),
            ]
        case .passage(let passage):
            [
                ("tap_sequence", .integer(Int(clamping: passage.tapSequence))),
                ("outcome", .string(passage.outcome.code)), ("milliseconds", .integer(Int(passage.milliseconds))),
            ]
        case .mode(let mode): Self.mode(mode)
        case .register(let register): Self.register(register.registers)
        case .retention(let retention):
            [
                ("first_segment", .integer(Int(retention.firstSegment))),
                ("last_segment", .integer(Int(retention.lastSegment))),
                ("through_service_date", .string("\(retention.throughDate)")),
            ]
        case .unknown(_, _, let bytes): [("unknown", .bool(true)), ("bytes", .string(Hex.text(bytes)))]
        }
    }

    private static func register(_ registers: AuditRegisters) -> [(String, JSONValue)] {
        [
            ("service_date", .string("\(ServiceDate(dayNumber: registers.serviceDay))")),
            (
                "lines",
                .array(
                    registers.lines.map { line in
                        .object([
                            ("medium", .string(line.medium)), ("kind", .string(line.kind.code)),
                            ("approved", .integer(Int(clamping: line.approved))),
                            ("refused", .integer(Int(clamping: line.refused))),
                            ("charged_fen", .integer(Int(clamping: line.chargedFen))),
                            ("returned_fen", .integer(Int(clamping: line.returnedFen))),
                        ])
                    })
            ),
        ]
    }

    private static func tap(_ tap: JournalTap) -> [(String, JSONValue)] {
        let phases = (0..<tap.phases.count).map { index in
            (tap.phases[index].phase.code, JSONValue.integer(Int(tap.phases[index].microseconds)))
        }
        let first: [(String, JSONValue)] = [
            ("time", .string("\(tap.time)")), ("service_date", .string("\(tap.serviceDate)")),
            ("direction", .string(direction(tap.kind))), ("station", station(tap.station)),
            ("station_index", .optional(tap.station.map { Int($0.index) })),
        ]
        let middle: [(String, JSONValue)] = [
            ("medium", .string(tap.medium)), ("rider", .string(tap.rider)), ("class", .string(tap.carriage.rawValue)),
            ("atc", .optional(tap.transactionCounter.map { Int($0) })),
            ("un", .optional(tap.unpredictableNumber.map { Hex.text($0.bytes) })),
            ("code_key", .optional(tap.replayKey?.text)),
            ("charge_fen", .integer(Int(tap.chargeFen))), ("fare_fen", .optional(tap.fareFen.map { Int($0) })),
        ]
        let last: [(String, JSONValue)] = [
            ("denylist_version", .integer(Int(clamping: tap.denyListVersion))),
            ("outcome", .string(tap.outcome.rawValue)), ("reason", .string(tap.reason.code)),
            ("entry_time", .optional(tap.entry.map { "\($0.time)" })),
            ("entry_station", tap.entry.map { station($0.station) } ?? .null), ("recorded", .bool(tap.isRecorded)),
            ("easings", .array(tap.easings.codes.map { .string($0) })),
            ("phases_us", .object(phases)),
            ("sealed_authorisation", tap.sealedData.isEmpty ? .null : .string(Hex.text(tap.sealedData))),
        ]
        return first + token(tap.token) + middle + fares(tap.fares) + last
    }

    private static func purse(_ purse: JournalPurse) -> [(String, JSONValue)] {
        token(purse.token) + [
            ("state", .string(purse.state.code)), ("station", station(purse.station)),
            ("tap_sequence", .integer(Int(clamping: purse.tapSequence))),
            ("counter", .integer(Int(purse.counter))),
            ("terminal_transaction", .integer(Int(purse.terminalTransaction))),
            ("amount_fen", .integer(Int(purse.amountFen))), ("balance_fen", .integer(Int(purse.balanceFen))),
            ("card_time", .string("\(LocalTime(seconds: purse.cardTime))")),
            ("terminal_mac", .string(Hex.text(purse.terminalMAC))), ("card_mac", .string(Hex.text(purse.cardMAC))),
            ("authorisation_code", .string(Hex.text(purse.authorisationCode))),
        ]
            + (purse.purchase.map { purchase in
                [
                    ("terminal", .string(Hex.text(purchase.terminalBytes))),
                    ("type", .integer(Int(purchase.type))), ("key_version", .integer(Int(purchase.keyVersion))),
                    ("algorithm", .integer(Int(purchase.algorithm))),
                    ("sealed_identity", .string(Hex.text(purchase.sealedIdentity))),
                ]
            } ?? [])
    }

    private static func mode(_ mode: JournalMode) -> [(String, JSONValue)] {
        [
            ("lane", .integer(Int(mode.lane))), ("old", .string(mode.old.code)), ("new", .string(mode.new.code)),
            ("easings", .array(mode.easings.codes.map { .string($0) })), ("cause", .string(mode.cause.code)),
            ("time", .string("\(mode.time)")), ("station", station(mode.station)), ("actor", .string(mode.actor)),
        ]
            + (mode.standing.map { standing in
                [
                    ("id", .string(standing.id)), ("commanded", .string(standing.mode.code)),
                    ("release", .optional(standing.release?.code)),
                ]
            } ?? [])
    }

    private static func torn(_ torn: JournalTorn) -> [(String, JSONValue)] {
        token(torn.token) + [
            ("state", .string(torn.state.code)), ("direction", .string(direction(torn.direction))),
            ("station", station(torn.station)), ("closes", .integer(Int(clamping: torn.closes))),
            ("atc", .integer(Int(torn.transactionCounter))), ("un", .string(Hex.text(torn.unpredictableNumber.bytes))),
            ("amount_fen", .integer(Int(torn.amountFen))), ("balance_fen", .integer(Int(torn.balanceFen))),
            ("resume_bytes", .integer(torn.resumeData.count)),
        ]
    }

    private static func token(_ token: JournalToken) -> [(String, JSONValue)] {
        [
            ("token", .string(CardTokenValue(high: token.token.high, low: token.token.low).text)),
            ("token_key_id", .integer(Int(token.keyIdentifier))),
        ]
    }

    private static func fares(_ fares: FareVersion) -> [(String, JSONValue)] {
        [("edition", .string(fares.edition)), ("fare_hash", .string(Hex.text(fares.hash.bytes)))]
    }

    private static func station(_ station: JournalStation?) -> JSONValue { .optional(station?.id) }

    private static func direction(_ kind: TapKind) -> String {
        switch kind {
        case .entry: "entry"
        case .exit: "exit"
        case .bus: "bus"
        }
    }
}

extension FixedWidthInteger {
    /// The bytes, the highest first.
    fileprivate var bytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
    }
}
