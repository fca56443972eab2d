import Fares
import Gate
import Journal
import SmartCard

/// The files of a batch; the same batch gives the same bytes.
extension SettlementBatch {
    /// All files but control and manifest, in the order of the control file.
    ///
    /// - **Parameters**: `operatorName`: whose money it is; a part of file names.
    package func files(operatorName: String) -> [BatchFile] {
        var files = [head.file, tapFile, journalFile]
        if !doubtful.isEmpty { files.append(doubtfulFile) }
        if !releases.isEmpty { files.append(releaseFile) }
        let media = Set(taps.map(\.medium)).union(lines.map(\.medium)).union(proofs.map(\.medium)).sorted()
        for medium in media {
            let stem = "\(Self.fileName(operatorName))-\(Self.fileName(medium))"
            files += [lineFile(medium, stem), accountFile(medium, stem)]
            let purse = proofFile(medium, stem)
            if purse.records > 0 { files.append(purse) }
            let authorisations = authorisationFile(medium, stem)
            if authorisations.records > 0 { files.append(authorisations) }
            let debts = debtFile(medium, stem)
            if debts.records > 0 { files.append(debts) }
        }
        return files
    }

    /// The control file: name, role, medium, number of records, sum and SHA-256 of every other file.
    package static func control(_ files: [BatchFile]) -> BatchFile {
        var text = CSVText(["file", "role", "medium", "records", "sum_fen", "sha256"])
        for file in files {
            text.row([file.name, file.role.rawValue, file.medium, "\(file.records)", "\(file.sumFen)", file.hash])
        }
        return BatchFile(name: controlName, role: .control, records: text.rows, bytes: text.bytes)
    }

    /// A name as a part of a file's: letters, digits, `-`, `_` and `.` stay, other bytes become `%` and two hex digits.
    package static func fileName(_ name: String) -> String {
        var result = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: result.unicodeScalars.append(UnicodeScalar(byte))
            case 0x2E where !result.isEmpty: result += "."
            default: result += "%" + Hex.text([byte])
            }
        }
        return result
    }

    private var tapFile: BatchFile {
        var text = CSVText(SettledTap.columns)
        for tap in taps { text.row(tap.row) }
        return BatchFile(
            name: "taps.csv", role: .taps, records: text.rows, sumFen: recordedFen, bytes: text.bytes)
    }

    private var journalFile: BatchFile {
        var text = CSVText([
            "device", "epoch", "last_sequence", "last_hash", "registers_checked", "approved", "refused", "recorded_fen",
            "gate_sweeps_fen", "held_back", "held_back_fen",
        ])
        var sum: Int64 = 0
        for source in sources {
            let day = source.extract.registers.ofDay.lines.filter { $0.kind != .sweep }
            let waiting = heldBack.first { $0.id == source.extract.heldBack?.id }
            let held = waiting.flatMap { $0.serviceDate == self.day ? $0 : nil }
            let fen = day.reduce(0) { $0 + $1.netFen } - (held?.recordedFen ?? 0)
            sum += fen
            text.row([
                source.extract.identity?.device ?? "", "\(source.extract.identity?.epoch ?? 0)",
                "\(source.extract.lastSequence)", source.extract.lastHash, "\(source.extract.registers.compared)",
                "\(day.reduce(0) { $0 + $1.approved } - (held == nil ? 0 : 1))", "\(day.reduce(0) { $0 + $1.refused })",
                "\(fen)",
                "\(source.extract.sweptFen)", waiting.map { "\($0.id)" } ?? "",
                waiting.map { "\($0.recordedFen)" } ?? "",
            ])
        }
        return BatchFile(name: "journals.csv", role: .journals, records: text.rows, sumFen: sum, bytes: text.bytes)
    }

    private var releaseFile: BatchFile {
        var text = CSVText(SettledRelease.columns)
        for release in releases { text.row(release.row) }
        return BatchFile(name: "releases.csv", role: .releases, records: text.rows, bytes: text.bytes)
    }

    private var doubtfulFile: BatchFile {
        var text = CSVText([
            "record_id", "token", "token_key_id", "station", "state", "amount_fen", "balance_before_fen", "counter",
        ])
        var sum: Int64 = 0
        for debit in doubtful {
            sum += debit.amountFen
            text.row([
                "\(debit.id)", debit.token.text, "\(debit.token.keyIdentifier)", debit.station, debit.state,
                "\(debit.amountFen)", "\(debit.balanceFen)", "\(debit.counter)",
            ])
        }
        return BatchFile(name: "doubtful.csv", role: .doubtful, records: text.rows, sumFen: sum, bytes: text.bytes)
    }

    private func lineFile(_ medium: String, _ stem: String) -> BatchFile {
        var text = CSVText(SettlementLine.columns)
        var sum: Int64 = 0
        for line in lines where line.medium == medium {
            sum += line.chargeFen
            text.row(line.row)
        }
        return BatchFile(
            name: "\(stem)-lines.csv", role: .lines, medium: medium, records: text.rows, sumFen: sum, bytes: text.bytes)
    }

    private func accountFile(_ medium: String, _ stem: String) -> BatchFile {
        var text = CSVText([
            "token", "token_key_id", "medium", "service_date", "charge_fen", "collect_fen", "debt_fen", "lines",
            "incomplete", "overtime", "capped",
        ])
        var sum: Int64 = 0
        for account in AccountTotal.all(of: lines.filter { $0.medium == medium }) {
            sum += account.collectFen
            text.row([
                account.account.text, "\(account.account.keyIdentifier)", medium, "\(day)", "\(account.chargeFen)",
                "\(account.collectFen)", "\(account.debtFen)", "\(account.lines.count)", "\(account.incomplete)",
                "\(account.overtime)", "\(account.capped)",
            ])
        }
        return BatchFile(
            name: "\(stem)-accounts.csv", role: .accounts, medium: medium, records: text.rows, sumFen: sum,
            bytes: text.bytes)
    }

    private func proofFile(_ medium: String, _ stem: String) -> BatchFile {
        var text = CSVText([
            "tap_id", "record", "token", "token_key_id", "amount_fen", "balance_before_fen", "counter",
            "terminal_transaction", "card_time", "terminal_mac", "card_mac", "authorisation_code", "terminal", "type",
            "key_version", "algorithm", "sealed_identity",
        ])
        var sum: Int64 = 0
        for proof in proofs where proof.medium == medium {
            let purse = proof.purse
            sum += purse.amountFen
            text.row([
                "\(proof.tap)", "\(proof.record)", purse.token.text, "\(purse.token.keyIdentifier)",
                "\(purse.amountFen)", "\(purse.balanceFen)", "\(purse.counter)", "\(purse.terminalTransaction)",
                "\(LocalTime(seconds: purse.cardTime))", Hex.text(purse.terminalMAC), Hex.text(purse.cardMAC),
                Hex.text(purse.authorisationCode), Hex.text(purse.purchase?.terminalBytes ?? []),
                purse.purchase.map { Hex.text([$0.type]) } ?? "",
                purse.purchase.map { Hex.text([$0.keyVersion]) } ?? "",
                purse.purchase.map { Hex.text([$0.algorithm]) } ?? "",
                Hex.text(purse.purchase?.sealedIdentity ?? []),
            ])
        }
        return BatchFile(
            name: "\(stem)-purse.csv", role: .purse, medium: medium, records: text.rows, sumFen: sum, bytes: text.bytes)
    }

    private func authorisationFile(_ medium: String, _ stem: String) -> BatchFile {
        var text = CSVText([
            "tap_id", "token", "token_key_id", "time", "direction", "atc", "un", "sealed",
        ])
        for (tap, data) in sealed where tap.medium == medium {
            text.row([
                "\(tap.id)", tap.token.text, "\(tap.token.keyIdentifier)", "\(tap.time)",
                tap.kind == .entry ? "entry" : tap.kind == .exit ? "exit" : "bus",
                tap.transactionCounter.map(String.init) ?? "", tap.unpredictableNumber.map(String.init) ?? "",
                Hex.text(data),
            ])
        }
        return BatchFile(
            name: "\(stem)-authorisations.csv", role: .authorisations, medium: medium, records: text.rows,
            bytes: text.bytes)
    }

    private func debtFile(_ medium: String, _ stem: String) -> BatchFile {
        var text = CSVText(["line_id", "token", "token_key_id", "debt_fen", "charge_fen", "collect_fen", "reason"])
        var sum: Int64 = 0
        for line in lines where line.medium == medium && line.debtFen != 0 {
            sum += line.debtFen
            text.row([
                line.id, line.account.text, "\(line.account.keyIdentifier)", "\(line.debtFen)", "\(line.chargeFen)",
                "\(line.collectFen)", line.reason,
            ])
        }
        return BatchFile(
            name: "\(stem)-debts.csv", role: .debts, medium: medium, records: text.rows, sumFen: sum, bytes: text.bytes)
    }
}
