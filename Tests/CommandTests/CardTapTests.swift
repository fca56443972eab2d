import Foundation
import TestSupport
import Testing

/// `card make` and `card tap` as a stranger uses them: an entry, an exit, the right fare; refusals by name.
struct CardTapTests {
    private func tap(_ arguments: [String], in folder: Folder) throws -> Run {
        try Binary.run(
            ["card", "tap", "--edition", "current", "--state", folder.path, "--json"] + arguments, in: folder.path)
    }

    @Test func entryAndExitWithTheRightFare() throws {
        let folder = try Folder()
        let made = try Binary.run(["card", "make", "--profile", "quickpass-credit", "-o", "my.card"], in: folder.path)
        #expect(made.code == 0)
        let entry = try tap(
            ["--card", "my.card", "--station", "罗湖", "--direction", "entry", "--time", "2026-11-24 08:00:00"],
            in: folder
        ).object()
        #expect(entry["outcome"] as? String == "open")
        #expect(entry["reason"] as? String == "entered")
        let exit = try tap(
            ["--card", "my.card", "--station", "机场东", "--direction", "exit", "--time", "2026-11-24 09:00:00"],
            in: folder
        ).object()
        #expect(exit["outcome"] as? String == "open")
        #expect(exit["reason"] as? String == "completed")
        #expect(exit["entry_station"] as? String == entry["station"] as? String)
        #expect(exit["token"] as? String == entry["token"] as? String)
        // Each has a record of its own in the journal.
        #expect((exit["sequence"] as? Int ?? 0) > (entry["sequence"] as? Int ?? 0))
        // The same question to the fare command.
        let fare = try Binary.run(
            ["fare", "罗湖", "机场东", "--edition", "current", "--medium", "quickpass", "--date", "2026-11-24", "--json"]
        ).object()
        #expect(exit["fare_fen"] as? Int == fare["fare_fen"] as? Int)
    }

    @Test(arguments: [
        ("quickpass-sm2", "open", "entered"),
        ("dual-brand", "open", "entered"),
        ("quickpass-legacy", "refused", "no-offline-authentication-data"),
        ("quickpass-cash", "refused", "no-offline-authentication-data"),
        ("visa", "refused", "card-not-supported"),
        ("t-union", "open", "entered"),
        ("shenzhen-tong", "refused", "purse-is-read-only"),
        ("TU-F05-inside", "refused", "already-inside"),
        ("TU-F14", "refused", "expired"),
        ("TU-F07", "refused", "wrong-mac2"),
        ("QP-E07", "refused", "authentication-failed"),
        ("QP-D01", "refused", "expired"),
        ("QP-A05", "refused", "card-answers-too-much"),
    ])
    func cards(profile: String, outcome: String, reason: String) throws {
        let folder = try Folder()
        let run = try tap(
            ["--profile", profile, "--station", "罗湖", "--direction", "entry", "--time", "2026-11-24 08:00:00"],
            in: folder)
        #expect(run.code == 0)
        let result = try run.object()
        #expect(result["outcome"] as? String == outcome)
        #expect(result["reason"] as? String == reason)
    }

    /// Two gates without a common memory: the card itself says where it entered.
    @Test func aPurseIsDebitedTheFareAtTheExit() throws {
        let (entrance, exit) = (try Folder(), try Folder())
        let made = try Binary.run(["card", "make", "--profile", "t-union", "-o", "my.card"], in: entrance.path)
        #expect(made.code == 0)
        func present(_ gate: Folder, _ station: String, _ way: String, _ hour: String) throws -> [String: Any] {
            try tap(
                [
                    "--card", entrance.path + "/my.card", "--station", station, "--direction", way, "--time",
                    "2026-11-24 \(hour):00:00",
                ], in: gate
            ).object()
        }
        let entered = try present(entrance, "罗湖", "entry", "08")
        #expect(entered["medium"] as? String == "t-union" && entered["masked_pan"] as? String == "310489*********0004")
        #expect(try present(entrance, "罗湖", "entry", "10")["reason"] as? String == "already-inside")
        let left = try present(exit, "机场东", "exit", "09")
        #expect(left["outcome"] as? String == "open" && left["reason"] as? String == "completed")
        #expect(left["entry_station"] as? String == entered["station"] as? String)
        let fare = try Binary.run(
            ["fare", "罗湖", "机场东", "--edition", "current", "--medium", "t-union", "--date", "2026-11-24", "--json"]
        ).object()
        let charged = try #require(fare["fare_fen"] as? Int)
        #expect(left["fare_fen"] as? Int == charged)
        #expect((left["purse"] as? [String: Any])?["debited_fen"] as? Int == charged)
        let again = try present(exit, "机场东", "exit", "11")
        #expect(again["reason"] as? String == "not-entered")
        #expect((again["purse"] as? [String: Any])?["balance_fen"] as? Int == 5710 - charged)
    }

    /// A debit whose answer is lost, and nobody's number in any file of the gate.
    @Test func aTornDebitIsFoundAgain() throws {
        let folder = try Folder()
        let arguments = [
            "--profile", "TU-F08-debited", "--station", "罗湖", "--direction", "entry", "--time", "2026-11-24 08:00:00",
        ]
        let torn = try tap(arguments, in: folder).object()
        #expect(torn["outcome"] as? String == "again" && torn["torn"] as? Bool == true)
        let again = try tap(arguments, in: folder).object()
        #expect(again["outcome"] as? String == "open")
        #expect((again["purse"] as? [String: Any])?["recovered"] as? Bool == true)
        // The balance of the rider whose fare is found to be paid has been read after it was.
        let exit = [
            "card", "tap", "--edition", "current", "--state", folder.path, "--profile", "TU-F08-debited", "--station",
            "机场东", "--direction", "exit", "--time", "2026-11-24 09:00:00",
            "--lang", "en",
        ]
        #expect(try Binary.run(exit, in: folder.path).output.contains("balance 57.10 yuan"))
        let found = try Binary.run(exit, in: folder.path).output
        #expect(found.hasPrefix("OPEN") && found.contains("balance 48.55 yuan"), "\(found)")
        let number = Array("3104895199123450004".utf8)
        let packed: [UInt8] = [0x89, 0x51, 0x99, 0x12, 0x34, 0x50, 0x00]
        let files = try #require(FileManager.default.enumerator(atPath: folder.path))
        for case let name as String in files where !name.hasPrefix("cards") {
            guard let data = FileManager.default.contents(atPath: folder.path + "/" + name) else { continue }
            #expect(data.firstRange(of: number) == nil && data.firstRange(of: packed) == nil, "\(name)")
        }
    }

    @Test(arguments: [([], "quickpass"), (["--purse"], "t-union")])
    func aCardOfBothKinds(options: [String], medium: String) throws {
        let folder = try Folder()
        let result = try tap(
            ["--profile", "QP-B13", "--station", "罗湖", "--direction", "entry", "--time", "2026-11-24 08:00:00"]
                + options, in: folder
        ).object()
        // Its payment application is an older one, which gives no signature to a gate of this kind.
        #expect(result["medium"] as? String == medium)
        #expect(result["outcome"] as? String == (options.isEmpty ? "refused" : "open"))
    }

    @Test func testKeysCanBeRefused() throws {
        let folder = try Folder()
        let result = try tap(
            ["--profile", "quickpass-credit", "--station", "罗湖", "--direction", "entry", "--no-test-keys"], in: folder
        ).object()
        #expect(result["outcome"] as? String == "refused")
        #expect(result["stage"] as? String == "ca_public_key_not_found")
    }

    @Test(arguments: [
        (["--profile", "no-such", "--station", "罗湖", "--direction", "entry"], 64),
        (["--profile", "visa", "--station", "no such station", "--direction", "entry"], 64),
        (["--profile", "visa", "--station", "罗湖", "--direction", "sideways"], 64),
        (["--card", "missing.card", "--station", "罗湖", "--direction", "entry"], 65),
        (["--profile", "visa", "--station", "罗湖", "--direction", "entry", "--time", "8 o'clock"], 64),
        (["--profile", "visa", "--card", "my.card", "--station", "罗湖", "--direction", "entry"], 64),
        (["--profile", "visa", "--station", "罗湖", "--direction", "entry", "--reveal"], 64),
    ])
    func usage(arguments: [String], code: Int) throws {
        #expect(try tap(arguments, in: try Folder()).code == Int32(code))
    }

    @Test func wordsOfUsage() throws {
        let arguments = ["--station", "罗湖", "--direction"]
        let both = try tap(arguments + ["entry", "--profile", "visa", "--card", "my.card"], in: try Folder())
        #expect(both.words.contains("not both"), "\(both.words)")
        let sideways = try tap(arguments + ["sideways", "--profile", "visa"], in: try Folder())
        #expect(sideways.words.contains("entry") && sideways.words.contains("exit"), "\(sideways.words)")
        #expect(!sideways.words.contains("'0'"), "\(sideways.words)")
        let help = try Binary.run(["card", "tap", "--help"]).output
        #expect(help.contains("(values: entry, exit)"))
        let script = try Binary.run(["--generate-completion-script", "bash"]).output
        #expect(script.contains("entry") && !script.contains("0 1 2"))
    }

    /// A phase that comes twice has a name of its own each time, and is in the order of the dialogue.
    @Test func phasesHaveNamesOfTheirOwn() throws {
        let run = try tap(["--profile", "QP-A02", "--station", "罗湖", "--direction", "entry"], in: try Folder())
        let text = try #require(run.lines.first { $0.contains("\"phases_us\"") })
        for name in ["directory", "select", "options", "select-2", "decision"] {
            #expect(text.components(separatedBy: "\"\(name)\":").count == 2, "\(name) in \(text)")
        }
    }

    /// What an emulated card claims to take is told, and told apart from what was measured.
    @Test(arguments: [("QP-G04", "options", 300_000), ("QP-A10", nil, 900_000)])
    func slowCards(profile: String, phase: String?, microseconds: Int) throws {
        let folder = try Folder()
        let arguments = ["--profile", profile, "--station", "罗湖", "--direction", "entry"]
        let result = try tap(arguments, in: folder).object()
        let claimed = try #require(result["phases_virtual_us"] as? [String: Int])
        #expect(result["card_virtual_us"] as? Int == microseconds)
        if let phase { #expect(claimed[phase] == microseconds) }
        #expect(try #require(result["card_us"] as? Int) < microseconds)
        let text = try Binary.run(
            ["card", "tap", "--state", folder.path, "--edition", "current"] + arguments, in: folder.path)
        #expect(text.output.contains("virtual µs") && text.output.contains("nobody waited"), "\(text.output)")
        let good = try Binary.run(
            ["card", "tap", "--state", folder.path, "--profile", "visa"] + arguments[2...], in: folder.path)
        #expect(!good.output.contains("virtual"))
    }

    @Test func speaksChinese() throws {
        let folder = try Folder()
        let arguments = [
            "card", "tap", "--state", folder.path, "--station", "罗湖", "--direction", "entry", "--lang", "zh",
        ]
        let open = try Binary.run(arguments + ["--profile", "quickpass-credit"], in: folder.path)
        for word in ["开门", "已进站 entered", "目录", "选择应用", "处理选项", "读记录-1", "判定", "存储", "合计"] {
            #expect(open.output.contains(word), "\(word) in \(open.output)")
        }
        let refused = try Binary.run(arguments + ["--profile", "QP-D01"], in: folder.path)
        #expect(refused.output.contains("卡片已过期 expired"), "\(refused.output)")
        let list = try Binary.run(["card", "make", "--list", "--lang", "zh"])
        #expect(list.output.contains("银联借记卡"), "\(list.output.prefix(300))")
    }

    @Test func aDamagedCardFileIsBadData() throws {
        let folder = try Folder()
        try folder.write("faregate-card 1\nprofile = nothing\n", to: "bad.card")
        let run = try tap(["--card", "bad.card", "--station", "罗湖", "--direction", "entry"], in: folder)
        #expect(run.code == 65)
    }
}

/// `vectors check` over all vectors of cards, and over a copy with every expectation altered.
struct VectorsCheckTests {
    private static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].flatMap {
        $0.isEmpty ? nil : $0 + "/vectors/emv"
    }

    @Test(.enabled(if: folder != nil, "skipped: external data not present"))
    func allAsExpected() throws {
        let result = try Binary.run(["vectors", "check", try #require(Self.folder), "--json"])
        #expect(result.code == 0)
        let report = try result.object()
        #expect(report["files"] as? Int == 8)
        #expect(report["items"] as? Int == 360)
        #expect(report["as_expected"] as? Int == 360)
    }

    @Test(.enabled(if: folder != nil, "skipped: external data not present"))
    func alteredExpectationsAreDifferent() throws {
        let copy = try Folder()
        var items = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: try #require(Self.folder))
        where name.hasSuffix(".json") {
            let data = try Data(contentsOf: URL(fileURLWithPath: try #require(Self.folder) + "/" + name))
            var list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
            items += list.count
            for index in list.indices {
                if let expected = list[index]["expected"] {
                    list[index]["expected"] = Self.altered(expected)
                } else {
                    for key in ["sha1", "public_key"] where list[index][key] != nil {
                        list[index][key] = Self.altered(list[index][key] ?? "")
                    }
                }
            }
            let text = try JSONSerialization.data(withJSONObject: list)
            try text.write(to: URL(fileURLWithPath: copy.path + "/" + name))
        }
        let result = try Binary.run(["vectors", "check", copy.path, "--json"])
        #expect(result.code == 2)
        let report = try result.object()
        #expect(report["items"] as? Int == items)
        // One item expects no objects at all: there is nothing in it to alter but what is added here.
        #expect(report["as_expected"] as? Int == 0)
    }

    /// Another value of the same kind; an empty object or list gains a member.
    private static func altered(_ value: Any) -> Any {
        switch value {
        case let text as String:
            guard let first = text.first else { return "AA" }
            let other: String = first == "1" ? "2" : "1"
            return other + String(text.dropFirst())
        case let list as [Any]:
            if list.isEmpty { return ["AA"] }
            return list.map { altered($0) }
        case let object as [String: Any]:
            if object.isEmpty { return ["9F02": ["00"]] }
            return object.mapValues { altered($0) }
        case let number as NSNumber:
            if unsafe String(cString: number.objCType) == "c" { return !number.boolValue }
            return number.intValue + 1
        default: return "AA"
        }
    }
}
