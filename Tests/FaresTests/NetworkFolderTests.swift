import Fares
import Foundation
import Testing

/// Network folders on disk: the forms that are read, and each mistake with file, line and words.
struct NetworkFolderTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String?
        let words: [String]
        var testDescription: String { "\(file): \(words.joined(separator: ", "))" }

        init(_ file: String, _ text: String?, _ words: String...) {
            (self.file, self.text, self.words) = (file, text, words)
        }
    }

    private static let segments = "line_id,from_station_id,to_station_id,raw_m\n"
    private static let fares = "from_station_id,to_station_id,standard_fen,business_fen\n"

    @Test(arguments: [
        Mistake("stations.csv", nil, "/stations.csv: not found"),
        Mistake("lines.csv", nil, "/lines.csv: not found"),
        Mistake("line_stations.csv", nil, "/line_stations.csv: not found"),
        Mistake("segments.csv", nil, "/segments.csv: not found"),
        Mistake("stations.csv", "", "/stations.csv: the file is empty"),
        Mistake("stations.csv", "station_id,name_zh,name_en\n", "no station"),
        Mistake("stations.csv", "station_id,name_en\nA,Alpha\n", "/stations.csv:1: no column \"name_zh\""),
        Mistake("stations.csv", "station_id,name_zh,name_en\nA,甲,a\nB,乙,b\nA,丙,c\n", "stations.csv:4: ", "A", "line 2"),
        Mistake("stations.csv", "station_id,name_zh,name_en\nA,甲\n", "stations.csv:2: 2 fields; the header has 3"),
        Mistake("stations.csv", "station_id,name_zh,name_en\n,甲,a\n", "stations.csv:2: station_id is \"\""),
        Mistake(
            "stations.csv", "station_id,name_zh,name_en,afc_station_codes\nA,甲,a,12345\n", "stations.csv:2: ", "12345",
            "six digits"),
        Mistake(
            "stations.csv", "station_id,name_zh,name_en,afc_station_codes\nA,甲,a,111111\nB,乙,b,222222|111111\n",
            "stations.csv:3: AFC code 111111 stands already in line 2"),
        Mistake("lines.csv", "line_id,name_zh,name_en\n1,a,b\n2,a,b\n1,a,b\n", "lines.csv:4: line 1 stands twice"),
        Mistake("lines.csv", "line_id,name_zh,name_en\n1,a,b\n", "/line_stations.csv: line 2 is not in lines.csv"),
        Mistake(
            "line_stations.csv", "line_id,seq,station_id\n1,1,A\n1,2,X\n", "line_stations.csv:3: station_id is \"X\""),
        Mistake("line_stations.csv", "line_id,seq,station_id\n1,one,A\n", "line_stations.csv:2: seq is \"one\""),
        Mistake("segments.csv", segments + "1,A,B,100\n1,B,X,100\n", "segments.csv:3: to_station_id is \"X\""),
        Mistake("segments.csv", segments + "9,A,B,100\n", "segments.csv:2: line_id is \"9\"", "lines.csv"),
        Mistake("segments.csv", segments + "1,A,B,0\n", "segments.csv:2: ", "length above 0 m"),
        Mistake("segments.csv", segments + "1,A,A,100\n", "segments.csv:2: ", "two different stations"),
        Mistake("segments.csv", segments + "1,A,B,1.5\n", "segments.csv:2: raw_m is \"1.5\"", "whole number"),
        Mistake("segments.csv", segments + "1,A,B,500001\n", "segments.csv:2: raw_m", "0 to 500000"),
        Mistake("segments.csv", segments + "1,A,B,\n", "segments.csv:2: raw_m is \"\""),
        Mistake(
            "segments.csv", "line_id,from_station_id,to_station_id\n1,A,B\n", "segments.csv:1: no column \"raw_m\""),
        Mistake("segments.csv", segments + "1,A,B,100\n2,C,D,100\n", "/segments.csv: ", "in 2 pieces", "C 丙", "D 丁"),
        Mistake("segments.csv", segments + "1,A,B,100\n1,B,C,100\n", "in 2 pieces", "1 station(s)", "D 丁"),
        Mistake(
            "segments.csv", "line_id,from_station_id,to_station_id,raw_m,run_forward_s\n1,A,B,100,fast\n",
            "segments.csv:2: run_forward_s is \"fast\""),
        Mistake("fares.csv", fares + "A,B,200,\nB,A,300,\n", "fares.csv:3: B-A stands already with 200 fen"),
        Mistake("fares.csv", fares + "A,B,200,600\nB,A,200,700\n", "fares.csv:3: B-A stands already with 600 fen"),
        Mistake("fares.csv", fares + "A,X,200,\n", "fares.csv:2: to_station_id is \"X\""),
        Mistake("fares.csv", fares + "A,B,,600\n", "fares.csv:2: standard_fen is \"\""),
        Mistake("fares.csv", "from_station_id,to_station_id,price\nA,B,2\n", "fares.csv:1: no column \"fare_fen\""),
        Mistake(
            "fare_exceptions.csv", "from_station_id,to_station_id,published_fen,kind\nA,B,100,old\n",
            "fare_exceptions.csv:2: kind is \"old\"", "grandfathered or residual"),
        Mistake(
            "fare_exceptions.csv", "from_station_id,to_station_id,published_fen,kind\nA,A,100,grandfathered\n",
            "fare_exceptions.csv:2: ", "two different stations"),
        Mistake("edition.yaml", "id: x\nvalid_from: 2018-02-30\n", "edition.yaml:2: valid_from is \"2018-02-30\""),
        Mistake("edition.yaml", "id: x\nvalid: 2018-02-28\n", "edition.yaml:2: unknown key \"valid\""),
        Mistake("edition.yaml", "id: x\nname_zh: a\nid: y\n", "edition.yaml:1: key \"id\" stands twice"),
        Mistake("edition.yaml", "id: x\n---\nid: y\n", "edition.yaml:", "not YAML"),
        Mistake(
            "edition.yaml", "id: x\nvalid_from: 2019-01-02\nvalid_through: 2019-01-01\n", "edition.yaml:3: ", "before"),
        Mistake("tariff.yaml", "format: faregate-tariff/1\n", "tariff.yaml:1: no \"bands\""),
        Mistake("tariff.csv", "over_m,up_to_m,fare_fen\n5,,1\n", "tariff.csv:2: ", "gap"),
        Mistake("station_aliases.csv", "alias,target\nx,y\n", "station_aliases.csv:1: no column \"name_zh\""),
    ])
    func refuses(_ mistake: Mistake) {
        let error = message { _ = try NetworkFiles.edition([mistake.file: mistake.text]) }
        for words in mistake.words { #expect(error.contains(words), "\(error)") }
    }

    @Test func aPathBeyondTheLastBandIsRefused() {
        let error = message {
            _ = try FareBook(try NetworkFiles.edition(["tariff.csv": "over_m,up_to_m,fare_fen\n0,4000,100\n"]))
        }
        #expect(error.contains("tariff.csv: no band for the 8001 m from A to C"), "\(error)")
    }

    @Test(arguments: [
        ("raw_m", [3_900, 4_100]), ("fitted_m", [4_000, 4_001]), ("both", [4_000, 4_100]),
    ])
    func lengths(column: String, expected: [Int]) throws {
        let rows = [("1,A,B", "3900", "4000"), ("1,B,C", "4100", "4001"), ("2,B,D", "600", "500")]
        var text = "line_id,from_station_id,to_station_id," + (column == "both" ? "raw_m,fitted_m" : column) + "\n"
        for (index, row) in rows.enumerated() {
            // With both columns, the second link has no fitted length, so its raw one stands.
            let both = "\(row.1)," + (index == 1 ? "" : row.2)
            text += "\(row.0)," + (column == "both" ? both : column == "raw_m" ? row.1 : row.2) + "\n"
        }
        let network = try NetworkFiles.edition(["segments.csv": text]).network
        #expect(network.segments.prefix(2).map(\.metres) == expected)
    }

    /// CRLF, a byte order mark, columns in another order, unknown columns, quotes, and lines that come unsorted.
    @Test func otherForms() throws {
        let edition = try NetworkFiles.edition([
            "stations.csv": "\u{FEFF}note,name_en,station_id,name_zh\r\nx,\"Alpha, West\",A,甲\r\n,Beta,B,乙\r\n",
            "lines.csv": "name_en,line_id,name_zh\r\nLine 1,1,一\r\n",
            "line_stations.csv": "station_id,line_id,seq\r\nB,1,2\r\nA,1,1\r\n",
            "segments.csv":
                "run_reverse_s,raw_m,to_station_id,from_station_id,line_id,run_forward_s\r\n90,1000,B,A,1,80\r\n",
            "edition.yaml": "id: made\nname_zh: 造\nvalid_from: 2020-01-01\n",
        ])
        let network = edition.network
        #expect(network.stations.map(\.nameEn) == ["Alpha, West", "Beta"])
        #expect(network.lines[0].stations == [0, 1])
        #expect(network.segments[0].forwardSeconds == 80 && network.segments[0].reverseSeconds == 90)
        #expect(edition.id == "made" && edition.nameZh == "造")
        #expect(edition.referenceDate.description == "2020-01-01" && edition.validThrough == nil)
        #expect(network.afcCodes == [["901001"], ["901002"]])  // INTERFACES: 9, line (2 digits), station (3)
    }

    @Test func aFolderWithoutHeaderTakesItsOwnName() throws {
        let folder = try TemporaryFolder(NetworkFiles.small)
        defer { withExtendedLifetime(folder) {} }
        let edition = try Edition.read(directory: folder.path + "//")
        #expect(edition.id == folder.path.split(separator: "/").last.map(String.init))
        #expect(edition.referenceDate.description == "2026-06-28")
    }

    /// A file that is there but cannot be opened is an error, never an absent file.
    @Test func anUnreadableFileIsNotAnAbsentOne() throws {
        for name in ["fares.csv", "tariff.yaml", "edition.yaml"] {
            let folder = try TemporaryFolder(NetworkFiles.small)
            defer { withExtendedLifetime(folder) {} }
            let path = "\(folder.path)/\(name)"
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
            let error = message { _ = try Edition.read(directory: folder.path) }
            #expect(error.contains("\(name): cannot be read"), "\(error)")
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            let other = message { _ = try Edition.read(directory: folder.path) }
            #expect(other.contains("\(name): cannot be read"), "\(other)")
        }
    }
}
