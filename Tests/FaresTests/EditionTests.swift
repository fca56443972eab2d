import Fares
import Testing

/// The shipped editions: the counts of metro.md 4, their dates, and figures published elsewhere (metro.md 4.2).
struct EditionTests {
    @Test(arguments: [("2018-08", 8, 198, 166, 190, 13_695, 1400), ("current", 17, 433, 351, 416, 61_425, 1500)])
    func counts(
        id: String, lines: Int, lineStations: Int, stations: Int, links: Int, pairs: Int, highestFen: Int
    ) throws {
        let book = try Shipped.book(id)
        let network = book.edition.network
        #expect(network.lines.count == lines)
        #expect(network.lines.reduce(0) { $0 + $1.stations.count } == lineStations)
        #expect(network.stations.count == stations)
        #expect(network.segments.count == links)
        #expect(book.edition.published?.pairCount == pairs)
        #expect(book.undated.ordinary.highestFareFen == highestFen)
        #expect(Set(network.stations.map(\.id)).count == stations)
    }

    /// metro.md 4.1: 30+29+30+15+27+28+22+18 of the press, with 27 for line 7 where one station never opened.
    @Test(arguments: [
        ("1", 30), ("2", 29), ("3", 30), ("4", 15), ("5", 27), ("7", 27), ("9", 22), ("11", 18),
    ])
    func linesOf2018(line: String, stations: Int) throws {
        let lines = try Shipped.book("2018-08").edition.network.lines
        #expect(lines.first { $0.id == line }?.stations.count == stations)
    }

    @Test func stationsKeepTheirIDs() throws {
        let current = Dictionary(
            uniqueKeysWithValues: try Shipped.book("current").edition.network.stations.map { ($0.id, $0.nameZh) })
        for station in try Shipped.book("2018-08").edition.network.stations {
            #expect(current[station.id] == station.nameZh)
        }
    }

    /// metro.md 3.3: 178 codes map to 166 stations.
    @Test func deviceCodes() throws {
        let network = try Shipped.book("2018-08").edition.network
        #expect(network.stations.reduce(0) { $0 + $1.afcCodes.count } == 178)
        #expect(network.stations.allSatisfy { !$0.afcCodes.isEmpty })
        for (code, name) in [
            ("268012", "车公庙"), ("262016", "深圳北站"), ("263024", "深圳北站"), ("261018", "布吉"), ("263032", "布吉"),
            ("265025", "福民"), ("268018", "福民"), ("268017", "福田口岸"), ("267022", "孖岭"),
        ] {
            let index = try #require(network.stationsByAFCCode[code])
            #expect(network.stations[Int(index)].nameZh == name)
        }
    }

    @Test(arguments: [
        ("2018-07-31", nil), ("2018-08-01", "2018-08"), ("2018-08-31", "2018-08"), ("2019-03-31", "2018-08"),
        ("2019-04-01", nil), ("2026-06-27", nil), ("2026-06-28", "current"), ("2030-01-01", "current"),
    ])
    func byDate(date: String, id: String?) throws {
        #expect(try Edition.shippedID(on: try #require(ServiceDate(date))) == id)
        #expect(Edition.shippedIDs == ["2018-08", "current"])
    }

    /// Longest path 91.7 km, 15 yuan: 82666620.cn.
    @Test func longestPath() throws {
        let book = try Shipped.book("current")
        let (table, distances) = try book.computedTable()
        #expect(distances.max() == 91_789)
        let ends = try ["沙田", "海上田园东"].map { try book.edition.directory.station($0) }
        #expect(distances[Int(ends[0]) * table.stationCount + Int(ends[1])] == 91_789)
        #expect(book.undated.ordinary.fare(from: ends[0], to: ends[1]) == 1500)
        #expect(ShortestPaths(book.edition.network).path(from: ends[0], to: ends[1]).metres == 91_789)
    }

    /// 国贸 to 白石龙: 5 yuan, 4.75 by card, 2.50 for a child; the operator's own fare interface of 2020-04.
    @Test func theOperatorsOwnExample() throws {
        let book = try Shipped.book("2018-08")
        let ends = try ["国贸", "白石龙"].map { try book.edition.directory.station($0) }
        #expect(book.undated.ordinary.fare(from: ends[0], to: ends[1]) == 500)
        #expect(try Shipped.book("current").undated.ordinary.fare(from: ends[0], to: ends[1]) == 500)
    }

    @Test func businessFares() throws {
        let book = try Shipped.book("current")
        let business = try #require(book.undated.business)
        let fares = try Oracle.rows("current", "fares.csv").compactMap { Int($0["business_fen"] ?? "") }
        #expect(fares.min() == 600 && fares.max() == 3600 && fares.count == 61_425)
        var (lowest, highest, plusFour, plusThree) = (Int.max, 0, 0, 0)
        for entry in 0..<business.stationCount {
            for exit in 0..<business.stationCount where exit > entry {
                let fare = business.fare(from: StationIndex(entry), to: StationIndex(exit))
                guard fare != FareTable.noFare else { continue }
                #expect(fare == business.fare(from: StationIndex(exit), to: StationIndex(entry)))
                lowest = min(lowest, fare)
                highest = max(highest, fare)
                let more = fare - book.undated.ordinary.fare(from: StationIndex(entry), to: StationIndex(exit))
                plusFour += more == 400 ? 1 : 0
                plusThree += more == 300 ? 1 : 0
            }
        }
        #expect(lowest == 600 && highest == 3600)
        #expect(plusFour == 39_406 && plusThree == 7)
        #expect(try Shipped.book("2018-08").undated.business == nil)
    }
}
