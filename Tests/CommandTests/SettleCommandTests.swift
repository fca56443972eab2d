import CardCrypto
import Fares
import Foundation
import Gate
import Glibc
import Journal
import TestSupport
import Testing

/// `journal settle | acquire | retain | index | export` on the real binary.
struct SettleCommandTests {
    static let date = "2026-11-24"
    /// Milliseconds from one kill to the next.
    private static let killStep = runsLongTests ? 10 : 80

    /// A journal of one device with taps of ten cards in one direction.
    private static func make(_ name: String, in folder: Folder, kind: TapKind, station: String, hour: Int) throws {
        let storage = try FileStorage(folder.file(name), creates: true)
        var writer = try JournalWriter.open(
            storage, device: name, newEpoch: 1, durability: .crash, segmentLimit: 2000)
        let day = try #require(ServiceDate(date))
        let wall = Int64(day.dayNumber) * 86_400_000
        for card in 0..<10 {
            let moment = JournalMoment(wallMilliseconds: wall, monotonicNanoseconds: 1)
            var tap = JournalTap(
                time: LocalTime(day, secondOfDay: hour * 3600 + card), serviceDate: day, kind: kind,
                station: JournalStation(index: 0, id: station),
                token: JournalToken(token: CardToken(high: 0xCAFE, low: UInt64(card)), keyIdentifier: 1),
                medium: "quickpass", rider: "adult", fares: FareVersion(edition: "current", hash: 1), outcome: .open,
                reason: kind == .entry ? .entered : .farePending)
            tap.sealedData = [UInt8](repeating: 0xC7, count: 30)
            try writer.append(tap, at: moment)
            try writer.commit()
        }
        try writer.appendRegisters(at: JournalMoment(wallMilliseconds: wall, monotonicNanoseconds: 1))
        try writer.close()
    }

    static func pair() throws -> Folder {
        let folder = try Folder()
        try make("in", in: folder, kind: .entry, station: "SZ001", hour: 8)
        try make("out", in: folder, kind: .exit, station: "SZ030", hour: 9)
        return folder
    }

    /// The fares of a small network, where nothing hangs on them: it is read faster.
    static func small(_ folder: Folder) throws -> [String] {
        let city = try Folder()
        try Samples.writeNetwork(city, metres: [1000])
        if !FileManager.default.fileExists(atPath: folder.file("city")) {
            try FileManager.default.copyItem(atPath: city.path, toPath: folder.file("city"))
        }
        return ["--network", "city"]
    }

    /// Taps name fares that are none: the flag that lets them be settled is given.
    static func settle(
        _ journals: [String], _ folder: Folder, _ more: [String] = [], date: String = date
    ) throws -> Run {
        try settleStrictly(journals, folder, more + ["--other-fares"], date: date)
    }

    private static func settleStrictly(
        _ journals: [String], _ folder: Folder, _ more: [String] = [], date: String = date
    ) throws -> Run {
        try Binary.run(
            ["journal", "settle"] + journals + ["--date", date, "--out", "settled", "--lang", "en"] + more,
            in: folder.path)
    }

    @Test("fares that the gates had not, or another batch of the day, are refused, and taken when that is wanted")
    func otherFares() throws {
        let folder = try Self.pair()
        let small = try Self.small(folder)
        let taps = try Self.settleStrictly(["in"], folder, small)
        #expect(taps.code == 65 && taps.words.contains("current#1") && taps.words.contains("--other-fares"))
        #expect(try Self.settle(["in"], folder, small).code == 0)
        try folder.write("format: faregate-tariff/1\nextends: shenzhen\nmissing_entry: [{charge: 700}]\n", to: "t.yaml")
        let other = small + ["--tariff", "t.yaml"]
        let batches = try Self.settle(["in", "out"], folder, other)
        #expect(batches.code == 65 && batches.words.contains("--reprice"), "\(batches.words)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("settled/\(Self.date)-2")))
        #expect(try Self.settle(["in", "out"], folder, other + ["--reprice"]).code == 0)
    }

    @Test("a folder of batches that is asked and not there is named, and not made")
    func noBatches() throws {
        let folder = try Self.pair()
        for words in [
            ["journal", "retain", "in", "--settled", "typo"],
            ["journal", "export", "in", "--format", "tides", "--settled", "typo"],
        ] {
            let run = try Binary.run(words, in: folder.path)
            #expect(run.code == 65 && run.words.contains("typo"), "\(run.words)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("typo")))
    }

    @Test("a batch, nothing new, a supplement for a journal that comes late")
    func lateJournals() throws {
        let folder = try Self.pair()
        let first = try Self.settle(["in"], folder, ["--json"])
        #expect(first.code == 0, "\(first.words)")
        #expect(try first.object()["charge_fen"] as? Int == 0 && first.object()["kind"] as? String == "batch")
        let second = try Self.settle(["out"], folder, ["--json"])
        #expect(try second.object()["charge_fen"] as? Int == 9000 && second.object()["kind"] as? String == "supplement")
        let again = try Self.settle(["in", "out"], folder)
        #expect(again.code == 0 && again.words.contains("nothing new") && again.output.isEmpty)
        let lines = try folder.text("settled/\(Self.date)-2/metro-quickpass-lines.csv")
        #expect(lines.split(separator: "\n").count == 21, "ten fares, and ten missing exits that are none")
    }

    @Test("a file of emergency releases is taken, and one that is none is named with its line")
    func releases() throws {
        let folder = try Self.pair()
        let strict = "format: faregate-tariff/1\nextends: shenzhen\nmissing_entry: [{charge: 700}]\n"
        try folder.write(strict, to: "strict.yaml")
        try folder.write("station_id,from,until\nSZ001,\(Self.date) 08:30:00,\(Self.date) 08:40:00\n", to: "r.csv")
        try folder.write("station_id,from,until\nSZ001,yesterday,\n", to: "bad.csv")
        let bad = try Self.settle(["out"], folder, ["--releases", "bad.csv"])
        #expect(bad.code == 65 && bad.words.contains("bad.csv:2"), "\(bad.words)")
        let run = try Self.settle(["out"], folder, ["--tariff", "strict.yaml", "--releases", "r.csv", "--json"])
        #expect(try run.object()["charge_fen"] as? Int == 0 && run.object()["emergency_releases"] as? Int == 1)
        let batch = "settled/\(Self.date)-1"
        #expect(try folder.text("\(batch)/metro-quickpass-lines.csv").contains(",emergency-release,"))
        #expect(try folder.text("\(batch)/releases.csv").hasSuffix(" 08:40:00,,,\n"))
        let again = try Self.settle(["in", "out"], folder, ["--tariff", "strict.yaml", "--json"])
        #expect(try again.object()["charge_fen"] as? Int == 9000, "the entries are known now: whole journeys")
    }

    @Test("a journal that is not there is named, and the others wait or do not")
    func missing() throws {
        let folder = try Self.pair()
        let strict = try Self.settle(["in", "out", "gone"], folder, Self.small(folder))
        #expect(strict.code == 65 && strict.words.contains("faregate: gone: cannot open the folder: No such file"))
        #expect(!strict.words.contains("the journal is closed"), "\(strict.words)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("settled/\(Self.date)-1")))
        let partial = try Self.settle(["in", "out", "gone"], folder, Self.small(folder) + ["--partial"])
        #expect(partial.code == 2)
        #expect(try folder.text("settled/\(Self.date)-1/manifest.json").contains("gone"))
    }

    @Test("killed at any moment and run again: one batch, the same bytes")
    func killed() throws {
        let folder = try Self.pair()
        let fares = try Self.small(folder)
        #expect(try Self.settle(["in", "out"], folder, fares).code == 0)
        let wanted = try Self.contents(folder, "settled")
        let path = try Binary.path.get()
        let words =
            ["journal", "settle", "in", "out", "--date", Self.date, "--out", "other", "--other-fares"] + fares
        for milliseconds in stride(from: 5, through: 245, by: Self.killStep) {
            let zeros = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
            let seconds = "0.\(zeros)\(milliseconds)"
            _ = try Binary.run(
                program: "/usr/bin/timeout",
                ["-s", "KILL", seconds, path] + words,
                in: folder.path)
            let run = try Binary.run(words, in: folder.path)
            #expect(run.code == 0, "\(run.words)")
            #expect(try Self.contents(folder, "other") == wanted)
            try FileManager.default.removeItem(atPath: folder.file("other"))
        }
    }

    private static func contents(_ folder: Folder, _ name: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let root = folder.file(name)
        for batch in try FileManager.default.contentsOfDirectory(atPath: root) {
            for file in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(batch)") {
                files["\(batch)/\(file)"] = FileManager.default.contents(atPath: "\(root)/\(batch)/\(file)")
            }
        }
        return files
    }

    @Test("retention asks for the settlement, leaves no token in old segments or index, and verify holds")
    func retention() throws {
        let folder = try Self.pair()
        let token = "000000000000cafe0000000000000003"
        #expect(try Binary.run(["journal", "index", "in"], in: folder.path).code == 0)
        let shown = try Binary.run(["journal", "show", "in", "--token", token], in: folder.path)
        #expect(shown.lines.count == 1 && shown.output.contains("\"kind\": \"tap\""))
        let arguments = ["journal", "retain", "in", "--date", "2027-03-01", "--json"]
        try FileManager.default.createDirectory(atPath: folder.file("settled"), withIntermediateDirectories: false)
        let early = try Binary.run(arguments + ["--settled", "settled"], in: folder.path)
        #expect(try early.object()["segments"] as? [Int] == [])
        #expect(try Self.settle(["in", "out"], folder, Self.small(folder)).code == 0)
        let run = try Binary.run(arguments + ["--settled", "settled"], in: folder.path)
        #expect(try run.object()["segments"] as? [Int] == [1])
        #expect(try run.object()["removed"] as? [String] == ["index.sqlite"])
        let verify = try Binary.run(["journal", "verify", "in", "--json"], in: folder.path)
        #expect(try verify.object()["ok"] as? Bool == true && verify.code == 0)
        #expect(try Binary.run(["journal", "index", "in"], in: folder.path).code == 0)
        #expect(try Binary.run(["journal", "show", "in", "--token", token], in: folder.path).output.isEmpty)
        for name in ["00000001.fgj", "index.sqlite"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("in/\(name)")))
            #expect(bytes.firstRange(of: Data(repeating: 0xC7, count: 4)) == nil, "\(name)")
            #expect(bytes.firstRange(of: Data([3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])) == nil, "\(name)")
        }
    }

    /// What it reads, and what lies beside that, is never written over.
    @Test(arguments: ["in/00000001.fgj", "in/head", "settled/devices.csv", "analysts.key", "link"])
    func exportKeepsWhatItReads(output: String) throws {
        let folder = try Self.pair()
        #expect(try Self.settle(["in", "out"], folder).code == 0)
        try folder.write(String(repeating: "5a", count: 32) + "\n", to: "analysts.key")
        let isPrepared =
            unsafe chmod(folder.file("analysts.key"), 0o600) == 0 && symlink("in/head", folder.file("link")) == 0
        #expect(isPrepared)
        let run = try Binary.run(
            [
                "journal", "export", "in", "--format", "tides", "--rotation-key", "analysts.key", "--settled",
                "settled",
                "--devices", output,
            ], in: folder.path)
        #expect(run.code == 73 && run.words.contains(output), "\(run.words)")
        #expect(try folder.text("analysts.key").hasPrefix("5a5a"))
        #expect(try Binary.run(["journal", "verify", "in"], in: folder.path).code == 0)
        for name in ["-", ""] {
            let none = try Binary.run(
                ["journal", "export", "in", "--format", "tides", "--devices", name], in: folder.path)
            #expect(none.code == 64 && none.output.isEmpty && none.words.contains("--devices"), "\(none.words)")
        }
        let csv = try Binary.run(["journal", "export", "in", "--format", "csv", "--devices", "d.csv"], in: folder.path)
        #expect(csv.code == 64 && csv.words.contains("--devices"), "\(csv.words)")
    }

    @Test func exports() throws {
        let folder = try Self.pair()
        let tides = try Binary.run(
            ["journal", "export", "out", "--format", "tides", "--devices", "devices.csv"], in: folder.path)
        #expect(tides.code == 0 && tides.lines.count == 11, "\(tides.words)")
        #expect(tides.lines[1].hasPrefix("out-1-1,2026-11-24,2026-11-24T09:00:00+08:00,,0.00,CNY,Exit,"))
        #expect(!tides.output.contains("cafe0000000000000003"))
        #expect(try folder.text("devices.csv").hasSuffix("out,SZ030,,,Fare gate,FareGate,,\n"))
        try folder.write(
            "format: faregate-tariff/1\nextends: shenzhen\ncaps:\n  day: [{amount_fen: 500, media: [quickpass]}]\n",
            to: "capped.yaml")
        #expect(try Self.settle(["in", "out"], folder, ["--tariff", "capped.yaml"]).code == 0)
        let capped = try Binary.run(
            ["journal", "export", "out", "--format", "tides", "--settled", "settled"], in: folder.path)
        #expect(capped.lines.dropFirst().count { $0.contains(",true,") } == 10, "\(capped.words)")
        #expect(!tides.output.contains(",true,"))
        let stable = try Binary.run(
            ["journal", "export", "out", "--format", "ndjson", "--stable-token"], in: folder.path)
        #expect(stable.lines.count == 10 && stable.output.contains("000000000000cafe0000000000000003"))
    }

    @Test func acquires() throws {
        let folder = try Self.pair()
        #expect(try Self.settle(["in", "out"], folder).code == 0)
        try folder.write(String(repeating: "07", count: 32) + "\n", to: "acquirer.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("acquirer.key"))
        let words = [
            "journal", "acquire", "settled/\(Self.date)-1", "--acquirer-key", "acquirer.key", "--deny-list", "deny.txt",
        ]
        let run = try Binary.run(words, in: folder.path)
        #expect(run.code == 2 && run.lines.count == 11, "\(run.words)")
        #expect(run.words.contains("acquirer.key: opens none of 10 accounts' data"), "\(run.words)")
        #expect(run.lines.dropFirst().allSatisfy { $0.hasSuffix(",not-openable") }, "what was sealed is no box")
        #expect(!FileManager.default.fileExists(atPath: folder.file("deny.txt")))
        let lock = unsafe open(folder.path, O_RDONLY)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        #expect(try Binary.run(words, in: folder.path).code == 69, "another process keeps the list")
        close(lock)
        let changed = try Binary.shell(
            """
            f=$(ls settled/\(Self.date)-1/*-accounts.csv) && chmod u+w $f && echo >>$f
            $FG journal acquire settled/\(Self.date)-1 --acquirer-key acquirer.key
            """, in: folder)
        #expect(
            changed.code == 65 && changed.words.contains("-accounts.csv: is not as the batch's"), "\(changed.words)")
        let key = "1 \(String(repeating: "0a", count: 32))\n"
        try folder.write(key, to: "device.key")
        _ = try Binary.shell("chmod 600 device.key; mv settled/\(Self.date)-1 settled/\(Self.date)-2", in: folder)
        let other = try Self.settle(["in"], folder, Self.small(folder) + ["--key", "device.key", "--lang", "zh"])
        #expect(other.code == 65 && other.words.contains("-1: 缺失"), "\(other.words)")
        _ = try Binary.shell("rm -r settled", in: folder)
        let unkeyed = try Self.settle(["in"], folder, Self.small(folder) + ["--key", "device.key"])
        #expect(unkeyed.code == 65 && unkeyed.words.contains("give the device key of this journal"), "\(unkeyed.words)")
    }
}
