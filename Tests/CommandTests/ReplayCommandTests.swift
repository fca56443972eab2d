import Foundation
import TestSupport
import Testing

/// `faregate replay`: keys, exit codes, pipes and files.
struct ReplayCommandTests {
    private static func folder(_ log: String = Samples.log) throws -> Folder {
        let folder = try Folder()
        try folder.write(log, to: "log.csv")
        return folder
    }

    @Test func printsTheKeysOfTheInterface() throws {
        let folder = try Self.folder()
        let run = try Binary.run(["replay", "log.csv", "--edition", "2018-08", "--json"], in: folder.path)
        #expect(run.code == 0 && run.words == "", "\(run.words)")
        let object = try run.object()
        let expected: [String: Int] = [
            "rows": 5, "metro_entries": 2, "metro_exits": 2, "bus_taps": 1, "exits_unexplained": 0, "pairs": 2,
            "pairs_same_station": 1, "pairs_exact": 2, "pairs_different": 0, "pairs_unpriced": 0, "charged_fen": 190,
            "rated_fen": 190,
        ]
        for (key, value) in expected { #expect(object[key] as? Int == value, "\(key)") }
        #expect(
            object["rejected"] as? [String: Int] == [
                "malformed": 0, "bad-time": 0, "unknown-kind": 0, "missing-station": 0, "unknown-station": 0,
                "bad-amount": 0, "too-long": 0,
            ])
        #expect(
            object["exits_by_class"] as? [String: Int] == [
                "standard": 1, "transfer": 0, "half": 0, "free": 1, "full": 0,
            ])
        #expect(object["elapsed_seconds"] is Double && object["rows_per_second"] is Int)
    }

    /// A log with names that JSON must escape.
    @Test func printsValidJSONForAnyName() throws {
        let row = "2018-08-31 08:00:00,x,ABCDEFGHI,0,地铁入站,c,g,\"a\"\"\\\\\t\u{1}\u{7F}\u{2028}\u{FFFF}🚇\",0,0,-\n"
        let folder = try Self.folder(Samples.log + row)
        let run = try Binary.run(["replay", "log.csv", "--edition", "2018-08", "--json"], in: folder.path)
        #expect(run.code == 0)
        let names = try #require(try run.object()["unknown_names"] as? [String: Int])
        #expect(names.count == 1 && names.values.first == 1)
    }

    /// The log, the flags, and the exit code.
    private static let checks: [(String, [String], Int32)] = [
        (Samples.log, ["--check"], 0), (Samples.log, [], 0), (Samples.differing, ["--check"], 2),
        (Samples.differing, [], 0), (Samples.differing, ["--check", "--json"], 2), (Samples.damaged, ["--check"], 0),
        (Samples.header, ["--check"], 0),
        (Samples.log.replacing("国贸,0,190", with: "国贸,0,191"), ["--check"], 2),  // no class explains it
        (Samples.log.replacing("国贸,0,190", with: "国贸,0,0"), ["--check"], 0),  // a free card
        (Samples.log.replacing("国贸,0,190,268002101", with: "火星,0,190,-"), ["--check"], 2),  // without a price
    ]

    @Test(arguments: checks)
    func checkIsTheExitCode(log: String, flags: [String], code: Int32) throws {
        let folder = try Self.folder(log)
        let run = try Binary.run(["replay", "log.csv", "--edition", "2018-08"] + flags, in: folder.path)
        #expect(run.code == code, "\(run.words)")
        #expect(run.output != "")
    }

    /// The same figures from a file, a pipe, gzip, a pipe of gzip and a named pipe.
    @Test func readsPipes() throws {
        let folder = try Self.folder()
        let strip = "| grep -v -e seconds -e rows_per_second"
        let options = "--edition 2018-08 --json"
        let expected = try Binary.shell("$FG replay log.csv \(options) \(strip)", in: folder)
        #expect(expected.output.contains("\"pairs\": 2"))
        for line in [
            "cat log.csv | $FG replay - \(options)", "$FG replay - \(options) < log.csv",
            "gzip -c log.csv | $FG replay - \(options)", "gzip -c log.csv > log.gz; $FG replay log.gz \(options)",
            "gzip -c log.csv > log.gz; $FG replay - \(options) < log.gz", "$FG replay /dev/stdin \(options) < log.csv",
            "(head -c 1 log.csv; sleep 0.2; tail -c +2 log.csv) | $FG replay - \(options)",
            "mkfifo pipe; (cat log.csv > pipe &); $FG replay pipe \(options)",
            "(gzip -c log.csv | head -c 1; sleep 0.2; gzip -c log.csv | tail -c +2) | $FG replay - \(options)",
        ] {
            let run = try Binary.shell("\(line) \(strip)", in: folder)
            #expect(run.output == expected.output, "\(line): \(run.words)")
        }
    }

    @Test func writesTripsDifferencesAndRejects() throws {
        let folder = try Self.folder(Samples.differing + "nonsense\n")
        let run = try Binary.run(
            [
                "replay", "log.csv", "--edition", "2018-08", "--trips", "t.csv", "--differences", "d.csv", "--rejects",
                "r.csv",
            ], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        #expect(try folder.names() == ["d.csv", "log.csv", "r.csv", "t.csv"])
        #expect(
            try folder.text("t.csv") == """
                card,entry_time,origin,exit_time,destination,base_fen,fare_fen
                ABCDEFGHI,2018-08-31 08:00:00,SZ001,2018-08-31 08:10:00,SZ002,200,190
                ABCDEFGHJ,2018-08-31 09:00:00,SZ003,2018-08-31 09:10:00,SZ003,200,0

                """)
        #expect(try folder.text("d.csv").contains("\n3,ABCDEFGHI,"))
        #expect(try folder.text("r.csv") == "line,reason,text\n7,malformed,nonsense\n")
    }

    /// Where an output cannot be written: 73, its name, and no other output either.
    @Test(arguments: ["--trips", "--differences", "--rejects"], ["/no/such/folder/x", ".", "log.csv/x"])
    func outputsThatCannotBeWritten(option: String, path: String) throws {
        let folder = try Self.folder()
        let run = try Binary.run(
            ["replay", "log.csv", "--edition", "2018-08", option, path], in: folder.path)
        #expect(run.code == 73)
        #expect(run.words.contains(path), "\(run.words)")
        #expect(run.output == "")
        #expect(try folder.names() == ["log.csv"])
    }

    @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/full"), "no /dev/full on this machine"))
    func fullDevices() throws {
        let folder = try Self.folder()
        let trips = try Binary.shell("$FG replay log.csv --edition 2018-08 --trips /dev/full", in: folder)
        #expect(trips.code == 74)
        #expect(trips.words.contains("/dev/full") && trips.words.contains("space"), "\(trips.words)")
        for command in ["replay log.csv --edition 2018-08 --json", "fare 罗湖 国贸 --json", "fare check --edition 2018-08"]
        {
            let run = try Binary.shell("$FG \(command) > /dev/full", in: folder)
            #expect(run.code == 74, "\(command)")
            #expect(run.words.contains("space"), "\(command): \(run.words)")
        }
        #expect(try Binary.shell("$FG fare matrix > /dev/full", in: folder).code == 74)
    }

    /// A reader that goes away early: quiet, and ended.
    @Test func aClosedPipeIsQuiet() throws {
        let folder = try Self.folder()
        for line in ["$FG fare matrix | head -1", "$FG replay log.csv --edition 2018-08 --trips - | head -1"] {
            let run = try Binary.shell(line, in: folder)
            #expect(run.code == 0 && run.lines.count == 1, "\(line)")
            #expect(!run.words.contains("rror"), "\(line): \(run.words)")
        }
        // 141: ended by the pipe's signal, as head's other neighbours are.
        let status = try Binary.shell("($FG fare matrix; echo $? > status) | head -1; cat status", in: folder)
        #expect(["0", "141"].contains(status.lines.last), "\(status.output)")
    }

    @Test func speaksChineseIfAsked() throws {
        let folder = try Self.folder()
        let arguments = ["replay", "log.csv", "--edition", "2018-08"]
        let chinese = try Binary.run(arguments + ["--lang", "zh"], in: folder.path)
        let byEnvironment = try Binary.run(arguments, in: folder.path, environment: ["LANG": "zh_CN.UTF-8"])
        let english = try Binary.run(
            arguments + ["--lang", "en"], in: folder.path, environment: ["LANG": "zh_CN.UTF-8"])
        #expect(chinese.output.contains("进站") && chinese.words.contains("行"))
        #expect(byEnvironment.output == chinese.output)
        #expect(english.output.contains("metro entries") && !english.output.contains("进站"))
        #expect(try Binary.run(["fare", "罗湖", "国贸", "--lang", "zh"]).output.contains("罗湖 → 国贸   2.00 元"))
        // JSON is for programs and has one language.
        let json = try Binary.run(["fare", "罗湖", "国贸", "--json", "--lang", "zh"])
        #expect(json.output == (try Binary.run(["fare", "罗湖", "国贸", "--json", "--lang", "en"]).output))
    }

    /// The fast way and the full engine give the same figures and the same bytes.
    @Test func reRatesByAFareTable() throws {
        let folder = try Self.folder()
        try folder.write("origin,dest,fare_fen\n罗湖,国贸,333\n老街,老街,101\n国贸,罗湖,999\n", to: "fares.csv")
        let arguments = ["replay", "log.csv", "--fare-table", "fares.csv", "--medium-percent", "50", "--json"]
        let fast = try Binary.run(arguments + ["--trips", "fast.csv"], in: folder.path)
        let full = try Binary.run(arguments + ["--full-engine", "--trips", "full.csv"], in: folder.path)
        for run in [fast, full] {
            #expect(run.code == 0, "\(run.words)")
            let object = try run.object()
            #expect(object["stations"] as? Int == 2)
            #expect(object["trips"] as? Int == 2)
            #expect(object["revenue_fen"] as? Int == 166 + 50)
        }
        #expect(try folder.text("fast.csv") == folder.text("full.csv"))
        let missing = try Binary.run(["replay", "log.csv", "--fare-table", "none.csv"], in: folder.path)
        #expect(missing.code == 65 && missing.words.contains("none.csv"))
    }

    /// The whole data lies in the binary: it runs anywhere, with nothing beside it.
    @Test func runsFromAnotherFolder() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            "mkdir elsewhere && cp $FG elsewhere/gate && cd / && env -i \"$OLDPWD/elsewhere/gate\" replay - "
                + "--edition 2018-08 --json < \"$OLDPWD/log.csv\" && env -i \"$OLDPWD/elsewhere/gate\" fare 罗湖 机场东",
            in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("\"pairs_exact\": 2") && run.output.contains("yuan"))
    }

    /// A line of 300 MB (a hole in the file) in little memory.
    @Test func longLinesTakeNoMemory() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            "truncate -s 300M log.csv && printf '\\n2018-08-31 08:10:00,x,ABCDEFGHI,200,地铁出站,a,b,国贸,0,190,268002101\\n' "
                + ">> log.csv && ulimit -v 250000 && $FG replay log.csv --edition 2018-08 --json --threads 1",
            in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("\"too-long\": 1") && run.output.contains("\"rows\": 7"), "\(run.output)")
    }
}
