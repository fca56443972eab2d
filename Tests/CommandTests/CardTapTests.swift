import Foundation
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
        #expect(exit["sequence"] as? Int == 2)
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
        if outcome != "open" { #expect(!FileManager.default.fileExists(atPath: folder.path + "/taps.csv")) }
    }

    @Test func aPurseIsDebitedTheFareAtTheExit() throws {
        let folder = try Folder()
        func present(_ station: String, _ way: String, _ hour: String) throws -> [String: Any] {
            try tap(
                [
                    "--profile", "t-union", "--station", station, "--direction", way, "--time",
                    "2026-11-24 \(hour):00:00",
                ],
                in: folder
            ).object()
        }
        let entry = try present("罗湖", "entry", "08")
        #expect(entry["medium"] as? String == "t-union" && entry["masked_pan"] as? String == "310489*********0006")
        #expect(try present("罗湖", "entry", "08")["reason"] as? String == "already-inside")
        // The card itself knows where it entered.
        try FileManager.default.removeItem(atPath: folder.path + "/taps.csv")
        let exit = try present("机场东", "exit", "09")
        #expect(exit["outcome"] as? String == "open" && exit["reason"] as? String == "completed")
        #expect(exit["entry_station"] as? String == entry["station"] as? String)
        let fare = try Binary.run(
            ["fare", "罗湖", "机场东", "--edition", "current", "--medium", "t-union", "--date", "2026-11-24", "--json"]
        ).object()
        let purse = try #require(exit["purse"] as? [String: Any])
        #expect(exit["fare_fen"] as? Int == fare["fare_fen"] as? Int)
        #expect(purse["debited_fen"] as? Int == fare["fare_fen"] as? Int)
        let left = try present("罗湖", "exit", "10")
        #expect(left["reason"] as? String == "not-entered")
        let charged = try #require(fare["fare_fen"] as? Int)
        #expect((left["purse"] as? [String: Any])?["balance_fen"] as? Int == 5710 - charged)
    }

    /// Nobody's number may be in any file of the gate.
    @Test func aTornDebitIsFoundAgain() throws {
        let folder = try Folder()
        let arguments = [
            "--profile", "TU-F08-debited", "--station", "罗湖", "--direction", "entry", "--time", "2026-11-24 08:00:00",
        ]
        let torn = try tap(arguments, in: folder).object()
        #expect(torn["outcome"] as? String == "again" && torn["torn"] as? Bool == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/taps.csv"))
        let again = try tap(arguments, in: folder).object()
        #expect(again["outcome"] as? String == "open" && again["sequence"] as? Int == 1)
        #expect((again["purse"] as? [String: Any])?["recovered"] as? Bool == true)
        for file in ["taps.csv", "purse-intents.csv", "psam.counter"] {
            let text = try String(contentsOfFile: folder.path + "/" + file, encoding: .utf8)
            #expect(!text.contains("3104895199900000006") && !text.contains("4895199900000006"))
        }
    }

    @Test(arguments: [(["--money", "electronic-cash"], "quickpass"), (["--purse"], "t-union")])
    func aCardOfBothKinds(options: [String], medium: String) throws {
        let folder = try Folder()
        let result = try tap(
            ["--profile", "QP-B13", "--station", "罗湖", "--direction", "entry", "--time", "2026-11-24 08:00:00"]
                + options, in: folder
        ).object()
        #expect(result["outcome"] as? String == "open" && result["medium"] as? String == medium)
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
        (["--card", "missing.card", "--station", "罗湖", "--direction", "entry"], 64),
        (["--profile", "visa", "--station", "罗湖", "--direction", "entry", "--time", "8 o'clock"], 64),
    ])
    func usage(arguments: [String], code: Int) throws {
        #expect(try tap(arguments, in: try Folder()).code == Int32(code))
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
