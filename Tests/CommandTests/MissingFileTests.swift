import TestSupport
import Testing

/// Files that are not there, and files that are none: one exit code for all commands, and words without Swift in them.
struct MissingFileTests {
    private static let tap = [
        "card", "tap", "--profile", "visa", "--station", "罗湖", "--direction", "entry", "--state", "state",
    ]

    private static let gate = [
        "gate", "--simulated", "visa", "--station", "罗湖", "--direction", "entry", "--once", "--journal", "journal",
    ]

    /// Every command that takes a file or a folder to read, with the name of the missing one as the last argument.
    @Test(arguments: [
        ["fare", "罗湖", "国贸", "--network"], ["fare", "罗湖", "国贸", "--tariff"], ["fare", "batch"],
        ["replay", "--edition", "2018-08"], ["replay", "log.csv", "--fare-table"], ["card", "decode"],
        ["card", "verify"], ["fare", "check", "--network"], ["fare", "matrix", "--network"],
        ["simulate", "--taps", "10", "--network"], ["simulate", "--taps", "10", "--tariff"],
        ["replay", "log.csv", "--network"], ["vectors", "check"], ["vectors", "check", "log.csv"],
        ["journal", "verify"], ["journal", "show"], ["journal", "verify", "journal", "--key"],
        gate + ["--network"], gate + ["--tariff"], gate + ["--deny-list"], gate + ["--token-key"],
        gate + ["--previous-token-key"], gate + ["--ca-keys"], gate + ["--device-key"],
        tap + ["--network"], tap + ["--tariff"], tap + ["--previous-token-key"],
        ["card", "verify", "log.csv", "--ca-keys"], ["vectors", "check", "log.csv", "--ca-keys"],
        ["qr", "scan"], ["qr", "scan", "--pixels", "y4m"], ["bench", "card", "--vectors"],
        tap.filter { $0 != "--profile" && $0 != "visa" } + ["--card"],
        tap + ["--deny-list"], tap + ["--token-key"], tap + ["--ca-keys"],
    ])
    func is65(arguments: [String]) throws {
        let folder = try Folder()
        try folder.write("[]", to: "log.csv")
        let run = try Binary.run(arguments + ["not-there"], in: folder.path)
        #expect(run.code == 65, "\(arguments): \(run.words)")
        #expect(run.words.contains("not-there") && run.output == "", "\(arguments): \(run.words)")
        let says = ["o such file", "not found", "cannot be read"]
        #expect(says.contains { run.words.contains($0) }, "\(run.words)")
        let chinese = try Binary.run(arguments + ["not-there"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(chinese.code == 65 && chinese.words.contains("not-there"), "\(chinese.words)")
        #expect(arguments[0] == "bench" || LanguageTests.hasChinese(chinese.words), "\(chinese.words)")
    }

    /// Option, content, and what is said of it.
    @Test(arguments: [
        ("--deny-list", "hello\n", "line 1"), ("--deny-list", "token 00\n", "32 hex digits"),
        ("--ca-keys", "rid,index\n", "no column"), ("--ca-keys", "", "no column"),
        (
            "--ca-keys",
            "rid,index,algorithm,exponent,modulus,check_value,role\nA000000333,80,rsa,03,00,00,production\n", "line 2"
        ),
        ("--token-key", "zz", "token key"),
    ])
    func words(option: String, content: String, words: String) throws {
        let folder = try Folder()
        try folder.write(content, to: "file.txt")
        let run = try Binary.run(Self.tap + [option, "file.txt"], in: folder.path)
        #expect(run.code == 65 && run.words.contains("file.txt") && run.words.contains(words), "\(run.words)")
        for raw in ["malformed(", "missingColumn(", "Fault", "nil"] {
            #expect(!run.words.contains(raw), "\(run.words)")
        }
    }

    @Test func benchCardChecksItsOptions() throws {
        for arguments in [["--repeats", "0"], ["--taps", "0"], ["--item", "x"]] {
            #expect(try Binary.run(["bench", "card"] + arguments).code == 64, "\(arguments)")
        }
    }
}
