import Fares

/// `faregate fare check --network rail [FILE]`: sums against the list, the estimate against a file.
struct RailCheck {
    let file: String?

    func run(json: Bool) throws {
        let book = try RailFareBook.shipped()
        let sums = book.comparedSums()
        let different = sums.filter { $0.sumFen != $0.row.fare.minorUnits }
        let estimates = try file.map { path in
            try EstimateReport.read(file: path, bytes: try readWholeFile(path == "-" ? "/dev/stdin" : path))
        }
        if json {
            Terminal.print(object(sums, different, estimates, book).text() + "\n")
        } else {
            Terminal.print(text(sums, different, estimates, book))
        }
        if !different.isEmpty { throw CommandExit.differences }
    }

    private func text(
        _ sums: [ComparedSum], _ different: [ComparedSum], _ estimates: [EstimateReport]?, _ book: RailFareBook
    ) -> String {
        var text = ""
        for sum in different {
            text +=
                "\(book.id(sum.row.key.from)) - \(book.id(sum.row.key.to)) \(sum.row.key.letter.rawValue) over "
                + "\(book.id(sum.hub)): computed \(yuan(sum.sumFen)), published \(yuan(sum.row.fare.minorUnits))\n"
        }
        text +=
            "\(sums.count) sums that the list has too, \(sums.count - different.count) equal, "
            + "\(different.count) different\n"
        for report in estimates ?? [] {
            text +=
                "\(report.letter.rawValue) \(report.band): \(report.inBand.words)\n"
                + "\(report.letter.rawValue) all: \(report.all.words)\n"
        }
        return text
    }

    private func object(
        _ sums: [ComparedSum], _ different: [ComparedSum], _ estimates: [EstimateReport]?, _ book: RailFareBook
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("network", "rail"), ("pairs", .integer(sums.count)), ("equal", .integer(sums.count - different.count)),
            (
                "different",
                .array(
                    different.map { sum in
                        .object([
                            ("from_station_id", .string(book.id(sum.row.key.from))),
                            ("to_station_id", .string(book.id(sum.row.key.to))),
                            ("computed_fen", .integer(sum.sumFen)),
                            ("published_fen", .integer(sum.row.fare.minorUnits)),
                            ("train_letter", .string(sum.row.key.letter.rawValue)),
                            ("hub_station_id", .string(book.id(sum.hub))),
                        ])
                    })
            ),
        ]
        if let estimates {
            members.append(
                (
                    "estimates",
                    .array(
                        estimates.map { report in
                            .object([
                                ("train_letter", .string(report.letter.rawValue)), ("band", .string(report.band)),
                                ("in_band", report.inBand.object), ("all", report.all.object),
                            ])
                        })
                ))
        }
        return .object(members)
    }
}

extension EstimateCounts {
    fileprivate var words: String {
        "\(rows) rows, \(exact) exact, \(withinHalf) within 0.5, \(withinTwo) within 2 yuan"
    }

    fileprivate var object: JSONValue {
        .object([
            ("rows", .integer(rows)), ("exact", .integer(exact)), ("within_half_yuan", .integer(withinHalf)),
            ("within_two_yuan", .integer(withinTwo)),
        ])
    }
}

extension RailFareBook {
    fileprivate func id(_ index: StationIndex) -> String { stations.stations[Int(index)].id }
}
