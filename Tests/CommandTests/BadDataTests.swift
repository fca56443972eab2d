import Foundation
import TestSupport
import Testing

/// Files that cannot be used: exit code 65, and the file, line and reason on stderr.
struct BadDataTests {
    /// A log's text, and the words on stderr.
    @Test(arguments: [
        ("", ["log.csv", "not a known tap log"]),
        ("\n\n", ["log.csv", "not a known tap log"]),
        ("hello world\n", ["log.csv:1", "hello world"]),
        (Samples.header.replacing("deal_money", with: "deal_amount"), ["log.csv:1", "deal_money", "deal_amount"]),
        (Samples.header.replacing("card_no", with: "card"), ["log.csv:1", "card_no"]),
    ])
    func logsThatAreNone(text: String, words: [String]) throws {
        let folder = try Folder()
        try folder.write(text, to: "log.csv")
        let run = try Binary.run(["replay", "log.csv", "--edition", "2018-08", "--json"], in: folder.path)
        #expect(run.code == 65)
        for word in words { #expect(run.words.contains(word), "\(run.words)") }
        #expect(run.output == "")
    }

    @Test(arguments: [
        ("no-such.csv", "No such file"), (".", "directory"), ("/", "directory"), ("/proc/self/mem", "cannot be read"),
    ])
    func logsThatCannotBeRead(path: String, words: String) throws {
        let run = try Binary.run(["replay", path, "--edition", "2018-08"])
        #expect(run.code == 65)
        #expect(run.words.contains(path) && run.words.contains(words), "\(run.words)")
    }

    @Test func truncatedGzip() throws {
        let folder = try Folder()
        try folder.write(Samples.log, to: "log.csv")
        let run = try Binary.shell(
            "gzip -c log.csv | head -c 150 > cut.gz && $FG replay cut.gz --edition 2018-08 --trips trips.csv",
            in: folder)
        #expect(run.code == 65)
        #expect(run.words.contains("cut.gz") && run.words.contains("ends too early"), "\(run.words)")
        #expect(try folder.names() == ["cut.gz", "log.csv"])
        let piped = try Binary.shell("cat cut.gz | $FG replay - --edition 2018-08", in: folder)
        #expect(piped.code == 65)
        #expect(piped.words.contains("ends too early"), "\(piped.words)")
    }

    @Test func strictStopsAtTheFirstReject() throws {
        let folder = try Folder()
        try folder.write(Samples.damaged, to: "log.csv")
        let run = try Binary.run(
            ["replay", "log.csv", "--edition", "2018-08", "--strict", "--trips", "t.csv", "--rejects", "r.csv"],
            in: folder.path)
        #expect(run.code == 65)
        #expect(run.words.contains("log.csv:7") && run.words.contains("malformed"), "\(run.words)")
        #expect(try folder.names() == ["log.csv"])
        try folder.write(Samples.log, to: "log.csv")
        #expect(try Binary.run(["replay", "log.csv", "--edition", "2018-08", "--strict"], in: folder.path).code == 0)
    }

    /// Distance bands as CSV, and the words on stderr.
    @Test(arguments: [
        ("0,4000,200\n3000,8000,300\n", "t.csv:3"), ("0,4000,200\n5000,8000,300\n", "t.csv:3"),
        ("0,4000,200\n4000,4000,300\n", "t.csv:3"), ("0,4000,x\n", "t.csv:2"), ("", "t.csv"),
        ("0,4000,200\n4000,8000\n", "t.csv:3"), ("100,4000,200\n", "t.csv:2"),
    ])
    func tariffsThatContradictThemselves(bands: String, words: String) throws {
        let folder = try Folder()
        try folder.write("over_m,up_to_m,fare_fen\n\(bands)", to: "t.csv")
        let run = try Binary.run(["fare", "罗湖", "国贸", "--tariff", "t.csv"], in: folder.path)
        #expect(run.code == 65)
        #expect(run.words.contains(words), "\(run.words)")
        #expect(run.output == "")
    }

    /// A change to the files of a small network, and the words on stderr.
    @Test(arguments: [
        ("segments.csv", "line_id,from_station_id,to_station_id,fitted_m\nL1,S1,S2,1000\nL1,S3,S4,1000\n", "pieces"),
        ("segments.csv", "line_id,from_station_id,to_station_id,fitted_m\nL1,S1,S9,1000\n", "segments.csv:2"),
        ("segments.csv", "line_id,from_station_id,to_station_id,fitted_m\nL1,S1,S2,-5\n", "segments.csv:2"),
        ("segments.csv", "line_id,from_station_id,to_station_id,fitted_m\nL1,S1,S2\n", "segments.csv:2"),
        ("segments.csv", "line_id,from_station_id,fitted_m\nL1,S1,5\n", "to_station_id"),
        ("stations.csv", "station_id,name_zh,name_en\nS1,甲,A\nS1,乙,B\n", "stations.csv:3"),
        ("line_stations.csv", "line_id,seq,station_id\nL1,1,S9\n", "line_stations.csv:2"),
        ("lines.csv", "", "lines.csv"),
    ])
    func networksThatAreNone(name: String, text: String, words: String) throws {
        let folder = try Folder()
        try Samples.writeNetwork(folder, metres: [1000, 1000, 1000])
        #expect(try Binary.run(["fare", "S1", "S2", "--network", folder.path]).code == 0)
        try folder.write(text, to: name)
        let run = try Binary.run(["fare", "S1", "S2", "--network", folder.path])
        #expect(run.code == 65, "\(run.words)")
        #expect(run.words.contains(words), "\(run.words)")
    }

    @Test func aFolderThatIsNotThere() throws {
        let run = try Binary.run(["fare", "A", "B", "--network", "/no/such/folder"])
        #expect(run.code == 65)
        #expect(run.words.contains("/no/such/folder/stations.csv"), "\(run.words)")
    }

    @Test func aCheckNeedsPublishedFares() throws {
        let folder = try Folder()
        try Samples.writeNetwork(folder, metres: [1000])
        let run = try Binary.run(["fare", "check", "--network", folder.path])
        #expect(run.code == 65)
        #expect(run.words.contains("fares.csv"), "\(run.words)")
    }
}
