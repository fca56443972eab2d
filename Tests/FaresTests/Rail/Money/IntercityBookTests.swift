import Fares
import Testing

/// The intercity trains that are tapped in and out: the C rows of the fare table, by date, and nothing else.
struct IntercityBookTests {
    private static let rail = Result { try RailFareBook.shipped() }

    /// From, to, service date and fare in fen; nil where there is none.
    @Test(
        arguments: [
            ("广州东", "深圳机场", "2019-12-15", 8_100), ("广州东", "深圳机场", "2019-12-14", nil),
            ("深圳机场", "广州东", "2024-06-01", 8_100), ("广州东", "深圳", "2019-12-01", 7_650),
            ("广州东", "东莞西", "2020-01-01", 4_300), ("广州南", "珠海", "2024-06-01", 7_000),
            ("广州南", "珠海", "2016-09-30", nil), ("广州南", "ZIQ", "2018-01-01", 5_500),
            ("广州南", "深圳北", "2024-06-01", nil),  // G trains run there
            ("广州东", "珠海", "2024-06-01", nil), ("深圳", "深圳机场", "2024-06-01", nil),
            ("广州东", "广州东", "2024-06-01", nil),  // leaving where one entered: no rule is known
            ("深圳北", "IFQ", "2024-06-01", nil),  // a C train of the coast line
            ("新会", "广州南", "2024-06-01", 4_500), ("广州东", "西九龙", "2024-06-01", nil), ("郑州", "武陟", "2024-06-01", nil),
        ] as [(String, String, String, Int?)])
    func fares(from: String, to: String, date: String, fen: Int?) throws {
        let book = try FareBook.intercity(try Self.rail.get())
        let day = try #require(ServiceDate(date))
        let (entry, exit) = (try book.edition.directory.station(from), try book.edition.directory.station(to))
        for name in FareBook.intercityMedia {
            let medium = try #require(book.tariff.medium(name))
            let start = LocalTime(day, secondOfDay: 36_000)
            let ride = Ride(
                origin: entry, destination: exit, entryTime: start, exitTime: LocalTime(seconds: start.seconds + 5_400),
                medium: medium)
            var use = AccountUse()
            switch book.rules(on: day).price(ride, on: day, use: &use) {
            case .fare(let fare): #expect(fare.fareFen == fen)
            case .refused(let refusal): #expect(refusal == .noFare && fen == nil)
            }
        }
    }

    /// Every cell of every version against the rows of the file, read the plain way.
    @Test func everyCellIsARow() throws {
        let rail = try Self.rail.get()
        let book = try FareBook.intercity(rail)
        let bytes = try #require(try DataFolder.embedded("rail").contents(of: "fares.csv"))
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }.filter { $0[2] == "C" && $0[3] == "second" && $0[4] == "CNY" && !$0.contains("IFQ") }
        #expect(rows.count > 30)
        let ids = book.edition.network.stations.map(\.id)
        var cells = 0
        for version in book.versions {
            var naive: [String: Int] = [:]
            for row in rows {
                guard let from = version.from, row[7] <= from.description else { continue }
                let fen = try #require(Money(decimal: row[5], currency: .cny)).minorUnits
                naive["\(row[0]) \(row[1])"] = fen
            }
            for (entry, from) in ids.enumerated() {
                for (exit, to) in ids.enumerated() {
                    let fen = version.ordinary.fare(from: StationIndex(entry), to: StationIndex(exit))
                    let expected = naive["\(from) \(to)"] ?? naive["\(to) \(from)"] ?? FareTable.noFare
                    if fen != expected { Issue.record("\(from) - \(to): \(fen), not \(expected)") }
                    cells += fen == FareTable.noFare ? 0 : 1
                }
            }
        }
        #expect(cells > 200 && book.versions.count == rail.tables.count + 1)
    }

    /// A fare that the table cannot hold is an error, not a pair without a fare.
    @Test func aFareAboveTheTable() throws {
        let shipped = try Self.rail.get()
        let text =
            "from,to,train_letter,seat_class,currency,fare,status,from_date,until_date,snapshot,source,note\n"
            + "GGQ,SCA,C,second,CNY,656,published,2030-01-01,,,S14,\n"
        let rows = try RailFareRows.read(RailFile(name: "f", bytes: Array(text.utf8)), shipped.stations)
        let book = RailFareBook(
            stations: shipped.stations, rows: rows, riders: shipped.riders, rates: try HKDRates.shipped())
        #expect(throws: FareDataError.self) { try FareBook.intercity(book) }
    }
}
