extension RailFareRows {
    package static func read(_ file: RailFile, _ stations: RailStations) throws(FareDataError) -> RailFareRows {
        var reader = try file.reader()
        let columns = try FareColumns(reader)
        let indices = stations.byTelecode
        var rows: [RailFareRow] = []
        while try reader.next() {
            guard rows.count < maximumRows else {
                throw .inconsistent(file: reader.file, what: "more than \(maximumRows) fares")
            }
            rows.append(try row(in: reader, columns, indices))
        }
        return try RailFareRows(rows, file: file.name)
    }

    private static func row(
        in reader: CSVReader, _ columns: FareColumns, _ indices: [String: StationIndex]
    ) throws(FareDataError) -> RailFareRow {
        let from = try reader.station(columns.from, in: indices)
        let to = try reader.station(columns.to, in: indices)
        guard from != to else { throw reader.bad(columns.to, "another station than in \"from\"") }
        guard let letter = RailLetter(rawValue: reader.string(columns.letter)) else {
            throw reader.bad(columns.letter, "G, D or C")
        }
        guard let seatClass = RailClass(rawValue: reader.string(columns.seatClass)) else {
            throw reader.bad(columns.seatClass, "second or first")
        }
        guard let currency = Currency(rawValue: reader.string(columns.currency)) else {
            throw reader.bad(columns.currency, "CNY or HKD")
        }
        guard let status = RailFareStatus(rawValue: reader.string(columns.status)) else {
            throw reader.bad(columns.status, "published, implemented, derived, announced or rounded")
        }
        guard let fare = Money(decimal: reader.string(columns.fare), currency: currency),
            (1...maximumFen).contains(fare.minorUnits)
        else {
            throw reader.bad(columns.fare, "an amount above 0 with at most two decimals, at most \(maximumFen / 100)")
        }
        guard let start = try reader.date(columns.start) else { throw reader.bad(columns.start, "a day") }
        let through = try reader.date(columns.until)
        if let through, through < start { throw reader.bad(columns.until, "a day not before \(start)") }
        return RailFareRow(
            key: RailFareRow.Key(from: from, to: to, letter: letter, seatClass: seatClass), fare: fare, status: status,
            from: start, through: through, isSnapshot: try reader.flag(columns.snapshot),
            source: reader.string(columns.source), note: reader.string(columns.note), line: reader.line)
    }
}

/// Where the columns of `fares.csv` stand.
private struct FareColumns {
    let from: Int
    let to: Int
    let letter: Int
    let seatClass: Int
    let currency: Int
    let fare: Int
    let status: Int
    let start: Int
    let until: Int
    let snapshot: Int
    let source: Int
    let note: Int

    init(_ reader: CSVReader) throws(FareDataError) {
        from = try reader.requiredColumn("from")
        to = try reader.requiredColumn("to")
        letter = try reader.requiredColumn("train_letter")
        seatClass = try reader.requiredColumn("seat_class")
        currency = try reader.requiredColumn("currency")
        fare = try reader.requiredColumn("fare")
        status = try reader.requiredColumn("status")
        start = try reader.requiredColumn("from_date")
        until = try reader.requiredColumn("until_date")
        snapshot = try reader.requiredColumn("snapshot")
        source = try reader.requiredColumn("source")
        note = try reader.requiredColumn("note")
    }
}
