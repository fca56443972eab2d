import Foundation
import TestSupport
import Testing

/// `faregate simulate station`: its keys, its files, and what it refuses.
struct SimulateStationTests {
    private static let plain = ["simulate", "station", "--gates", "3", "--minutes", "2", "--arrivals", "50"]

    @Test func keys() throws {
        let run = try Binary.run(Self.plain + ["--seed", "7", "--json"])
        #expect(run.code == 0, "\(run.words)")
        let object = try run.object()
        for key in [
            "passengers", "passengers_per_minute", "waiting_ms", "queue_max", "refused", "by_medium", "by_gate",
            "speed_factor",
        ] {
            #expect(object[key] != nil, "\(key)")
        }
        let waiting = try #require(object["waiting_ms"] as? [String: Any])
        #expect(["mean", "p50", "p90", "p99", "max"].allSatisfy { waiting[$0] != nil })
        let gates = try #require(object["by_gate"] as? [[String: Any]])
        #expect(gates.count == 3)
        #expect(gates.reduce(0) { $0 + ($1["passengers"] as? Int ?? 0) } == object["passengers"] as? Int)
        let media = try #require(object["by_medium"] as? [String: [String: Any]])
        #expect(Set(media.keys) == ["shenzhen-tong", "qr-code", "quickpass"])
        let riders = try #require(object["riders"] as? [String: Int])
        #expect(
            riders["arrived"]
                == ["passed", "to_staff", "in_queues", "at_gates"].reduce(0) { $0 + (riders[$1] ?? 0) })
    }

    /// The same seed is the same bytes in every output, but for the time it took.
    @Test func theSameSeedIsTheSameBytes() throws {
        let folder = try Folder()
        func outputs(_ name: String, seed: String) throws -> [String] {
            let run = try Binary.run(
                ["simulate", "station", "--minutes", "2", "--arrivals", "50"] + [
                    "--seed", seed, "--sweep", "gates=2..4", "--seeds", "2", "--json", "--no-timing", "--csv",
                    "\(name).csv", "--svg", "\(name).svg",
                ], in: folder.path)
            #expect(run.code == 0, "\(run.words)")
            return [run.output, try folder.text("\(name).csv"), try folder.text("\(name).svg")]
        }
        let first = try outputs("a", seed: "3")
        #expect(try outputs("b", seed: "3") == first)
        #expect(try outputs("c", seed: "4") != first)
        #expect(!first[0].contains("speed_factor"))
        #expect(first[1].split(separator: "\n").count == 4)
        #expect(first[2].hasPrefix("<svg") && first[2].contains("prefers-color-scheme"))
        // Every element is closed, and nothing is a number that is none.
        let opened = first[2].matches(of: /<[a-z]/).count
        #expect(opened == first[2].matches(of: /<\/[a-z]|\/>/).count && opened > 20)
        #expect(!first[2].contains("nan") && !first[2].contains("inf"))
    }

    /// JSON is the same in both languages; words are not.
    @Test func languages() throws {
        let folder = try Folder()
        let english = try Binary.run(Self.plain + ["--no-timing"], in: folder.path)
        let chinese = try Binary.run(Self.plain + ["--no-timing", "--lang", "zh", "--svg", "c.svg"], in: folder.path)
        #expect(!LanguageTests.hasChinese(english.output) && LanguageTests.hasChinese(chinese.output))
        #expect(LanguageTests.hasChinese(try folder.text("c.svg")))
    }

    @Test func aRunByTheMinute() throws {
        let folder = try Folder()
        let run = try Binary.run(Self.plain + ["--csv", "m.csv"], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let lines = try folder.text("m.csv").split(separator: "\n")
        #expect(lines.count == 3 && lines[0] == "minute,arrived,passed,queue_max,waiting_mean_ms")
    }

    /// Every wrong command line, and a word of what is said.
    @Test(arguments: [
        (["--gates", "0"], "1 to 64"), (["--gates", "65"], "1 to 64"), (["--minutes", "0"], "1 to 14400"),
        (["--minutes", "14401"], "1 to 14400"), (["--warm-up", "10"], "0 to 9"), (["--arrivals", "nan"], "--arrivals"),
        (["--arrivals", "-5"], "--arrivals"), (["--arrivals", "1e9"], "--arrivals"),
        (["--arrivals", "inf"], "--arrivals"),
        (["--arrivals", "100001"], "100000"), (["--media", "quickpass=0.5,qr-code=0.4"], "0.9"),
        (["--media", "quickpass"], "--media"), (["--media", "quickpass=2"], "--media"),
        (["--media", "quickpass=0.5,quickpass=0.5"], "--media"), (["--media", "gold=1"], "no medium \"gold\""),
        (["--media", ""], "--media"), (["--media", "quickpass=nan"], "--media"),
        (["--card-times", "quickpass=fast"], "profiles"), (["--card-times", "gold=300"], "no medium"),
        (["--card-times", "quickpass"], "profiles"), (["--times", "jump=3"], "walk, store"),
        (["--times", "walk=-3"], "--times"), (["--times", "walk"], "--times"), (["--times", "walk=9999999"], "600000"),
        (["--mishaps", "torn=0.95"], "0.9"), (["--mishaps", "refused=2"], "--mishaps"),
        (["--mishaps", "x"], "--mishaps"),
        (["--service-ms", "0"], "1 to 600000"), (["--service-ms", "9", "--times", "walk=1"], "not both"),
        (["--sweep", "gates=4"], "gates=A..B"), (["--sweep", "gates=0..3"], "gates=A..B"),
        (["--sweep", "gates=3..65"], "gates=A..B"), (["--sweep", "gates=5..4"], "gates=A..B"),
        (["--sweep", "doors=1..2"], "gates=A..B"), (["--sweep", "arrivals=1..9/0"], "gates=A..B"),
        (["--sweep", "arrivals=1..9", "--saturate"], "not both"), (["--seeds", "0"], "1 to 1000"),
        (["--arrivals", "9", "--saturate"], "not both"), (["--headway", "90"], "--per-train"),
        (["--per-train", "90"], "--headway"), (["--direction", "bus"], "entry"), (["--normally", "ajar"], "closed"),
        (["--queue", "longest"], "shortest"), (["--station", "罗糊"], "罗湖"),
        (["--queue", "common", "--change-queue"], "not both"), (["--from", "25:00"], "HH:MM"),
        (["--even", "--saturate"], "--arrivals"), (["--network", "rail"], "rail"), (["--seed", "-1"], "seed"),
        (["--minutes", "14400", "--arrivals", "100000"], "at most"), (["--check-theory", "--svg", "x"], "not both"),
        (["--minutes", "14400", "--arrivals", "400", "--seeds", "1000"], "at most"),
        (["--saturate", "--service-ms", "1"], "50 ms"), (["--date", "2018-02-30"], "2018-02-30"),
        (["--check-theory", "--gates", "4"], "--gates"), (["--check-theory", "--queue", "common"], "--queue"),
        (["--check-theory", "--saturate"], "--saturate"), (["--check-theory", "--warm-up", "1"], "--warm-up"),
        (["--sweep", "gates=2..3", "--gates", "5"], "not both"),
        (["--sweep", "arrivals=5..9", "--arrivals", "5"], "not both"), (["--arrivals", "1e5"], "digits"),
        (["--card-times", "foo=emv"], "--card-times"), (["--csv", "./x", "--svg", "x"], "a file each"),
        (["--csv", "-"], "--csv"), (["--svg", "-"], "--svg"), (["--arrivals-file", "-"], "--arrivals-file"),
    ])
    func is64(arguments: [String], words: String) throws {
        let run = try Binary.run(["simulate", "station"] + arguments)
        #expect(run.code == 64, "\(arguments): \(run.words)")
        #expect(run.words.contains(words), "\(arguments): \(run.words)")
        #expect(run.output == "")
    }

    /// What only this command says, in Chinese.
    @Test(arguments: [
        (["--gates", "65"], "1 至 64"), (["--media", "quickpass=0.5"], "份额之和"), (["--media", "gold=1"], "没有介质"),
        (["--times", "jump=3"], "毫秒"), (["--sweep", "gates=4"], "步长"), (["--saturate", "--service-ms", "1"], "50 毫秒"),
    ])
    func is64InChinese(arguments: [String], words: String) throws {
        let run = try Binary.run(["simulate", "station", "--lang", "zh"] + arguments)
        #expect(run.code == 64 && run.words.contains(words), "\(arguments): \(run.words)")
    }

    /// Files that are not what they should be.
    @Test(arguments: [
        ("--trains", "time,riders\n1,x\n", "t.csv:2"), ("--trains", "time\n", "riders"), ("--trains", "", "empty"),
        ("--arrivals-file", "time\n2\n1\n", "t.csv:3"), ("--arrivals-file", "when\n", "time"),
    ])
    func is65(option: String, text: String, words: String) throws {
        let folder = try Folder()
        try folder.write(text, to: "t.csv")
        let run = try Binary.run(["simulate", "station", option, "t.csv"], in: folder.path)
        #expect(run.code == 65 && run.words.contains(words), "\(run.words)")
        let missing = try Binary.run(["simulate", "station", option, "none.csv"], in: folder.path)
        #expect(missing.code == 65 && missing.words.contains("none.csv"), "\(missing.words)")
    }

    @Test func filesOfRiders() throws {
        let folder = try Folder()
        try folder.write("time,riders,doors,walk_s\n0,40,4,5..10\n00:01:00,40,4,5..10\n", to: "t.csv")
        try folder.write("time\n1\n2\n3.5\n", to: "a.csv")
        for (option, file, riders) in [("--trains", "t.csv", 80), ("--arrivals-file", "a.csv", 3)] {
            let run = try Binary.run(
                ["simulate", "station", option, file, "--minutes", "3", "--json"], in: folder.path)
            #expect(run.code == 0, "\(run.words)")
            #expect(try #require(run.object()["riders"] as? [String: Int])["arrived"] == riders)
        }
    }

    /// Nor is a file of the network.
    @Test(arguments: ["--csv", "--svg"])
    func keepsItsNetwork(option: String) throws {
        let folder = try Folder()
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/FareData")
        try FileManager.default.copyItem(
            at: sources.appending(path: "editions/2018-08"), to: URL(filePath: folder.file("ed")))
        let before = try folder.text("ed/stations.csv")
        let run = try Binary.run(
            ["simulate", "station", "--minutes", "1", "--network", "ed", option, "ed/stations.csv"], in: folder.path)
        #expect(run.code == 73 && run.words.contains("ed"), "\(run.words)")
        #expect(try folder.text("ed/stations.csv") == before)
    }

    /// The riders' file is not written over.
    @Test(arguments: [("--csv", "a.csv"), ("--svg", "./a.csv")])
    func keepsItsInput(option: String, output: String) throws {
        let folder = try Folder()
        try folder.write("time\n1\n2\n", to: "a.csv")
        let run = try Binary.run(
            ["simulate", "station", "--arrivals-file", "a.csv", option, output], in: folder.path)
        #expect(run.code == 73 && run.words.contains("a.csv"), "\(run.words)")
        #expect(try folder.text("a.csv") == "time\n1\n2\n")
    }

    /// Riders who all come after the end are told of.
    @Test func nobodyInTime() throws {
        let folder = try Folder()
        try folder.write("time\n3600\n3700\n", to: "a.csv")
        let run = try Binary.run(["simulate", "station", "--arrivals-file", "a.csv"], in: folder.path)
        #expect(run.code == 0 && run.words.contains("--minutes"), "\(run.words)")
    }

    /// The usual mix is that of the date's tariff.
    @Test func usualMix() throws {
        let run = try Binary.run(Self.plain + ["--date", "2018-08-31", "--json"])
        #expect(run.code == 0, "\(run.words)")
        let media = try #require(run.object()["by_medium"] as? [String: Any])
        #expect(media["quickpass"] == nil && media["shenzhen-tong"] != nil)
    }

    /// Where somebody always waits no waiting is drawn.
    @Test func saturatedSweep() throws {
        let folder = try Folder()
        let run = try Binary.run(
            ["simulate", "station", "--saturate", "--sweep", "gates=1..2", "--minutes", "2", "--svg", "s.svg"],
            in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        #expect(!(try folder.text("s.svg")).contains("p90") && run.output.contains("-"))
    }

    @Test func cannotBeWritten() throws {
        let folder = try Folder()
        let run = try Binary.run(Self.plain + ["--svg", "none/x.svg"], in: folder.path)
        #expect(run.code == 73 && run.output == "", "\(run.words)")
    }

    @Test(arguments: [["simulate", "--help"], ["simulate", "day", "--help"], ["simulate", "station", "--help"]])
    func help(arguments: [String]) throws {
        let run = try Binary.run(arguments)
        #expect(run.code == 0 && run.output.contains("faregate simulate"))
    }
}
