import Foundation
import TestSupport
import Testing

/// The keys of the real gate: none is made in place of one that is missing, and none changes in silence.
struct GateKeyTests {
    private static func gate(_ folder: Folder, _ minute: String, _ more: [String] = []) throws -> Run {
        try Binary.run(
            [
                "gate", "--simulated", "quickpass-credit", "--state", "card", "--station", "罗湖", "--direction", "entry",
                "--journal", "j", "--once", "--json", "--time", "2026-11-24 08:\(minute):00",
            ] + more, in: folder.path)
    }

    private static func records(_ folder: Folder) throws -> [[String: Any]] {
        try Binary.run(["journal", "show", "j"], in: folder.path).lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("a token key that is missing beside a journal with tokens is not made anew")
    func missingTokenKey() throws {
        let folder = try Folder()
        #expect(try Self.gate(folder, "00").code == 0)
        let key = try folder.text("j/token.key")
        try FileManager.default.removeItem(atPath: folder.file("j/token.key"))
        for (language, words) in [("en", "the token key is missing"), ("zh", "缺少令牌密钥")] {
            let run = try Self.gate(folder, "10", ["--lang", language])
            #expect(run.code == 78 && run.words.contains(words), "\(run.words)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("j/token.key")))
        try folder.write(key, to: "j/token.key")
        #expect(try Self.gate(folder, "20").code == 0)
    }

    @Test("an authenticated journal does not go on without its device key")
    func missingDeviceKey() throws {
        let folder = try Folder()
        try folder.write("1 \(String(repeating: "0a", count: 32))\n", to: "device.key")
        _ = try Binary.shell("chmod 600 device.key", in: folder)
        #expect(try Self.gate(folder, "00", ["--device-key", "device.key"]).code == 0)
        let refused = try Self.gate(folder, "10")
        #expect(refused.code == 78 && refused.words.contains("authenticated with device key 1"), "\(refused.words)")
        #expect(try Self.gate(folder, "20", ["--device-key", "device.key"]).code == 0)
        let verified = try Binary.run(["journal", "verify", "j", "--key", "device.key"], in: folder.path)
        #expect(verified.code == 0, "\(verified.words)")
    }

    @Test("another token key under the same number is noticed; one with a number of its own is taken")
    func otherTokenKey() throws {
        let folder = try Folder()
        let first = try Self.gate(folder, "00").object()
        try FileManager.default.moveItem(atPath: folder.file("j/token.key"), toPath: folder.file("old.key"))
        try folder.write(String(repeating: "5a", count: 32) + "\n", to: "j/token.key")
        let refused = try Self.gate(folder, "10")
        #expect(refused.code == 78 && refused.words.contains("--token-key-number"), "\(refused.words)")
        let taken = try Self.gate(folder, "20", ["--token-key-number", "2", "--previous-token-key", "old.key"])
        #expect(taken.code == 0, "\(taken.words)")
        #expect(try taken.object()["token"] as? String != first["token"] as? String)
        let keys = try Self.records(folder).filter { $0["kind"] as? String == "token-key" }
        #expect(keys.map { $0["token_key_id"] as? Int } == [1, 2])
        #expect(Set(keys.compactMap { $0["check_value"] as? String }).count == 2)
    }

    @Test("a device key that has changed is announced under the old one; another one under a used number is refused")
    func deviceKeyChange() throws {
        let folder = try Folder()
        let (one, two) = ("1 \(String(repeating: "11", count: 32))\n", "2 \(String(repeating: "22", count: 32))\n")
        for (name, text) in [("one", one), ("both", one + two), ("two", two)] {
            try folder.write(text, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file(name))
        }
        #expect(try Self.gate(folder, "00", ["--device-key", "one"]).code == 0)
        #expect(try Self.gate(folder, "10", ["--device-key", "both"]).code == 0)
        #expect(try Self.gate(folder, "20", ["--device-key", "both"]).code == 0)
        try folder.write("1 \(String(repeating: "99", count: 32))\n", to: "one")
        for (language, words) in [("en", "device key 1 is not the one"), ("zh", "设备密钥 1")] {
            let run = try Self.gate(folder, "25", ["--device-key", "one", "--lang", language])
            #expect(run.code == 78 && run.words.contains(words), "\(run.words)")
        }
        let changes = try Self.records(folder).filter { $0["kind"] as? String == "key-change" }
        #expect(changes.map { $0["new_key_id"] as? Int } == [2])
        #expect(changes.map { $0["key_id"] as? Int } == [1])
        #expect(try Binary.run(["journal", "verify", "j", "--key", "both"], in: folder.path).code == 0)
        #expect(try Binary.run(["journal", "verify", "j", "--key", "two"], in: folder.path).code == 65)
    }

    @Test("a card's file of another kind is not taken for the one that is asked for")
    func otherCard() throws {
        let folder = try Folder()
        #expect(try Self.gate(folder, "00").code == 0)
        for (language, words) in [("en", "holds a quickpass-credit, not a t-union"), ("zh", "不是 t-union")] {
            let run = try Self.gate(folder, "10", ["--simulated", "t-union", "--lang", language])
            #expect(run.code == 65 && run.words.contains(words), "\(run.words)")
        }
    }

    @Test("two journals of one device that are begun in the same second have different epochs")
    func epochs() throws {
        let folder = try Folder()
        var epochs: Set<Int> = []
        for name in ["a", "b", "c"] {
            _ = try Binary.run(
                [
                    "gate", "--simulated", "quickpass-credit", "--station", "罗湖", "--direction", "entry", "--journal",
                    name, "--once", "--time", "2026-11-24 08:00:00",
                ], in: folder.path)
            let object = try Binary.run(["journal", "verify", name, "--json"], in: folder.path).object()
            let epoch = try #require(object["epoch"] as? Int)
            #expect(epoch < 1 << 52)
            epochs.insert(epoch)
        }
        #expect(epochs.count == 3)
    }
}
