import Fares
import Journal

/// Lines as rows of a medium's `lines.csv`.
extension SettlementLine {
    /// The columns.
    package static let columns = [
        "line_id", "token", "token_key_id", "medium", "reason", "entry_time", "entry_station", "exit_time",
        "exit_station", "base_fen", "charge_fen", "collect_fen", "debt_fen", "recorded_fen", "steps", "incomplete",
        "overtime", "capped", "not_passed",
    ]

    /// The fields, in the order of ``columns``.
    package var row: [String] {
        [
            id, account.text, "\(account.keyIdentifier)", medium, reason, entry.map { "\($0.time)" } ?? "",
            entry?.station ?? "", exit.map { "\($0.time)" } ?? "", exit?.station ?? "", baseFen.map(String.init) ?? "",
            "\(chargeFen)", "\(collectFen)", "\(debtFen)", "\(recordedFen)", stepText, isIncomplete ? "yes" : "",
            isOvertime ? "yes" : "", isCapped ? "yes" : "",
            isNotPassed ? "yes" : "",
        ]
    }

    /// Reads the rows of such a file; the steps are for people and not read back.
    ///
    /// - **Errors**: `FareDataError` with file and line.
    static func read(_ file: String, _ bytes: [UInt8]) throws(FareDataError) -> [SettlementLine] {
        var reader = try CSVReader(file: file, bytes: bytes)
        var places: [Int] = []
        for column in columns { places.append(try reader.requiredColumn(column)) }
        var lines: [SettlementLine] = []
        while try reader.next() {
            let fields = places.map { reader.string($0) }
            guard let key = UInt32(fields[2]), let account = JournalToken(text: fields[1], keyIdentifier: key),
                let charge = BatchAmount.read(fields[10]), let collect = BatchAmount.read(fields[11]),
                let debt = BatchAmount.read(fields[12]), let recorded = BatchAmount.read(fields[13])
            else { throw .contradiction(file: file, line: reader.line, what: "not a line as a batch writes it") }
            var line = SettlementLine(id: fields[0], account: account, medium: fields[3], reason: fields[4])
            line.entry = LocalTime(fields[5]).map { End(time: $0, station: fields[6]) }
            line.exit = LocalTime(fields[7]).map { End(time: $0, station: fields[8]) }
            line.baseFen = Int(fields[9])
            (line.chargeFen, line.collectFen, line.debtFen, line.recordedFen) = (charge, collect, debt, recorded)
            lines.append(line)
        }
        return lines
    }
}
