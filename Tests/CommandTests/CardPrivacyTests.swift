import Foundation
import TestSupport
import Testing

/// A canary: nothing that `card` prints or writes holds a card number or track 2 in full, in any form.
///
/// The card image is the card and may; so may what was asked for with `--reveal`.
@Suite(.serialized)
struct CardPrivacyTests {
    /// Made-up numbers with a right check digit; no profile has them by itself.
    private static let numbers = ["6225880137706868", "6217994910203948577", "4000123498765439"]
    private static let expiry = "3012"
    private static let image = "canary.card"

    private static let profiles = [
        "quickpass-debit", "quickpass-credit", "quickpass-sm2", "quickpass-legacy", "quickpass-cash", "visa", "t-union",
        "shenzhen-tong", "dual-brand", "unionpay-contact",
    ]

    /// Every profile, in text and JSON, with a transcript, decoded and verified.
    @Test(arguments: profiles)
    func cardsKeepTheirNumber(profile: String) throws {
        for number in profile == "quickpass-debit" ? Self.numbers : [Self.numbers[0]] {
            let folder = try Folder()
            try makeCard(profile, number, in: folder)
            var runs: [Run] = []
            for (index, direction) in ["entry", "exit", "exit"].enumerated() {
                var arguments = [
                    "card", "tap", "--card", Self.image, "--station", "罗湖", "--direction", direction, "--state",
                    "state",
                    "--transcript", "tap\(index).log", "--time", "2026-01-02T08:0\(index):00",
                ]
                if index != 1 { arguments.append("--json") }
                runs.append(try Binary.run(arguments, in: folder.path))
            }
            // A card that cannot be used here has a transcript all the same.
            for arguments in [
                ["decode", "tap0.log"], ["decode", "tap0.log", "--json"], ["decode", "tap1.log", "--lang", "zh"],
                ["verify", "tap0.log", "--test-keys"], ["verify", "tap0.log", "--test-keys", "--json"],
            ] { runs.append(try Binary.run(["card"] + arguments, in: folder.path)) }
            for run in runs {
                expectNothing(of: number, in: Data(run.output.utf8), "stdout \(run.output.prefix(80))")
                expectNothing(of: number, in: Data(run.words.utf8), "stderr \(run.words.prefix(80))")
            }
            try expectNothingInFiles(of: number, in: folder)
        }
    }

    /// A transcript that does hold the number: what is shown of it does not.
    @Test(arguments: ["quickpass-debit", "quickpass-credit", "visa", "t-union", "unionpay-contact"])
    func revealedTranscripts(profile: String) throws {
        let number = Self.numbers[0]
        let folder = try Folder()
        try makeCard(profile, number, in: folder)
        _ = try Binary.run(
            [
                "card", "tap", "--card", Self.image, "--station", "罗湖", "--direction", "entry", "--state", "state",
                "--transcript", "open.log", "--reveal",
            ], in: folder.path)
        for arguments in [
            ["decode", "open.log"], ["decode", "open.log", "--json"], ["verify", "open.log", "--test-keys"],
            ["verify", "open.log", "--test-keys", "--json"],
        ] {
            let run = try Binary.run(["card"] + arguments, in: folder.path)
            expectNothing(of: number, in: Data((run.output + run.words).utf8), "\(arguments)")
        }
        try expectNothingInFiles(of: number, in: folder, except: ["open.log"])
    }

    /// A gate and what it leaves: journal, signals, reports; `journal show` and `verify` of it.
    @Test(arguments: ["quickpass-debit", "quickpass-sm2", "t-union"])
    func gates(profile: String) throws {
        let number = Self.numbers[0]
        let folder = try Folder()
        try makeCard(profile, number, in: folder)
        let gate = [
            "gate", "--simulated", profile, "--state", Self.image, "--journal", "day", "--barrier", "signals", "--once",
            "--acquirer-key", String(repeating: "09", count: 32), "--device", "d",
        ]
        var runs: [Run] = []
        for (minute, arguments) in [
            ["--direction", "entry", "--station", "罗湖", "--json"], ["--direction", "exit", "--station", "机场东"],
            ["--direction", "exit", "--station", "机场东", "--json"],
        ].enumerated() {
            let time = ["--time", "2026-11-24 08:0\(minute):00"]
            runs.append(try Binary.run(gate + arguments + time, in: folder.path))
        }
        for arguments in [["show", "day"], ["verify", "day"], ["verify", "day", "--json"]] {
            runs.append(try Binary.run(["journal"] + arguments, in: folder.path))
        }
        #expect(runs.map(\.code) == [0, 0, 0, 0, 0, 0], "\(runs.map(\.words))")
        for run in runs {
            expectNothing(of: number, in: Data((run.output + run.words).utf8), "\(run.output.prefix(80))")
        }
        try expectNothingInFiles(of: number, in: folder)
    }

    /// Errors: damaged cards, transcripts and arguments with the number in them.
    @Test(arguments: numbers.prefix(2))
    func errors(number: String) throws {
        let folder = try Folder()
        try makeCard("quickpass-debit", number, in: folder)
        let text = try folder.text(Self.image)
        try folder.write(text + "\(number) = 1\n", to: "name.card")
        try folder.write(text.replacing("pan = ", with: "pan = 9"), to: "pan.card")
        try folder.write(text.replacing("faregate-card = 1", with: "faregate-card = \(number)"), to: "version.card")
        try folder.write("> 00B2010C00\n< 700C5A0A\(number)F9000Z\n", to: "damaged.log")
        try folder.write("[{\"c\": \"00B2010C00\", \"r\": \"5A0A\(number)\"}]", to: "damaged.json")
        try folder.write("{\"\(number)\": ", to: "cut.json")
        try folder.write("token \(number)\n", to: "deny.txt")
        try folder.write("\(number)", to: "key.txt")
        try folder.write("rid,index,algorithm,exponent,modulus,check_value,role\n\(number),,,,,,\n", to: "keys.csv")
        var lines: [[String]] = [
            ["decode", number], ["decode", "5A0A\(number)"], ["decode", "--as", "pan", number],
            ["decode", "--as", "track2", "\(number)D\(Self.expiry)201"], ["verify", number],
            ["make", "--pan", String(number.dropLast()) + "0"],
        ]
        for file in ["damaged.log", "damaged.json", "cut.json", "name.card"] {
            lines += [["decode", file], ["decode", file, "--json"], ["verify", file, "--test-keys"]]
        }
        let tap = ["tap", "--station", "罗湖", "--direction", "entry", "--state", "state"]
        for file in ["name.card", "pan.card", "version.card", "damaged.log"] { lines.append(tap + ["--card", file]) }
        for (option, file) in [("--deny-list", "deny.txt"), ("--token-key", "key.txt"), ("--ca-keys", "keys.csv")] {
            lines.append(tap + ["--card", Self.image, option, file])
        }
        let inputs = try folder.names()
        for line in lines {
            let run = try Binary.run(["card"] + line, in: folder.path)
            #expect(run.code >= 0, "\(line): signal \(-run.code)")
            expectNothing(of: number, in: Data((run.output + run.words).utf8), "\(line)")
        }
        try expectNothingInFiles(of: number, in: folder, except: inputs)
    }

    /// The search itself finds every form.
    @Test func searchFindsAllForms() {
        let number = Self.numbers[1]
        let bcd = packed(number + "F")
        for form in [
            Data(number.utf8), Data("x\(bcd.map { String(format: "%02x", $0) }.joined())".utf8), bcd,
            packed("5" + number), Data(bcd.base64EncodedString().utf8),
            Data((Data([1]) + bcd).base64EncodedString().utf8),
            Data(Data("ab\(number)".utf8).base64EncodedString().utf8), Data("62 17 99 49 10 20 39 48 57 7F".utf8),
        ] { #expect(finding(of: number, in: form) != nil, "\(form as NSData)") }
        #expect(finding(of: number, in: Data("621799*********8577".utf8)) == nil)
    }

    // MARK: Search

    private func makeCard(_ profile: String, _ number: String, in folder: Folder) throws {
        let run = try Binary.run(
            ["card", "make", "--profile", profile, "--pan", number, "--ready-keys", "-o", Self.image], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        expectNothing(of: number, in: Data((run.output + run.words).utf8), "card make")
        #expect(try folder.text(Self.image).contains(number) || profile == "shenzhen-tong")
    }

    private func expectNothingInFiles(of number: String, in folder: Folder, except: [String] = []) throws {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        #expect(files.contains(Self.image))
        for file in files where file != Self.image && !except.contains(file) && !file.hasSuffix(".card") {
            guard let content = FileManager.default.contents(atPath: folder.file(file)) else { continue }
            expectNothing(of: number, in: content, file)
        }
    }

    private func expectNothing(of number: String, in content: Data, _ place: String) {
        let form = finding(of: number, in: content)
        #expect(form == nil, "the number stands as \(form ?? "") in \(place)")
    }

    /// In which form the number stands in the content. Track 2 begins with the number, so it is found with it; the part
    /// of track 2 behind the first six digits is looked for too.
    private func finding(of number: String, in content: Data) -> String? {
        if content.range(of: Data(number.utf8)) != nil { return "text" }
        let hexDigits = content.filter { !" \n\r\t:-".utf8.contains($0) }
        if hexDigits.range(of: Data(number.utf8)) != nil { return "spaced text" }
        let ascii = Data(number.utf8).map { String(format: "%02X", $0) }.joined()
        if String(decoding: hexDigits, as: UTF8.self).uppercased().contains(ascii) { return "hex of text" }
        // The digits that whole bytes hold at both alignments, in base64 at its three alignments.
        let inner = [
            packed(String(number.prefix(number.count / 2 * 2))),
            packed(String(number.dropFirst().prefix((number.count - 1) / 2 * 2))),
        ]
        for bytes in inner where content.range(of: bytes) != nil { return "BCD" }
        for bytes in inner + [Data(number.utf8)] {
            for shift in 0..<3 {
                // The characters that depend on these bytes alone.
                let text = Data((Data(repeating: 0, count: shift) + bytes).base64EncodedString().utf8)
                let first = (shift * 8 + 5) / 6
                let last = (shift + bytes.count) * 8 / 6
                if content.range(of: text[first..<last]) != nil { return "base64" }
            }
        }
        return nil
    }

    private func packed(_ digits: String) -> Data {
        let all = Array(digits.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x37 }
        return Data(
            stride(from: 0, to: all.count, by: 2).map { all[$0] << 4 | ($0 + 1 < all.count ? all[$0 + 1] : 15) })
    }
}
