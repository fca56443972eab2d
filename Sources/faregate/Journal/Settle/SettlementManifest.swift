import Fares
import Journal
import Lane
import Settlement

/// A batch in JSON: its manifest, and its accounts with their journeys.
struct SettlementManifest {
    let batch: SettlementBatch
    let files: [BatchFile]
    let control: BatchFile
    let operatorName: String
    let refusals: [JournalRefusal]

    private var fares: FareVersion { batch.head.fares }

    /// The file `manifest.json`.
    var file: BatchFile {
        let text = value.text() + "\n"
        return BatchFile(name: "manifest.json", role: .json, records: files.count, bytes: Array(text.utf8))
    }

    var value: JSONValue {
        .object([
            ("format", "faregate-settlement/1"), ("service_date", .string("\(batch.day)")),
            ("number", .integer(batch.number)),
            ("kind", .string(batch.number == 1 ? "batch" : "supplement")),
            ("previous_control_sha256", batch.head.previousHash.isEmpty ? .null : .string(batch.head.previousHash)),
            ("operator", .string(operatorName)), ("edition", .string(fares.edition)),
            ("fare_hash", .string(String(fares.hash, radix: 16))),
            ("taps", .integer(batch.taps.count)), ("lines", .integer(batch.lines.count)),
            ("recorded_fen", .integer(Int(batch.recordedFen))),
            ("joining_fen", .integer(Int(batch.chargeFen - batch.recordedFen))),
            ("charge_fen", .integer(Int(batch.chargeFen))), ("collect_fen", .integer(Int(batch.collectFen))),
            ("debt_fen", .integer(Int(batch.debtFen))), ("doubtful", .integer(batch.doubtful.count)),
            ("not_passed", .integer(batch.taps.count { $0.hasPassed == false })),
            ("held_back", .array(batch.heldBack.map(Self.heldBack))),
            ("unsettled_days", .array(batch.unsettledDays.map(Self.unsettled))),
            ("emergency_releases", .integer(batch.releases.count)),
            ("journals", .array(batch.sources.map(journal))),
            ("refused_journals", .array(refusals.map { .string("\($0)") })),
            (
                "files",
                .array(
                    files.map { file in
                        .object([
                            ("file", .string(file.name)), ("role", .string(file.role.rawValue)),
                            ("medium", .string(file.medium)), ("records", .integer(file.records)),
                            ("sum_fen", .integer(Int(file.sumFen))), ("sha256", .string(file.hash)),
                        ])
                    })
            ),
            ("control_sha256", .string(control.hash)),
        ])
    }

    /// What is said where no batch is written: what waits, what the days before lack, and which journals were left out.
    static func nothingNew(_ batch: SettlementBatch, refusals: [JournalRefusal]) -> JSONValue {
        .object([
            ("service_date", .string("\(batch.day)")), ("new", false),
            ("held_back", .array(batch.heldBack.map(heldBack))),
            ("unsettled_days", .array(batch.unsettledDays.map(unsettled))),
            ("refused_journals", .array(refusals.map { .string("\($0)") })),
        ])
    }

    /// A tap that waits for its proof.
    private static func heldBack(_ tap: SettledTap) -> JSONValue {
        .object([
            ("tap_id", .string("\(tap.id)")), ("service_date", .string("\(tap.serviceDate)")),
            ("recorded_fen", .integer(Int(tap.recordedFen))),
        ])
    }

    /// A day before that is to be settled again.
    private static func unsettled(_ before: UnsettledDay) -> JSONValue {
        .object([
            ("service_date", .string("\(before.day)")), ("taps", .integer(before.taps)),
            ("recorded_fen", .integer(Int(before.recordedFen))), ("proofs", .integer(before.proofs)),
        ])
    }

    private func journal(_ source: SettlementInput.Source) -> JSONValue {
        .object([
            ("device", .optional(source.extract.identity?.device)),
            ("epoch", .optional(source.extract.identity.map { Int(clamping: $0.epoch) })),
            ("last_sequence", .integer(Int(clamping: source.extract.lastSequence))),
            ("last_hash", .string(source.extract.lastHash)),
            ("registers_checked", .integer(source.extract.registers.compared)),
            ("other_fares", .integer(source.extract.fares.filter { $0.key != fares }.values.reduce(0, +))),
        ])
    }

    /// One JSON object an account, for each medium.
    static func accountFiles(_ batch: SettlementBatch, operatorName: String) -> [BatchFile] {
        Set(batch.lines.map(\.medium)).sorted().map { medium in
            var text = ""
            let accounts = AccountTotal.all(of: batch.lines.filter { $0.medium == medium })
            for account in accounts { text += value(account, medium, batch.day).line + "\n" }
            let stem = "\(SettlementBatch.fileName(operatorName))-\(SettlementBatch.fileName(medium))"
            return BatchFile(
                name: "\(stem)-accounts.ndjson", role: .json, medium: medium, records: accounts.count,
                sumFen: accounts.reduce(0) { $0 + $1.collectFen }, bytes: Array(text.utf8))
        }
    }

    private static func value(_ total: AccountTotal, _ medium: String, _ day: ServiceDate) -> JSONValue {
        .object([
            ("token", .string(total.account.text)), ("token_key_id", .integer(Int(total.account.keyIdentifier))),
            ("medium", .string(medium)), ("service_date", .string("\(day)")),
            ("charge_fen", .integer(Int(total.chargeFen))), ("collect_fen", .integer(Int(total.collectFen))),
            ("debt_fen", .integer(Int(total.debtFen))), ("incomplete", .integer(total.incomplete)),
            ("lines", .array(total.lines.map(value))),
        ])
    }

    private static func value(_ line: SettlementLine) -> JSONValue {
        .object([
            ("line_id", .string(line.id)), ("reason", .string(line.reason)),
            ("entry_time", .optional(line.entry.map { "\($0.time)" })),
            ("entry_station", .optional(line.entry?.station)),
            ("exit_time", .optional(line.exit.map { "\($0.time)" })),
            ("exit_station", .optional(line.exit?.station)), ("base_fen", .optional(line.baseFen)),
            ("charge_fen", .integer(Int(line.chargeFen))), ("collect_fen", .integer(Int(line.collectFen))),
            ("debt_fen", .integer(Int(line.debtFen))), ("recorded_fen", .integer(Int(line.recordedFen))),
            ("not_passed", .bool(line.isNotPassed)),
            (
                "steps",
                .array(
                    line.steps.map { step in
                        .object([
                            ("reason", .string(step.reason.code)), ("before_fen", .integer(Int(step.beforeFen))),
                            ("after_fen", .integer(Int(step.afterFen))),
                        ])
                    })
            ),
        ])
    }
}
