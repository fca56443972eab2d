import Fares
import Foundation
import Simulator
import Testing

/// Networks of other shapes than Shenzhen's, written to a folder of their own.
@Suite struct NetworkFolderTests {
    private static let lines = "line_id,name_zh,name_en\nA,21号线,Line 21\nB,机场线,Airport\n"

    /// Writes the files, reads the edition back, hands both over, and removes the folder.
    private func withFolder(_ files: [String: String], _ body: (Edition, DataFolder) throws -> Void) throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "faregate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        for (name, text) in files { try Data(text.utf8).write(to: place.appending(path: name)) }
        try body(try Edition.read(directory: place.path), .directory(place.path))
    }

    private func write(_ day: CityDay) throws -> String {
        var log: [UInt8] = []
        try unsafe day.write(format: .sztCSV, log: { unsafe log.append(contentsOf: $0) })
        return String(decoding: log, as: UTF8.self)
    }

    /// Columns in another order, CRLF, a BOM, quotes, no running times, no codes, a tariff of its own.
    private var threeStations: [String: String] {
        [
            "stations.csv": "\u{FEFF}name_en,station_id,name_zh\r\n\"East, upper\",E,东\r\nMiddle,M,中\r\nWest,W,西\r\n",
            "lines.csv": Self.lines,
            "line_stations.csv": "line_id,seq,station_id\nA,1,E\nA,2,M\nB,1,M\nB,2,W\n",
            "segments.csv": "to_station_id,from_station_id,raw_m,line_id\nM,E,1500,A\nW,M,2500,B\n",
            "fares_standard.csv": "from_station_id,to_station_id,fare_fen\nE,M,150\n",
            "fare_exceptions.csv":
                "from_station_id,to_station_id,published_fen,kind\nM,W,210,grandfathered\nE,W,1,residual\n",
            "tariff.csv": "over_m,up_to_m,fare_fen\n0,2000,170\n2000,4000,230\n4000,,310\n",
        ]
    }

    @Test func pricesAFolderOfAnotherForm() throws {
        let date = try #require(ServiceDate("2026-08-21"))
        try withFolder(threeStations) { edition, folder in
            let pricer = try NaivePricer(folder: folder, date: date)
            #expect(pricer.stationIDs == ["E", "M", "W"])
            #expect(pricer.baseFen("M", "E") == 150)  // published, in part
            #expect(pricer.baseFen("M", "W") == 210)  // grandfathered
            #expect(pricer.baseFen("E", "W") == 230)  // 4,000 m: the upper edge belongs to the band; residual ignored
            #expect(pricer.baseFen("E", "E") == 200)  // from the shipped tariff
            let computed = try NaivePricer(folder: folder, date: date, ignoringPublished: true)
            #expect(computed.baseFen("M", "E") == 170)

            let day = try CityDay(edition: edition, folder: folder, taps: 3000, seed: 3, date: date)
            let text = try write(day)
            #expect(text.split(separator: "\n").count == 3001)
            // Devices have made codes; lines are written as the operator's column does.
            #expect(text.contains(",901001"))
            #expect(text.contains(",地铁二十一号线,东,"))
            #expect(text.contains(",机场线,西,"))
        }
    }

    @Test func aTariffMayHaveFaresForSinglePairsAndDatedVersions() throws {
        var files = threeStations
        files["tariff.csv"] = nil
        files["fares_standard.csv"] = nil
        files["tariff.yaml"] = """
            format: faregate-tariff/1
            name: Test
            extends: shenzhen
            bands:
              - {until: 2020-12-31, table: [{over_m: 0, up_to_m: 3000, fare_fen: 100}], beyond: {every_m: 500, add_fen: 10}}
              - {from: 2021-01-01, table: [{over_m: 0, up_to_m: 9000, fare_fen: 120}]}
            exceptions:
              - {from: 2021-01-01, stations: [东, W], fare_fen: 77}
            """
        try withFolder(files) { _, folder in
            for (day, fen) in [("2020-12-31", 120), ("2021-01-01", 77)] {
                let date = try #require(ServiceDate(day))
                #expect(try NaivePricer(folder: folder, date: date).baseFen("E", "W") == fen)
            }
        }
    }

    /// One station only: all trips end where they began.
    @Test func oneStationIsEnough() throws {
        let files = [
            "stations.csv": "station_id,name_zh,name_en\nX,孤,Lone\n", "lines.csv": Self.lines,
            "line_stations.csv": "line_id,seq,station_id\nA,1,X\n",
            "segments.csv": "line_id,from_station_id,to_station_id,raw_m\n",
        ]
        let date = try #require(ServiceDate("2026-08-21"))
        try withFolder(files) { edition, folder in
            let day = try CityDay(edition: edition, folder: folder, taps: 500, seed: 3, date: date)
            #expect(try write(day).split(separator: "\n").count == 501)
        }
    }

    @Test(arguments: ["东,门", "东\"门"]) func refusesANameThatWouldBreakTheLog(name: String) throws {
        var files = threeStations
        let quoted = "\"\(name.replacing("\"", with: "\"\""))\""
        files["stations.csv"] = "station_id,name_zh,name_en\nE,\(quoted),East\nM,中,Middle\nW,西,West\n"
        let date = try #require(ServiceDate("2026-08-21"))
        try withFolder(files) { edition, folder in
            #expect(edition.network.stations[0].nameZh == name)
            #expect(throws: SimulationError.unwritableName(name)) {
                try CityDay(edition: edition, folder: folder, taps: 10, seed: 3, date: date)
            }
        }
    }
}
