import Foundation
import TestSupport
import Testing

/// `faregate card decode`: what it guesses, prints and refuses.
struct CardDecodeTests {
    private static let number = "6225760008219527"
    private static let log = """
        > 00A4040008A00000033301010100
        < 6F178408A000000333010101A50B9F38089F660495059F37049000
        > 80A800000F830D2180008000000000000102030400
        < 77225712\(number)D30122010000012345F082027C009F6C0200009F3602000100009000
        > 00B2010C00
        < 700A5A08\(number)9000
        > 00B2020C00
        < 6A83

        """

    /// Arguments, the kind that is guessed, and a text in the words.
    @Test(arguments: [
        (["9F02060000000000C8"], "tlv", "Amount, Authorised (Numeric)"),
        (["3B8F8001804F0CA0000003060300030000000068"], "atr", "Mifare Ultralight"),
        (["6A82"], "sw", "file or application not found"),
        (["00A4040008A00000033301010200"], "command", "UnionPay credit"),
        (["770A82027C009F36020001009000"], "answer", "normal processing"),
        (["--as", "ttq", "21800080", "--context", "unionpay"], "ttq", "qPBOC supported"),
        (["--as", "ttq", "21800080"], "ttq", "EMV mode supported"),
        (["--as", "ctq", "8000"], "ctq", "online PIN required"), (["--as", "afl", "08010100"], "afl", "SFI 1"),
        (["--as", "cvm", "00000000000000001F00"], "cvm", "no CVM required"),
        (["--as", "iad", "07010103A00000010A01000000500019C03BF4", "--context", "unionpay"], "iad", "ARQC"),
        (["--as", "dol", "9F3704"], "dol", "Unpredictable Number"), (["--as", "aip", "7C00"], "aip", "DDA supported"),
        (["--as", "9F33", "E0F8C8"], "terminal-capabilities", "CDA"),
        (["--as", "currency", "CNY"], "currency", "yuan"),
        (["--as", "country", "156"], "country", "China"), (["--as", "mcc", "4111"], "mcc", "commuter"),
        (["--as", "tag-list", "825F34"], "tag-list", "Interchange Profile"),
        (["--as", "text", "C9EEDBDACDA8"], "text", "深圳通"),
        (["--as", "text", "E9", "--charset", "ISO-8859-1"], "text", "é"),
        (["50 04 D2F8C1AA"], "tlv", "银联"), (["5003FF8041"], "tlv", "not text in GBK"),
        (["9F1200"], "tlv", "label (50)"),
        (["--as", "command", "8050030200"], "command", "COMPOSITE"),
    ])
    func guesses(arguments: [String], kind: String, words: String) throws {
        let run = try Binary.run(["card", "decode"] + arguments)
        #expect(run.code == 0 && run.words == "", "\(run.words)")
        #expect(run.output.contains(words), "\(run.output)")
        let json = try Binary.run(["card", "decode", "--json"] + arguments)
        #expect(json.code == 0)
        #expect(try json.object()["kind"] as? String == kind)
    }

    /// A transcript in a file, on stdin and as an argument's bytes; Chinese words; the JSON's keys.
    @Test func transcripts() throws {
        let folder = try Folder()
        try folder.write(Self.log, to: "tap.log")
        let run = try Binary.run(["card", "decode", "tap.log"], in: folder.path)
        #expect(run.code == 0 && run.words == "", "\(run.words)")
        for words in [
            "> SELECT", "UnionPay debit", "qPBOC supported", "622576******9527", "record not found", "expiry: 2030-12",
        ] { #expect(run.output.contains(words), "\(words) in \(run.output)") }
        let piped = try Binary.shell("cat tap.log | $FG card decode -", in: folder)
        #expect(piped.output == run.output)
        let chinese = try Binary.run(["card", "decode", "tap.log", "--lang", "zh"], in: folder.path)
        #expect(chinese.output.contains("支持 qPBOC") && chinese.output.contains("应用主账号 (PAN)"))
        let object = try Binary.run(["card", "decode", "tap.log", "--json"], in: folder.path).object()
        #expect(object["kind"] as? String == "transcript" && object["context"] as? String == "unionpay")
        let exchanges = try #require(object["exchanges"] as? [[String: Any]])
        #expect(exchanges.count == 4)
        let answer = try #require(exchanges[0]["answer"] as? [String: Any])
        let fci = try #require((answer["children"] as? [[String: Any]])?.first)
        #expect(fci["tag"] as? String == "6F" && fci["offset"] as? Int == 0 && fci["length"] as? Int == 23)
        #expect(fci["name"] is String && fci["name_zh"] is String && fci["value"] is String)
    }

    /// A card number comes out only where it was asked for.
    @Test func masksUnlessRevealed() throws {
        let folder = try Folder()
        try folder.write(Self.log, to: "tap.log")
        try folder.write(
            "[{\"apdus\": [{\"c\": \"\", \"r\": \"5A08\(Self.number)9000\"}], \"name\": \"x\"}]", to: "a.json")
        for input in [["tap.log"], ["a.json"], ["5A08\(Self.number)"], ["--as", "pan", Self.number]] {
            for more in [[], ["--json"]] {
                let masked = try Binary.run(["card", "decode"] + input + more, in: folder.path)
                #expect(masked.code == 0 && !masked.output.contains(Self.number), "\(input)")
                let shown = try Binary.run(["card", "decode", "--reveal"] + input + more, in: folder.path)
                #expect(shown.output.contains(Self.number), "\(input)")
            }
        }
    }

    /// Hex in lines, raw bytes, and bare exchanges in a file.
    @Test func formsOfFiles() throws {
        let folder = try Folder()
        try folder.write("6F 06 84 04\n3250 4159\n", to: "hex.txt")
        #expect(try Binary.run(["card", "decode", "hex.txt"], in: folder.path).output.contains("84 Dedicated File"))
        try Data([0x82, 0x02, 0x7C, 0x00]).write(to: URL(fileURLWithPath: folder.file("raw.bin")))
        #expect(try Binary.run(["card", "decode", "raw.bin"], in: folder.path).output.contains("DDA supported"))
        try folder.write("00B2010C00\n6A83\n", to: "bare.txt")
        #expect(try Binary.run(["card", "decode", "bare.txt"], in: folder.path).output.contains("> READ RECORD"))
    }

    /// Arguments, the exit code, and a text in the words.
    @Test(arguments: [
        (["7004500141"], 65, "byte 2"), (["5080"], 65, "byte 1"), (["--as", "atr", "3B8080"], 65, "byte 3"),
        (["--as", "atr", "00"], 65, "too early"), (["--as", "sw", "00"], 65, "two bytes"),
        (["zz"], 65, "neither hexadecimal nor a file"), (["0000"], 65, "filler"), (["/dev/zero"], 65, "larger than"),
        (["--as", "nonsense", "00"], 64, "nonsense"),
        (["--charset", "no-such", "5000"], 64, "no-such"), (["--context", "bank", "5000"], 64, "bank"),
        ([""], 64, "empty"),
        (["--as", "command", "00A40400FF00"], 65, "byte 4"),
        ([], 64, "input"),
    ])
    func refuses(arguments: [String], code: Int32, words: String) throws {
        let run = try Binary.run(["card", "decode"] + arguments)
        #expect(run.code == code, "\(run.words)")
        #expect(run.words.contains(words), "\(run.words)")
    }

    /// Files that are no transcript say so with the line.
    @Test(arguments: [
        ("> 00A4\n< 90GG\n", "line 2"), ("hello\n", "neither hexadecimal"), ("", "empty"), ("{\"a\": 1}", "apdus"),
        ("[{\"c\": \"00\", \"r\": \"zz\"}]", "exchange 1"), ("{", "JSON"), ("< 9000\n", "line 1"),
    ])
    func badFiles(text: String, words: String) throws {
        let folder = try Folder()
        try folder.write(text, to: "x.txt")
        let run = try Binary.run(["card", "decode", "x.txt"], in: folder.path)
        #expect(run.code == 65 && run.output == "")
        #expect(run.words.contains("x.txt") && run.words.contains(words), "\(run.words)")
    }

    /// What could be read before a break is printed all the same.
    @Test func printsWhatComesBeforeABreak() throws {
        let run = try Binary.run(["card", "decode", "82027C005A08"])
        #expect(run.code == 65 && run.output.contains("DDA supported") && run.words.contains("byte 6"))
        let json = try Binary.run(["card", "decode", "--json", "82027C005A08"])
        #expect(try json.object()["problems"] as? [String] != [])
    }

    /// Nothing that a card says reaches the terminal as a control character.
    @Test func controlCharacters() throws {
        let run = try Binary.run(["card", "decode", "50041B5B324A", "--reveal"])
        #expect(run.code == 0 && !run.output.contains("\u{1B}"))
    }

    /// What a card answers to QP-A06 can be read back.
    @Test func halfAStatusWord() throws {
        let folder = try Folder()
        let tap = try Binary.run(
            [
                "card", "tap", "--profile", "QP-A06-one-byte", "--station", "罗湖", "--direction", "entry", "--state",
                "s",
                "--transcript", "t.log",
            ], in: folder.path)
        #expect(tap.code == 0, "\(tap.words)")
        let run = try Binary.run(["card", "decode", "t.log"], in: folder.path)
        #expect(run.code == 65 && run.words.contains("no status word"), "\(run.words)")
        #expect(run.output.contains("> SELECT"))
        let verified = try Binary.run(["card", "verify", "t.log"], in: folder.path)
        #expect(verified.code == 65 && verified.output.contains("nothing to verify"), "\(verified.words)")
    }

    /// A number where no tag announces it, and a PIN; the first and last digits stay.
    @Test func masksWhatNoTagAnnounces() throws {
        let number = "6225880137706868"
        let text = Data(number.utf8).map { String(format: "%02X", $0) }.joined()
        for arguments in [
            ["DF7908\(number)"],
            ["9F1010070117039000000A\(number)".replacing("070117039000000A", with: "0701170390000001")],
            ["--as", "text", text], ["--as", "amount", number], ["--as", "afl", number], ["--as", "iad", number],
            ["--as", "szt-15", number + number + "00000000" + number], ["--as", "answer", "\(number)9000"], [number],
            ["DF7910\(text)"], ["--as", "t-union-15", "\(number)0201" + "00000000000000000000" + "2019030120401231"],
        ] {
            for more in [[], ["--json"]] {
                let run = try Binary.run(["card", "decode"] + arguments + more)
                let all = (run.output + run.words).filter { !$0.isWhitespace }
                #expect(!all.contains(number) && !all.contains(text), "\(arguments): \(run.output)")
            }
        }
        let unknown = try Binary.run(["card", "decode", "DF7908\(number)"])
        #expect(unknown.output.contains("6225880000006868"), "\(unknown.output)")
        let pin = "002000800824" + "1234" + "FFFFFFFFFF"
        let run = try Binary.run(["card", "decode", pin])
        #expect(run.code == 0 && run.output.contains("PIN data") && run.output.contains("hidden"), "\(run.output)")
        #expect(!run.output.contains("1234"), "\(run.output)")
        #expect(try Binary.run(["card", "decode", "--reveal", pin]).output.contains("1234"))
    }

    @Test func aByteOrderMark() throws {
        let folder = try Folder()
        try folder.write("\u{FEFF}" + Self.log, to: "bom.log")
        #expect(try Binary.run(["card", "decode", "bom.log"], in: folder.path).code == 0)
        let run = try Binary.run(["card", "verify", "bom.log"], in: folder.path)
        #expect(run.output.contains("bom.log"), "\(run.words)")
    }
}
