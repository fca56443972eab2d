import Fares
import Testing

/// The compiled tables against the rules told a second time, and the sums that are made and not made.
struct RailTableTests {
    /// Every cell of the table of each day on which something changes, of the days around it, and of no day.
    @Test(arguments: [
        nil, "2016-09-30", "2016-10-01", "2018-09-22", "2018-09-23", "2019-12-01", "2019-12-15", "2023-03-11",
    ])
    func everyCell(date: String?) throws {
        let book = try RailBooks.shipped()
        let naive = try NaiveRail(on: date)
        let table = book.table(on: date.flatMap { ServiceDate($0) })
        let ids = book.stations.stations.prefix(book.stations.pricedCount).map(\.id)
        var differences: [String] = []
        var priced = 0
        for letter in RailLetter.allCases {
            for seatClass in RailClass.allCases {
                let plane = table?.plane(letter, seatClass)
                for (from, origin) in ids.enumerated() {
                    for (to, destination) in ids.enumerated() {
                        let expected = naive.fare(origin, destination, letter.rawValue, seatClass.rawValue)
                        var found: Int?
                        if let table, let plane {
                            let fen = table.fare(from: StationIndex(from), to: StationIndex(to), in: plane)
                            found = fen == RailFareTable.noFare ? nil : fen
                        }
                        priced += found == nil ? 0 : 1
                        if found != expected { differences.append("\(origin)\(destination)\(letter)\(seatClass)") }
                    }
                }
            }
        }
        #expect(differences.isEmpty, "\(differences.prefix(5))")
        #expect((priced > 0) == (date.map { $0 >= "2016-10-01" } ?? true))
    }

    /// The quote has the table's fare, and its rows explain just that, in every cell of every interval and of no day.
    @Test func theQuoteIsTheCell() throws {
        let book = try RailBooks.shipped()
        for table in book.tables + [book.undated] {
            for from in 0..<StationIndex(table.stationCount) {
                for to in 0..<StationIndex(table.stationCount) where from != to {
                    for letter in RailLetter.allCases {
                        for seatClass in RailClass.allCases {
                            let fen = table.fare(from: from, to: to, in: table.plane(letter, seatClass))
                            let legs = book.legs(from: from, to: to, letter, seatClass, on: table.from)
                            let explained = legs.reduce(0) { $0 + $1.row.fare.minorUnits }
                            guard fen != RailFareTable.noFare else {
                                #expect(legs.isEmpty)
                                continue
                            }
                            var question = RailQuestion(from: from, to: to, date: table.from)
                            (question.letter, question.seatClass) = (letter, seatClass)
                            guard case .fare(let fare) = book.quote(question) else {
                                Issue.record("\(from) \(to) \(letter) \(seatClass) is in the table and has no quote")
                                continue
                            }
                            #expect(fare.total.minorUnits == fen && explained == fen && fare.legs == legs)
                        }
                    }
                }
            }
        }
    }

    @Test func theIntervals() throws {
        let book = try RailBooks.shipped()
        #expect(
            book.tables.map { "\($0.from?.description ?? "")" } == [
                "2016-10-01", "2018-09-23", "2019-12-01", "2019-12-15", "2023-03-11",
            ])
    }

    /// rail.md 2.2: a sum, and what it comes to.
    @Test(arguments: [
        ("IZQ", "XJA", "G", "215 CNY published"), ("IOQ", "XJA", "G", "75 CNY published"),
        ("NZQ", "XJA", "G", "68 CNY published"), ("WHN", "XJA", "G", "678.5 CNY legs"),
        ("XJA", "XKS", "D", "225.5 CNY legs"), ("XJA", "ZAF", "G", "875 CNY published"),
        ("XJA", "OTQ", "", "223 CNY published"), ("IFQ", "XJA", "C", "85 CNY legs"),
        ("ZHQ", "XJA", "C", "285 CNY legs"), ("IUQ", "NFZ", "G", "203.5 CNY published"),
        ("IUQ", "WHN", "G", "498 CNY legs"), ("IUQ", "XKS", "G", "190 CNY legs"), ("CBQ", "IUQ", "G", "129 CNY legs"),
        ("IUQ", "CBQ", "G", "141 CNY legs"),  // the train seen from Shenzhenbei costs 101.5, the one to it 89.5
        ("NZQ", "IZQ", "G", "82 CNY published"), ("NZQ", "HVQ", "G", "324 CNY published"),
        ("NZQ", "WHN", "G", "futian-not-composed"), ("NZQ", "CBQ", "", "futian-not-composed"),
        ("ZHQ", "IOQ", "C", "no-fare"), ("WHN", "XKS", "", "no-fare"), ("XKS", "WHN", "G", "no-fare"),
        ("QSQ", "IUQ", "G", "no-fare"), ("IUQ", "XJA", "G", "only-announced"), ("QSQ", "XJA", "G", "no-fare"),
        ("GGQ", "XJA", "", "no-fare"), ("HEA", "XJA", "", "no-fare"), ("SRG", "IUQ", "G", "no-fare"),
        ("SRG", "IOQ", "G", "378.5 CNY published"), ("KOM", "XJA", "", "no-leg"), ("KOM", "IUQ", "G", "no-leg"),
        ("XKS", "XJA", "C", "no-leg"), ("IZQ", "XJA", "D", "no-fare"), ("ZHQ", "QSQ", "C", "no-fare"),
    ])
    func sums(from: String, to: String, letter: String, expected: String) throws {
        #expect(try RailBooks.answer(from, to, { $0.letter = letter }) == expected)
    }

    /// What of the list could be a sum and is none. All are in the list, which goes first.
    @Test func contradictions() throws {
        let book = try RailBooks.shipped()
        let found = book.comparedSums().filter { $0.sumFen != $0.row.fare.minorUnits }.map { sum in
            let ids = [sum.row.key.from, sum.hub, sum.row.key.to].map { book.stations.stations[Int($0)].id }
            return "\(ids.joined(separator: "-")) \(sum.sumFen)/\(sum.row.fare.minorUnits)"
        }
        #expect(
            found == [
                // A slow train along the coast that was seen once.
                "IZQ-IOQ-PEQ 12100/6350",
                // The train seen from Shenzhenbei costs 12 yuan more than those seen to it.
                "IZQ-IOQ-CBQ 17600/16400",
                // The mainland's leg was raised between 2016 and 2018.
                "XJA-IZQ-ZAF 86800/87500",
            ])
        #expect(book.comparedSums().count == 18)
    }
}
