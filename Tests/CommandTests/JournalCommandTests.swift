import Fares
import Foundation
import Gate
import Journal
import TestSupport
import Testing

/// `journal verify` and `journal show` on the real binary.
struct JournalCommandTests {
    /// A journal of one start and `taps` taps, authenticated if there is a key.
    private static func make(in folder: Folder, taps: Int, key: DeviceKey? = nil, closes: Bool = true) throws {
        let storage = try FileStorage(folder.file("journal"), creates: true)
        var writer = try JournalWriter.open(storage, device: "SZ001-07", newEpoch: 9, durability: .power, key: key)
        let fares = FareVersion(edition: "2018-08", hash: 1)
        let moment = JournalMoment(wallMilliseconds: 1_535_700_000_123, monotonicNanoseconds: 5)
        try writer.append(
            JournalStart(
                software: "0.1.0", fares: fares, denyListVersion: 0, station: nil, recordsFound: 0, tornBytes: 0),
            at: moment)
        for number in 0..<taps {
            let tap = JournalTap(
                time: LocalTime(seconds: 1_535_700_000), serviceDate: ServiceDate(dayNumber: 17_774), kind: .entry,
                station: JournalStation(index: 1, id: "SZ002"),
                token: JournalToken(token: CardToken(high: 0xAB, low: UInt64(number)), keyIdentifier: 1),
                medium: "quickpass", rider: "adult", fares: fares, outcome: .open, reason: .entered)
            try writer.append(tap, at: moment)
        }
        try writer.commit()
        if closes { try writer.close() }
    }

    private static func flip(_ folder: Folder, _ name: String, byte: Int) throws {
        let file = URL(fileURLWithPath: folder.file("journal/\(name)"))
        var data = try Data(contentsOf: file)
        data[byte] ^= 1
        try data.write(to: file)
    }

    @Test func sound() throws {
        let folder = try Folder()
        try Self.make(in: folder, taps: 3)
        let run = try Binary.run(["journal", "verify", "journal", "--json"], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let object = try run.object()
        #expect(object["records"] as? Int == 4)
        #expect(object["ok"] as? Bool == true)
        #expect(object["torn_tail_bytes"] as? Int == 0)
        #expect(object["first_bad"] is NSNull)
        #expect(object["device"] as? String == "SZ001-07")
        #expect(object["anchored_sequence"] as? Int == 4)
        let words = try Binary.run(["journal", "verify", "journal", "--lang", "zh"], in: folder.path)
        #expect(words.output.contains("日志完好") && words.output.contains("tap: 3"))
        let english = try Binary.run(["journal", "verify", "journal", "--lang", "en"], in: folder.path)
        #expect(english.output.contains("journal sound"))
    }

    @Test func oneRecordALine() throws {
        let folder = try Folder()
        try Self.make(in: folder, taps: 3)
        let run = try Binary.run(["journal", "show", "journal"], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let objects = try run.lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.map { $0["sequence"] as? Int } == [1, 2, 3, 4])
        #expect(objects.map { $0["kind"] as? String } == ["start", "tap", "tap", "tap"])
        #expect(objects[3]["token"] as? String == "00000000000000ab0000000000000002")
        #expect(objects[3]["station"] as? String == "SZ002")
        #expect(objects[3]["outcome"] as? String == "open")
        #expect(objects[3]["wall_ms"] as? Int == 1_535_700_000_123)
        let later = try Binary.run(["journal", "show", "journal", "--from", "4"], in: folder.path)
        #expect(later.lines == [run.lines[3]])
    }

    @Test func damaged() throws {
        let folder = try Folder()
        try Self.make(in: folder, taps: 3)
        try Self.flip(folder, "00000001.fgj", byte: 500)
        let run = try Binary.run(["journal", "verify", "journal", "--json"], in: folder.path)
        #expect(run.code == 65)
        let object = try run.object()
        #expect(object["ok"] as? Bool == false)
        let place = try #require(object["first_bad"] as? [String: Any])
        #expect(place["segment"] as? String == "00000001.fgj")
        #expect(place["fault"] as? String == "checksum")
        #expect(run.words.contains("journal damaged at 00000001.fgj"))
        let shown = try Binary.run(["journal", "show", "journal"], in: folder.path)
        #expect(shown.code == 65)
        #expect(shown.lines.count == (place["sequence"] as? Int ?? 0) - 1)
    }

    @Test func tornTail() throws {
        let folder = try Folder()
        try Self.make(in: folder, taps: 3, closes: false)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("journal/00000001.fgj")))
        try file.seekToEnd()
        try file.write(contentsOf: Data([1, 2, 3]))
        try file.close()
        let run = try Binary.run(["journal", "verify", "journal", "--json"], in: folder.path)
        #expect(run.code == 0)
        #expect(try run.object()["torn_tail_bytes"] as? Int == 3)
        #expect(try Binary.run(["journal", "show", "journal"], in: folder.path).words.contains("3 bytes"))
    }

    @Test func keys() throws {
        let folder = try Folder()
        let hex = String(repeating: "07", count: 32)
        try Self.make(in: folder, taps: 2, key: DeviceKey(identifier: 1, key: [UInt8](repeating: 7, count: 32)))
        try folder.write("1 \(hex)\n", to: "good.key")
        try folder.write("1 \(String(repeating: "08", count: 32))\n", to: "bad.key")
        let open = try Binary.run(["journal", "verify", "journal", "--key", "good.key"], in: folder.path)
        #expect(open.code == 78)
        #expect(open.words.contains("chmod 600"))
        try folder.write("2 \(hex)\n", to: "other.key")
        for name in ["good.key", "bad.key", "other.key"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file(name))
        }
        let good = try Binary.run(["journal", "verify", "journal", "--key", "good.key", "--json"], in: folder.path)
        #expect(good.code == 0)
        #expect(try good.object()["authenticated"] as? Int == 3)
        let bad = try Binary.run(["journal", "verify", "journal", "--key", "bad.key", "--json"], in: folder.path)
        #expect(bad.code == 65)
        #expect((try bad.object()["first_bad"] as? [String: Any])?["fault"] as? String == "mac")
        let other = try Binary.run(["journal", "verify", "journal", "--key", "other.key"], in: folder.path)
        #expect(other.code == 65 && other.output.contains("NOT AUTHENTICATED"), "\(other.output)")
    }

    @Test("records without a code are not sound for whoever has the key, unless the operator says where the key began")
    func recordsWithoutACode() throws {
        let folder = try Folder()
        try Self.make(in: folder, taps: 2)
        try Self.make(in: folder, taps: 1, key: DeviceKey(identifier: 1, key: [UInt8](repeating: 7, count: 32)))
        try folder.write("1 \(String(repeating: "07", count: 32))\n", to: "device.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("device.key"))
        let verify = ["journal", "verify", "journal", "--key", "device.key", "--json"]
        let all = try Binary.run(verify, in: folder.path)
        #expect(all.code == 65 && all.words.contains("--authenticated-from 4"), "\(all.words)")
        let object = try all.object()
        #expect(object["ok"] as? Bool == false && object["authenticated_from"] as? Int == 4)
        let first = try #require(object["first_bad"] as? [String: Any])
        #expect(first["fault"] as? String == "not-authenticated" && first["sequence"] as? Int == 1)
        let from = try Binary.run(verify + ["--authenticated-from", "4"], in: folder.path)
        #expect(from.code == 0, "\(from.words)")
        #expect(try from.object()["ok"] as? Bool == true)
        let early = try Binary.run(verify + ["--authenticated-from", "3"], in: folder.path)
        #expect(early.code == 65)
        let without = ["journal", "verify", "journal"]
        #expect(try Binary.run(without, in: folder.path).code == 0)
        #expect(try Binary.run(without + ["--authenticated-from", "4"], in: folder.path).code == 64)
    }

    /// A folder without a journal, and what is said.
    @Test(arguments: [("none", "No such file"), ("empty", "no journal")])
    func nothingThere(name: String, words: String) throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.file("empty"), withIntermediateDirectories: false)
        for command in ["verify", "show"] {
            let run = try Binary.run(["journal", command, name], in: folder.path)
            #expect(run.code == 65)
            #expect(run.words.contains(words) && run.words.contains(name), "\(run.words)")
        }
    }
}
