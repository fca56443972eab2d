import Bundles
import CardEmulator
import EMV
import Foundation
import Journal
import PCSC
import SmartCard
import TestSupport
import Testing

@testable import faregate

/// Chinese where Chinese is asked for, English else; JSON the same in both.
struct LanguageTests {
    static func hasChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    private static let gate = [
        "gate", "--simulated", "visa", "--station", "SZ001", "--direction", "entry", "--once", "--journal",
    ]

    /// A wrong command or file, and a word of the Chinese message.
    @Test(arguments: [
        (["card", "verify", "none"], "没有该文件或目录"), (["card", "decode", "none"], "既不是十六进制"),
        (["card", "decode", "-"], "标准输入"), (["card", "verify", "."], "是目录"), (["card", "decode", "5A"], "字节 1"),
        (["card", "make", "--profile", "gold"], "没有卡种"), (["card", "make", "-o", "."], "是目录"),
        (["card", "make", "-o", "none/x"], "请先创建"), (["card", "make", "--pan", "4000"], "校验位"),
        (["card", "tap", "--station", "SZ001", "--direction", "exit"], "请给出"),
        (["card", "tap", "--profile", "visa", "--station", "qqqqqqqqqqqq", "--direction", "exit"], "没有车站"),
        (["card", "tap", "--profile", "visa", "--station", "SZ001"], "缺少参数 '--direction"),
        (["card", "tap", "--profile", "visa", "--station", "SZ001", "--direction", "up"], "可用的值：'entry'、'exit'"),
        (["card", "verify", "keys.csv", "--ca-keys", "keys.csv"], "缺少列"),
        (["card", "verify", "x", "--nonsense"], "未知选项"),
        (["card", "verify", "a", "b"], "多余的参数 'b'"), (["card", "read", "--wait", "4000"], "秒"),
        (["card", "emulate", "--profile", "visa", "--vpcd", "x"], "HOST:PORT"),
        (gate + ["keys.csv"], "不是目录"), (gate + ["none/none"], "没有该文件或目录"),
        (gate + ["j", "--deny-list", "keys.csv"], "第 1 行"), (gate + ["j", "--barrier", "none/b"], "无法打开闸门设备"),
        (["journal", "verify", "none"], "无法打开目录"), (["journal", "show", "."], "没有日志"),
        (["journal", "verify", ".", "--key", "keys.csv"], "chmod 600"), (["vectors", "check", "none"], "没有该文件或目录"),
        (["qr", "verify", "none", "--test-roots"], "没有该文件或目录"), (["qr", "decode", "keys.csv"], "不是乘车码"),
        (["qr", "verify", "keys.csv", "--roots", "keys.csv"], "不是根证书记录"),
        (["qr", "verify", "keys.csv", "--test-roots", "--revocations", "keys.csv"], "不是撤销名单的行"),
        (["qr", "issue", "--format", "fg-p256", "--account", "", "--out", "x"], "可见 ASCII"),
        (["qr", "roots", "show", "keys.csv"], "不是根证书记录"),
        (["qr", "roots", "make", "--keys", ".", "--out", "-"], "已有文件"),
        (["qr", "revocations", "show", "keys.csv"], "不是撤销名单的行"),
        (["qr", "issue", "--format", "fg-sm2", "--account", "1", "--keys", "none", "--out", "-"], "没有该文件或目录"),
        (["vectors", "check", "keys.csv"], "不是 JSON"), (["vectors", "check", "."], "没有测试向量文件"),
    ])
    func errors(arguments: [String], words: String) throws {
        let folder = try Folder()
        try folder.write("rid,index\n", to: "keys.csv")
        func run(_ more: [String], _ environment: [String: String]) throws -> Run {
            try Binary.run(
                arguments + more, in: folder.path,
                environment: environment.merging(["XDG_STATE_HOME": folder.file("state")]) { $1 })
        }
        let english = try run([], [:])
        #expect(english.code != 0 && !Self.hasChinese(english.words), "\(english.words)")
        for (more, environment) in [
            (["--lang", "zh"], [:]), (["--lang=zh"], ["LANG": "en_GB.UTF-8"]), ([], ["LANG": "zh_CN.UTF-8"]),
            ([], ["LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"]), ([], ["FAREGATE_LANG": "zh", "LC_ALL": "C"]),
        ] {
            let chinese = try run(more, environment)
            #expect(chinese.code == english.code && chinese.output == english.output, "\(chinese.words)")
            #expect(chinese.words.contains(words), "\(more) \(environment): \(chinese.words)")
        }
        let back = try run(["--lang", "en"], ["LANG": "zh_CN.UTF-8"])
        #expect(back.words == english.words)
    }

    /// Another device's journal, one in use, and one that is damaged.
    @Test func journals() throws {
        let folder = try Folder()
        let once = Self.gate.map { $0 == "visa" ? "quickpass-debit" : $0 } + ["j", "--lang", "zh"]
        let first = try Binary.run(once, in: folder.path)
        #expect(first.code == 0 && first.words.contains("设备 gate-1") && first.output.contains("开门"), "\(first.words)")
        let other = try Binary.run(once + ["--device", "other"], in: folder.path)
        #expect(other.code == 78 && other.words.contains("是设备 gate-1 的日志"), "\(other.words)")
        let segment = try #require(
            FileManager.default.subpaths(atPath: folder.file("j"))?.first { $0.hasSuffix(".fgj") })
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("j/" + segment)))
        bytes[200] ^= 1
        try bytes.write(to: URL(fileURLWithPath: folder.file("j/" + segment)))
        let damaged = try Binary.run(["journal", "verify", "j", "--lang", "zh"], in: folder.path)
        #expect(damaged.code == 65 && damaged.words.contains("日志损坏"), "\(damaged.words)")
    }

    @Test func fullDisk() throws {
        let folder = try Folder()
        let run = try Binary.shell("$FG card make --list --lang zh > /dev/full", in: folder)
        #expect(run.code == 74 && run.words.contains("标准输出") && run.words.contains("磁盘空间不足"), "\(run.words)")
        let card = try Binary.run(["card", "make", "--ready-keys", "-o", "/dev/full", "--lang", "zh"], in: folder.path)
        #expect(card.code == 74 && card.words.contains("写入失败：磁盘空间不足"), "\(card.words)")
    }

    /// JSON says the same whatever the language.
    @Test func json() throws {
        let folder = try Folder()
        try folder.write("> 00B2010C00\n< 7003\n", to: "cut.log")
        try folder.write(
            "[{\"name\": \"x\", \"kind\": \"sm3\", \"inputs\": {}, \"expected\": {\"digest\": \"00\"}}]", to: "v.json")
        for arguments in [
            ["card", "decode", "cut.log", "--json"], ["card", "verify", "cut.log", "--json"],
            ["vectors", "check", "v.json", "--json"],
        ] {
            let runs = try ["en", "zh"].map { try Binary.run(arguments + ["--lang", $0], in: folder.path) }
            #expect(runs[0].output == runs[1].output && runs[0].code == runs[1].code && !runs[0].output.isEmpty)
        }
    }

    @Test func reports() throws {
        let folder = try Folder()
        try folder.write(
            "[{\"name\": \"x\", \"kind\": \"sm3\", \"inputs\": {}, \"expected\": {\"digest\": \"00\"}}]", to: "v.json")
        let vectors = try Binary.run(["vectors", "check", "v.json", "--lang", "zh"], in: folder.path)
        #expect(vectors.output.contains("1 个文件，1 个条目：0 个符合预期，1 个不同"), "\(vectors.output)")
        let list = try Binary.run(["card", "make", "--list", "--lang", "zh"]).lines
        #expect(list.count > 150 && list.allSatisfy { Self.hasChinese($0) || $0.contains("SM2：") })
        let tap = [
            "card", "tap", "--profile", "QP-E07", "--station", "SZ001", "--direction", "entry", "--state", "s",
            "--lang",
            "zh", "--transcript", "tap.log", "--reveal",
        ]
        #expect(try Binary.run(tap, in: folder.path).output.contains("脱机认证失败于 卡片交易属性 (CTQ) 不符 ctq_mismatch"))
        let verify = try Binary.run(["card", "verify", "tap.log", "--test-keys", "--lang", "zh"], in: folder.path)
        #expect(verify.output == "tap.log (fDDA): 失败: 卡片交易属性 (CTQ) 不符 ctq_mismatch\n", "\(verify.output)")
    }

    // MARK: Nothing without its words

    @Test func everyStageAndFault() {
        for stage in AuthenticationStage.allCases {
            #expect(Self.hasChinese(StageWords.text(stage.rawValue, .zh)), "\(stage)")
            #expect(StageWords.text(stage.rawValue, .en) == stage.rawValue)
        }
        for fault in CardFault.all + [.issuerCertificateBit(7)] {
            let chinese = CardFaultSummaries.text(fault, .zh)
            #expect(chinese != fault.summary && CardFaultSummaries.text(fault, .en) == fault.summary, "\(fault.id)")
        }
    }

    @Test func everyError() {
        let damage = JournalDamage(file: "seg-1", offset: 7, sequence: 3, fault: .chain)
        let disk = StorageError(code: ENOSPC, operation: .write, path: "j")
        var errors: [any Error] = [
            damage, disk, JournalError(disk), JournalError.inUse(path: "j"), JournalError.closed,
            JournalError.damaged(damage),
            JournalError.otherDevice(path: "j", found: "a", expected: "b"), CardImageError.notACardImage,
            CAPublicKeyFile.Fault.malformed(line: 2, column: "rid"), CardDenyList.Fault.tooLong, TranscriptError.empty,
            TLVError.truncated(at: 1), APDUError.tooShort(count: 1), AnswerToResetError.truncated(at: 1),
            BundleFault.notBundle, BundleRefusal.badSignature, DenyFault.notIndex, BundleStorageError.busy(path: "b"),
            RecordedDialogue.Fault.noApplication, VirtualReaderError.emptyFrame, CAPublicKeyStore.Fault.tooMany,
        ]
        errors += ReaderError.Kind.allCases.map { ReaderError($0) }
        for error in errors {
            let words = Wording(of: error)
            #expect(Self.hasChinese(words.chinese) && !Self.hasChinese(words.english), "\(words)")
        }
    }

    /// The last of several counts, and what follows `--` is no option.
    @Test(arguments: [
        (["x", "--lang", "zh"], Language.zh), (["x", "--lang=zh", "--lang", "en"], .en),
        (["x", "--", "--lang", "zh"], nil),
        (["x", "--lang", "fr"], nil), (["x", "--lang"], nil),
    ])
    func namedLanguage(arguments: [String], language: Language?) {
        #expect(Language.named(in: arguments) == language)
    }

    /// What the parser says, piece by piece.
    @Test(arguments: [
        ("Error: Missing expected argument '<file>'", "错误：缺少参数 '<file>'"),
        ("Error: Unknown option '--jsn'. Did you mean '--json'?", "错误：未知选项 '--jsn'。是否要用 '--json'？"),
        ("Error: 2 unexpected arguments: 'a', 'b'", "错误：2 个多余的参数：'a'、'b'"),
        ("Usage: faregate card verify <file>", "用法：faregate card verify <file>"),
        ("  See 'faregate --help' for more information.", "  详见 'faregate --help'。"),
        ("Error: Something new.", "错误：Something new."), ("", ""),
    ])
    func parserWords(english: String, chinese: String) {
        #expect(ArgumentWords.chinese(english) == chinese)
    }
}
