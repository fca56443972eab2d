import Fares
import Foundation
import Testing

/// The files that the shipped facts were taken from (`FAREGATE_EXTERNAL_DATA`).
enum RailData {
    static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].flatMap {
        $0.isEmpty ? nil : "\($0)/data/rail"
    }
}

/// The shipped facts against the files they were taken from, where those are present.
@Suite(.enabled(if: RailData.folder != nil, "skipped: external data not present"))
struct RailDataTests {
    private static func rows(_ name: String) throws -> [[String: String]] {
        Oracle.rows(try readWholeFile("\(try #require(RailData.folder))/\(name)"))
    }

    @Test func everyFareOf2016() throws {
        let rows = try Self.rows("fares_2016_10.csv")
        #expect(rows.count == 247)
        for row in rows {
            let answer = try RailBooks.answer(row["origin"] ?? "", row["dest"] ?? "") { text in
                (text.letter, text.seatClass) = (row["train_letter"] ?? "", row["seat_class"] ?? "")
                (text.date, text.kilometres) = (row["effective"] ?? "", row["km"] ?? "")
            }
            #expect(answer == "\(row["fare"] ?? "") CNY published", "\(row)")
        }
    }

    /// 8 of the 9 composites are their legs' sum; the ninth is one of Futian.
    @Test func compositesOf2016() throws {
        let book = try RailBooks.shipped()
        var exact = 0
        let rows = try Self.rows("fares_2016_10.csv").filter { $0["pair_kind"] == "composite" }
        for row in rows {
            let letter = try #require(RailLetter(row["train_letter"] ?? ""))
            let fare = try #require(Money(decimal: row["fare"] ?? "", currency: .cny))
            let ends = try [row["origin_code"], row["dest_code"]].map {
                try #require(book.stations.index(ofTelecode: $0 ?? ""))
            }
            let hub = try #require(book.stations.index(ofTelecode: "IZQ"))
            let legs = [(ends[0], hub), (hub, ends[1])].flatMap {
                book.legs(from: $0.0, to: $0.1, letter, .second, on: nil)
            }
            #expect(legs.count == 2)
            exact += legs.reduce(0) { $0 + $1.row.fare.minorUnits } == fare.minorUnits ? 1 : 0
        }
        #expect(rows.count == 9 && exact == 8)
    }

    @Test func everyCrossBorderFareSold() throws {
        var count = 0
        for row in try Self.rows("xrl_fares_published.csv") where row["status"] != "announced" {
            count += 1
            let answer = try RailBooks.answer(row["origin_code"] ?? "", row["dest_code"] ?? "") { text in
                (text.letter, text.currency) = (row["train_letter"] ?? "", row["currency"] ?? "")
                text.date = row["effective_from"] ?? ""
            }
            #expect(answer == "\(row["fare"] ?? "") \(row["currency"] ?? "") published", "\(row)")
        }
        #expect(count == 8)
    }

    @Test func theEstimateAsMeasured() throws {
        let file = "\(try #require(RailData.folder))/fare_km_2016_10.csv"
        let reports = try EstimateReport.read(file: file, bytes: try readWholeFile(file))
        let counts = reports.map { [$0.inBand.rows, $0.inBand.exact, $0.inBand.withinHalf, $0.inBand.withinTwo] }
        // rail.md 2.4.
        #expect(reports.map(\.letter) == [.d, .g] && counts == [[103, 57, 85, 95], [77, 46, 55, 71]])
        #expect(reports.map(\.all.rows) == [443, 561])
    }

    @Test func everyStationIsKnown() throws {
        let stations = try RailBooks.shipped().stations
        for row in try Self.rows("stations.csv") {
            let telecode = row["telecode"] ?? ""
            for text in [telecode, row["name_zh"] ?? "", row["name_en_or_pinyin"] ?? ""] {
                #expect(try stations.stations[Int(stations.station(text))].id == telecode)
            }
        }
        for row in try Self.rows("fare_km_2016_10.csv") {
            for text in [row["origin"] ?? "", row["dest"] ?? ""] { _ = try stations.station(text) }
        }
    }
}
