import Foundation
import TestSupport
import Testing

/// `faregate fare` and its matrix, check and batch.
struct FareCommandTests {
    @Test func printsTheKeysOfTheInterface() throws {
        let run = try Binary.run([
            "fare", "罗湖", "机场东", "--edition", "2018-08", "--medium", "shenzhen-tong", "--rider", "student", "--date",
            "2018-09-01", "--json",
        ])
        #expect(run.code == 0 && run.words == "")
        let object = try run.object()
        #expect(object["from"] as? String == "SZ001")
        let path = try #require(object["path"] as? [String])
        #expect(path.first == "SZ001" && path.last == object["to"] as? String && Set(path).count == path.count)
        let base = try #require(object["base_fen"] as? Int)
        #expect(object["fare_fen"] as? Int == base / 2)
        #expect(object["distance_m"] is Int)
        let steps = try #require(object["steps"] as? [[String: Any]])
        var before = 0
        for step in steps {
            #expect(step["before_fen"] as? Int == before && step["reason"] is String)
            before = try #require(step["after_fen"] as? Int)
        }
        #expect(before == base / 2)
    }

    /// Medium, rider, class and date, and the exit code: 1 is a trip that has no price.
    private static let refusals: [([String], Int32)] = [
        (["--class", "business", "--edition", "2018-08"], 1), (["--class", "business", "--edition", "current"], 0),
        (["--class", "business", "--medium", "qr-code", "--edition", "current"], 1),
        (["--date", "2018-09-01", "--medium", "quickpass"], 1), (["--date", "2018-09-01", "--medium", "qr-code"], 0),
        (["--medium", "quickpass"], 0), (["--rider", "senior"], 0),
    ]

    @Test(arguments: refusals)
    func refusalsAreNoErrors(options: [String], code: Int32) throws {
        let run = try Binary.run(["fare", "罗湖", "国贸", "--json"] + options)
        #expect(run.code == code, "\(run.words)")
        #expect((code == 0) == run.words.isEmpty && (code == 0) == !run.output.isEmpty)
    }

    /// Every unordered pair once, ids ascending on both sides, with the published fare.
    @Test func theMatrixIsThePublishedTable() throws {
        let run = try Binary.run(["fare", "matrix", "--edition", "2018-08", "--format", "csv"])
        #expect(run.code == 0 && run.words == "")
        let lines = run.lines
        #expect(lines[0] == "from_station_id,to_station_id,distance_m,fare_fen")
        #expect(lines.count - 1 == 166 * 165 / 2)
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/FareData/editions/2018-08/fares.csv").standardized
        var published: [String: String] = [:]
        for line in try String(contentsOf: sources, encoding: .utf8).split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",").map(String.init)
            published[[fields[0], fields[1]].sorted().joined(separator: ",")] = fields[2]
        }
        var before = ""
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",").map(String.init)
            let pair = "\(fields[0]),\(fields[1])"
            #expect(fields[0] < fields[1] && before < pair, "\(line)")
            #expect(published[pair] == fields[3], "\(line)")
            #expect((Int(fields[2]) ?? 0) > 0, "\(line)")
            before = pair
        }
        // The table from metres agrees for this edition, and -o writes the same bytes.
        let folder = try Folder()
        let computed = try Binary.run(
            ["fare", "matrix", "--edition", "2018-08", "--computed", "-o", "m.csv"], in: folder.path)
        #expect(computed.code == 0 && computed.output == "")
        #expect(try folder.text("m.csv") == run.output)
    }

    /// By hand: bands of metro.md, 1.1, the upper end inclusive.
    @Test func theMatrixOfASmallNetwork() throws {
        let folder = try Folder()
        try Samples.writeNetwork(folder, metres: [4000, 4000, 1])
        let run = try Binary.run(["fare", "matrix", "--network", folder.path])
        #expect(
            run.lines.dropFirst() == [
                "S1,S2,4000,200", "S1,S3,8000,300", "S1,S4,8001,400", "S2,S3,4000,200", "S2,S4,4001,300", "S3,S4,1,200",
            ])
    }

    /// `check` ends with 2 where a pair differs.
    @Test(arguments: [("2018-08", 13_695, 0, 0), ("current", 61_425, 2, 2)])
    func checkCountsDifferences(edition: String, pairs: Int, different: Int, code: Int) throws {
        let run = try Binary.run(["fare", "check", "--edition", edition, "--json"])
        #expect(Int(run.code) == code && run.words == "")
        let object = try run.object()
        #expect(object["pairs"] as? Int == pairs)
        #expect(object["equal"] as? Int == pairs - different)
        let list = try #require(object["different"] as? [[String: Any]])
        #expect(list.count == different)
        for pair in list {
            let computed = try #require(pair["computed_fen"] as? Int)
            let published = try #require(pair["published_fen"] as? Int)
            // metro.md, 5: every miss is by exactly 1 yuan.
            #expect(abs(computed - published) == 100 && pair["distance_m"] is Int)
        }
    }

    /// A row's fields in the order origin, dest, date, medium, rider, class; then base, fare and refusal.
    @Test func theBatchPricesOrRefusesEveryRow() throws {
        let rows: [(String, String)] = [
            ("罗湖,国贸,,,,", "1076,200,200,"), ("罗湖,国贸,2018-09-01,shenzhen-tong,,", "1076,200,190,"),
            ("罗湖,国贸,2018-09-01,shenzhen-tong,student,", "1076,200,100,"), ("SZ001,Guomao,,,senior,", "1076,200,0,"),
            ("268001,国贸站,,,,ordinary", "1076,200,200,"), ("罗湖,罗湖,,,,", "0,200,200,"),
            ("罗湖,火星,,,,", ",,,unknown-station"), (",国贸,,,,", ",,,unknown-station"),
            ("罗湖,国贸,2018-02-30,,,", ",,,bad-date"), ("罗湖,国贸,yesterday,,,", ",,,bad-date"),
            ("罗湖,国贸,,gold,,", ",,,unknown-medium"), ("罗湖,国贸,,,cat,", ",,,unknown-rider"),
            ("罗湖,国贸,,,,first", ",,,unknown-class"), ("罗湖,国贸,,,,business", ",,,no-business-fare"),
            ("罗湖,国贸,2018-09-01,quickpass,,", ",,,medium-not-accepted"),
        ]
        let folder = try Folder()
        let header = "origin,dest,date,medium,rider,class"
        try folder.write("\(header)\n" + rows.map { "\($0.0)\n" }.joined(), to: "batch.csv")
        let run = try Binary.run(["fare", "batch", "batch.csv", "--edition", "2018-08"], in: folder.path)
        #expect(run.code == 0 && run.words == "")
        #expect(run.lines[0] == "\(header),distance_m,base_fen,fare_fen,refusal")
        #expect(Array(run.lines.dropFirst()) == rows.map { "\($0.0),\($0.1)" })
        let piped = try Binary.shell("cat batch.csv | $FG fare batch - --edition 2018-08", in: folder)
        #expect(piped.output == run.output)
        let written = try Binary.run(
            ["fare", "batch", "batch.csv", "--edition", "2018-08", "-o", "priced.csv"], in: folder.path)
        #expect(written.code == 0)
        #expect(try folder.text("priced.csv") == run.output)
    }

    /// Without an edition the date selects it, and no date is the newest.
    @Test func theBatchChoosesTheEditionByDate() throws {
        let folder = try Folder()
        try folder.write(
            "note,destination_zh,origin_zh,date\n\"a,\"\"b\"\"\",白石洲,深圳北站,2018-09-01\n,白石洲,深圳北站,\n,白石洲,深圳北站,2001-01-01\n",
            to: "batch.csv")
        let run = try Binary.run(["fare", "batch", "batch.csv"], in: folder.path)
        #expect(run.code == 0)
        // metro.md, 5: one of the four trips that newer links made cheaper, 6 yuan to 5.
        #expect(run.lines[1].hasPrefix("\"a,\"\"b\"\"\",白石洲,深圳北站,2018-09-01,") && run.lines[1].hasSuffix(",600,600,"))
        #expect(run.lines[2].hasSuffix(",500,500,"))
        #expect(run.lines[3] == ",白石洲,深圳北站,2001-01-01,,,,no-edition")
    }

    /// A row of another length is refused like any other that cannot be priced.
    @Test func raggedRows() throws {
        let folder = try Folder()
        try folder.write("origin,dest\n罗湖\n罗湖,国贸\n罗湖,国贸,x\n", to: "b.csv")
        let run = try Binary.run(["fare", "batch", "b.csv", "--edition", "2018-08"], in: folder.path)
        #expect(run.code == 0)
        #expect(run.lines[1] == "罗湖,,,,,malformed")
        #expect(run.lines[2].hasSuffix(",200,200,"))
        #expect(run.lines[3] == "罗湖,国贸,,,,malformed")
    }

    /// A file that is no batch: 65 with its name, or its line.
    @Test(arguments: [
        ("", "empty"), ("from,to\nA,B\n", "origin"),
        ("origin,dest\n\"罗湖,国贸\n", "b.csv:2"),
    ])
    func filesThatAreNoBatch(text: String, words: String) throws {
        let folder = try Folder()
        try folder.write(text, to: "b.csv")
        let run = try Binary.run(["fare", "batch", "b.csv"], in: folder.path)
        #expect(run.code == 65)
        #expect(run.words.contains(words) && run.words.contains("b.csv"), "\(run.words)")
        #expect(try Binary.run(["fare", "batch", "none.csv"]).code == 65)
        let unwritable = try Binary.run(["fare", "matrix", "-o", "/no/such/folder/m.csv"])
        #expect(unwritable.code == 73 && unwritable.words.contains("/no/such/folder/m.csv"))
    }

    @Test func anEmptyBatchIsAHeader() throws {
        let folder = try Folder()
        try folder.write("origin,dest\r\n", to: "b.csv")
        let run = try Binary.run(["fare", "batch", "b.csv"], in: folder.path)
        #expect(run.code == 0 && run.output == "origin,dest,distance_m,base_fen,fare_fen,refusal\n")
    }
}
