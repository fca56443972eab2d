import Foundation
import TestSupport
import Testing

/// Wrong command lines: exit code 64 and words that help.
struct UsageTests {
    /// Arguments, and a word that stderr must have.
    @Test(arguments: [
        (["nonsense"], "nonsense"),
        (["fare"], "origin"),
        (["fare", "罗湖"], "destination"),
        (["fare", "罗湖", "国贸", "老街"], "老街"),
        (["fare", "罗湖", "国贸", "--edition", "1999"], "2018-08"),
        (["fare", "罗湖", "国贸", "--edition", ""], "2018-08"),
        (["fare", "罗湖", "国贸", "--edition", "current", "--network", "x"], "not both"),
        (["fare", "罗糊", "国贸"], "罗湖"),
        (["fare", "罗湖", "Guomoa"], "Guomao"),
        (["fare", "", "国贸"], "no station"),
        (["fare", "SZ999", "国贸"], "no station"),
        (["fare", "罗湖", "国贸", "--medium", "gold"], "shenzhen-tong"),
        (["fare", "罗湖", "国贸", "--rider", "cat"], "student"),
        (["fare", "罗湖", "国贸", "--class", "first"], "business"),
        (["fare", "罗湖", "国贸", "--date", "2018-02-30"], "2018-02-30"),
        (["fare", "罗湖", "国贸", "--date", "1999-01-01"], "edition"),
        (["fare", "罗湖", "国贸", "--lang", "fr"], "zh"),
        (["fare", "罗湖", "国贸", "--stay", "-1"], "stay"),
        (["fare", "matrix", "--format", "xml"], "csv"),
        (["fare", "batch"], "file"),
        (["replay"], "log"),
        (["replay", "x.csv"], "--edition"),
        (["replay", "x.csv", "--edition", "2017"], "2018-08"),
        (["replay", "x.csv", "--edition", "2018-08", "--threads", "0"], "threads"),
        (["replay", "x.csv", "--edition", "2018-08", "--threads", "65"], "threads"),
        (["replay", "x.csv", "--edition", "2018-08", "--fare-table", "f.csv"], "fare-table"),
        (["replay", "x.csv", "--edition", "2018-08", "--medium-percent", "95"], "fare-table"),
        (["replay", "x.csv", "--fare-table", "f.csv", "--medium-percent", "101"], "medium-percent"),
        (["replay", "x.csv", "--fare-table", "f.csv", "--medium-percent", "-1"], "medium-percent"),
        (["replay", "x.csv", "--fare-table", "f.csv", "--check"], "full-engine"),
        (["replay", "x.csv", "--edition", "2018-08", "--nonsense"], "nonsense"),
        (["card", "decode"], "input"),
        (["card", "decode", ""], "empty"),
        (["card", "decode", "--as", "nonsense", "00"], "nonsense"),
        (["card", "make", "--profile", "gold"], "--list"),
        (["card", "make", "--fault", "QP"], "--list"),
        (["card", "make", "--fault", "QP-E"], "--list"),
        (["card", "tap", "--station", "罗湖", "--direction", "entry"], "--profile or --card"),
        (["card", "tap", "--profile", "visa", "--station", "罗湖", "--direction", "bus"], "'entry' and 'exit'"),
        (["card", "tap", "--profile", "visa", "--station", "罗糊", "--direction", "exit"], "罗湖"),
        (["card", "emulate", "--profile", "visa", "--vpcd", "localhost"], "HOST:PORT"),
        (["card", "emulate", "--profile", "visa", "--act", "1:jump"], "N:leave"),
        (["card", "read", "--wait", "-1"], "wait"),
        (["gate", "--station", "罗湖", "--direction", "entry", "--journal", "j"], "--camera or --simulated"),
        (["gate", "--simulated", "visa", "--station", "罗湖", "--direction", "entry"], "journal"),
        (["journal", "show", "j", "--from", "0"], "from"),
        (["vectors", "check"], "paths"),
    ])
    func is64(arguments: [String], words: String) throws {
        let run = try Binary.run(arguments)
        #expect(run.code == 64, "\(arguments): \(run.words)")
        #expect(run.words.contains(words), "\(arguments): \(run.words)")
        #expect(run.output == "", "\(arguments): data goes to stdout, words to stderr")
    }

    @Test(arguments: [[], ["--help"], ["fare", "--help"], ["replay", "--help"], ["fare", "batch", "--help"]])
    func helpIsAskedFor(arguments: [String]) throws {
        let run = try Binary.run(arguments)
        #expect(run.code == 0)
        #expect(run.output.contains("USAGE") && run.words == "")
    }

    /// A name of two stations is refused with both.
    @Test func anAmbiguousStationIsRefusedWithItsMatches() throws {
        let folder = try Folder()
        try Samples.writeNetwork(folder, metres: [1000, 1000], names: ["中心", "北", "中心"])
        let run = try Binary.run(["fare", "中心", "北", "--network", folder.path])
        #expect(run.code == 64)
        #expect(run.words.contains("S1") && run.words.contains("S3") && run.words.contains("several"), "\(run.words)")
        #expect(try Binary.run(["fare", "S3", "北", "--network", folder.path]).code == 0)
    }

    /// One spelling a row: the same trip.
    @Test(arguments: ["罗湖", "SZ001", "sz001", "Luohu", "luohu", "LUOHU", "罗湖站", "268001"])
    func aStationHasManyNames(name: String) throws {
        let run = try Binary.run(["fare", name, "国贸", "--edition", "2018-08", "--json"])
        #expect(run.code == 0, "\(run.words)")
        #expect(try run.object()["from"] as? String == "SZ001")
    }
}
