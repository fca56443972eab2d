import Foundation
import TestSupport
import Testing

/// Every example in every help text, run as it stands.
struct HelpExampleTests {
    private static let commands = [
        [], ["fare"], ["fare", "trip"], ["fare", "matrix"], ["fare", "check"], ["fare", "batch"], ["replay"],
        ["simulate"], ["simulate", "day"], ["simulate", "station"],
        ["simulate", "faults"], ["simulate", "gates"],
        ["card"], ["card", "decode"], ["card", "verify"], ["card", "make"], ["card", "tap"], ["qr"], ["qr", "issue"],
        ["qr", "verify"], ["qr", "decode"], ["qr", "scan"], ["qr", "roots"], ["qr", "roots", "make"],
        ["qr", "roots", "show"], ["qr", "revocations"], ["qr", "revocations", "make"], ["qr", "revocations", "show"],
        ["rail"], ["rail", "refund"], ["rail", "change"], ["rail", "surcharge"], ["rail", "sale-fee"],
        ["bundle"], ["bundle", "keygen"], ["bundle", "roots"], ["bundle", "make"], ["bundle", "verify"],
        ["bundle", "install"], ["bundle", "show"], ["vectors"],
        ["vectors", "check"], ["bench"], ["bench", "card"], ["doctor"],
    ]

    /// What is run in the place of large numbers.
    private static let smaller = [
        (given: "--taps 1000000", taken: "--taps 2000"), (given: "--taps 10000", taken: "--taps 500"),
        (given: "--seeds 1000", taken: "--seeds 2"), (given: "--seeds 30", taken: "--seeds 2"),
        (given: "--seeds 10", taken: "--seeds 2"), (given: "--minutes 600", taken: "--minutes 3"),
        (given: "--minutes 60", taken: "--minutes 3"), (given: "gates=4..16", taken: "gates=8..9"),
        (given: "--seeds 1000 --taps 10000", taken: "--seeds 2 --taps 500"),
        (given: "--taps 20000", taken: "--taps 500"),
        (given: "--kills 20", taken: "--stations 12 --kills 1"), (given: "--kills 3", taken: "--kills 1"),
        (given: "--minutes 20", taken: "--minutes 3"), (given: "--minutes 10", taken: "--minutes 3"),
    ]

    /// The files that examples speak of.
    private func prepare(_ folder: Folder) throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/FareData/tariffs")
        let tariff = try #require(
            try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted().last { $0.hasSuffix(".yaml") })
        try FileManager.default.copyItem(atPath: sources.path + "/" + tariff, toPath: folder.file("what-if.yaml"))
        for name in ["taps.csv", "day.csv"] { try folder.write(Samples.log, to: name) }
        #expect(try Binary.shell("gzip -k taps.csv", in: folder).code == 0)
        try folder.write("origin,dest,fare_fen\n罗湖,国贸,200\n", to: "fares.csv")
        try FileManager.default.createDirectory(atPath: folder.file("my-city"), withIntermediateDirectories: false)
        let city = try Folder()
        try Samples.writeNetwork(city, metres: [1000])
        for name in try city.names() {
            try FileManager.default.copyItem(atPath: city.file(name), toPath: folder.file("my-city/\(name)"))
        }
        let issued = try Binary.shell("$FG qr issue --format fg-p256 --account 8800 --out code.bin", in: folder)
        #expect(issued.code == 0, "\(issued.words)")
        let drawn = DrawnSymbol()
        let pixels = drawn.pixels()
        var picture = SamplePNG()
        (picture.width, picture.height) = (drawn.width, drawn.height)
        picture.pixel = { x, y in [pixels[y * drawn.width + x]] }
        try Data(picture.bytes).write(to: URL(filePath: folder.file("code.png")))
        let authority = try Binary.shell(
            "$FG qr roots make --keys keys --out roots.bin && $FG qr revocations make --keys keys --number 1 "
                + "--date 2026-11-23 --out list", in: folder)
        #expect(authority.code == 0, "\(authority.words)")
        let made = try Binary.shell(
            "$FG card make --ready-keys -o my.card && $FG card tap --card my.card --station 罗湖 --direction entry "
                + "--state state --transcript tap.log --reveal", in: folder)
        #expect(made.code == 0, "\(made.words)")
    }

    /// Keys, roots and bundles.
    private func prepareBundles(_ folder: Folder, installs: Bool) throws {
        try folder.write("000102030405060708090a0b0c0d0e0f\n", to: "token.key")
        try folder.write("token 00112233445566778899aabbccddeeff\n", to: "denied.txt")
        let until = "--expires 2035-01-01T00:00:00Z"
        let made = try Binary.shell(
            """
            chmod 600 token.key; for k in root new signer; do $FG bundle keygen --out $k.key || exit 1; done
            $FG bundle roots --version 1 \(until) --root-key root.key --signer signer.key -o roots &&
            $FG bundle make --type tariff --version 1 \(until) --key signer.key -o tariff.fgb what-if.yaml &&
            $FG bundle make --type deny-list --version 7 \(until) --key signer.key --token-key token.key -o deny-7.fgb \
                denied.txt \(installs ? "&& $FG bundle install tariff.fgb --store bundles --roots roots" : "")
            """, in: folder)
        #expect(made.code == 0, "\(made.words)")
    }

    @Test(arguments: commands)
    func run(command: [String]) throws {
        let help = try Binary.run(command + ["--help"], environment: ["COLUMNS": "200"])
        #expect(help.code == 0 && help.output.contains("USAGE"))
        let examples = help.lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.hasPrefix("faregate ") }
        guard !examples.isEmpty else { return }
        let folder = try Folder()
        try prepare(folder)
        if command.first == "bundle" {
            // The group's own examples install the tariff themselves.
            try prepareBundles(folder, installs: command.count > 1)
        }
        for example in examples {
            // A million taps, and many riders, take their time.
            let line = Self.smaller.reduce("$FG " + example.dropFirst("faregate ".count)) {
                $0.replacing($1.given, with: $1.taken)
            }
            let run = try Binary.shell(line, in: folder, environment: ["HOME": folder.path])
            // A check that finds differences says so.
            let isFine = run.code == 0 || run.code == 2 && example.hasPrefix("faregate fare check")
            #expect(isFine, "\(example): \(run.words)")
        }
    }

    /// Most groups have some.
    @Test func thereAreExamples() throws {
        for command in [[], ["fare"], ["replay"], ["card"], ["card", "make"], ["card", "tap"], ["card", "verify"]] {
            let help = try Binary.run(command + ["--help"], environment: ["COLUMNS": "200"])
            #expect(help.output.contains("\n  faregate "), "\(command)")
        }
    }
}
