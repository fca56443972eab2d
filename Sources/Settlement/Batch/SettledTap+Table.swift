import Fares
import Gate
import Journal

/// Taps as rows of a batch's `taps.csv`: written for people and programs, read back for the supplements of a day.
extension SettledTap {
    static let columns = [
        "tap_id", "device", "epoch", "sequence", "token", "token_key_id", "time", "service_date", "direction",
        "station",
        "medium", "rider", "class", "transfer", "entry_time", "entry_station", "recorded_fen", "purse_fen", "reason",
        "atc", "un", "easings", "passed",
    ]

    private static let kinds: [(TapKind, String)] = [(.entry, "entry"), (.exit, "exit"), (.bus, "bus")]
    private static let answers: [(Bool?, String)] = [(nil, ""), (true, "yes"), (false, "no")]
    private static let marks: [(TransferMark, String)] = [
        (.notStated, ""), (.granted, "granted"), (.notGranted, "not-granted"),
    ]

    /// The fields, in the order of ``columns``.
    var row: [String] {
        [
            "\(id)", id.device, "\(id.epoch)", "\(id.sequence)", token.text, "\(token.keyIdentifier)", "\(time)",
            "\(serviceDate)", Self.kinds.first { $0.0 == kind }?.1 ?? "", station, medium, rider, carriage.rawValue,
            Self.marks.first { $0.0 == transfer }?.1 ?? "", entry.map { "\($0.time)" } ?? "",
            entry?.station?.id ?? "", "\(recordedFen)", purseFen.map(String.init) ?? "", reason.code,
            transactionCounter.map(String.init) ?? "", unpredictableNumber.map(String.init) ?? "",
            easings.codes.joined(separator: ";"), Self.answers.first { $0.0 == hasPassed }?.1 ?? "",
        ]
    }

    /// Reads the rows of such a file.
    ///
    /// - **Errors**: `FareDataError` with file and line.
    static func read(_ file: String, _ bytes: [UInt8]) throws(FareDataError) -> [SettledTap] {
        var reader = try CSVReader(file: file, bytes: bytes)
        var places: [Int] = []
        for column in columns { places.append(try reader.requiredColumn(column)) }
        var taps: [SettledTap] = []
        while try reader.next() {
            let fields = places.map { reader.string($0) }
            guard let tap = SettledTap(fields: fields) else {
                throw .contradiction(file: file, line: reader.line, what: "not a tap as a batch writes it")
            }
            taps.append(tap)
        }
        return taps
    }

    private init?(fields: [String]) {
        guard let epoch = UInt64(fields[2]), let sequence = UInt64(fields[3]), let key = UInt32(fields[5]),
            let token = JournalToken(text: fields[4], keyIdentifier: key), let time = LocalTime(fields[6]),
            let date = ServiceDate(fields[7]), let kind = Self.kinds.first(where: { $0.1 == fields[8] })?.0,
            let carriage = CarriageClass(rawValue: fields[12]),
            let transfer = Self.marks.first(where: { $0.1 == fields[13] })?.0,
            let recorded = BatchAmount.read(fields[16]),
            let reason = GateReason.allCases.first(where: { $0.code == fields[18] }),
            let answer = Self.answers.first(where: { $0.1 == fields[22] })
        else { return nil }
        self.init(
            id: TapIdentity(device: fields[1], epoch: epoch, sequence: sequence), token: token, time: time,
            serviceDate: date, kind: kind, medium: fields[10], rider: fields[11], recordedFen: recorded, reason: reason)
        station = fields[9]
        self.carriage = carriage
        self.transfer = transfer
        if let time = LocalTime(fields[14]) {
            // The index belongs to the edition that the gate had; the id is what counts.
            let place = fields[15].isEmpty ? nil : JournalStation(index: 0, id: fields[15])
            entry = JournalTap.Entry(time: time, station: place)
        }
        if !fields[17].isEmpty {
            guard let fen = BatchAmount.read(fields[17]) else { return nil }
            purseFen = fen
        }
        transactionCounter = UInt16(fields[19])
        unpredictableNumber = UInt32(fields[20])
        hasPassed = answer.0
        for code in fields[21].split(separator: ";") {
            guard let easing = GateEasings(code: String(code)) else { return nil }
            easings.insert(easing)
        }
        guard fields[0] == "\(id)" else { return nil }
    }

    /// Whether two readings of a tap agree in all that decides money: what sensors say may come later, and so may a
    /// proof that an earlier batch has not waited for.
    func isSame(as other: SettledTap) -> Bool {
        var tap = self
        tap.hasPassed = other.hasPassed
        if purseFen == nil, other.purseFen == recordedFen { tap.purseFen = recordedFen }
        return tap.row == other.row
    }
}
