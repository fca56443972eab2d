import Foundation
import QRTickets
import TestSupport
import Testing

/// `qr roots`, `qr revocations` and `qr issue --keys`: an operator's own authority from its keys to a gate's verdict.
struct QRAuthorityTests {
    private static let account = "8800000000000001"
    private static let seed = String(repeating: "5a", count: 32) + "\n"

    private func run(_ arguments: [String], in folder: Folder) throws -> Run {
        try Binary.run(["qr"] + arguments, in: folder.path, environment: ["XDG_STATE_HOME": folder.file("state")])
    }

    /// An authority of a seed, and its roots file.
    @discardableResult
    private func make(_ name: String = "keys", _ more: [String] = [], in folder: Folder) throws -> Run {
        try secret(Self.seed, "seed", in: folder)
        return try run(
            ["roots", "make", "--keys", name, "--out", name + ".roots", "--seed", "seed", "--from", "1795392000"]
                + more,
            in: folder)
    }

    private func secret(_ text: String, _ name: String, mode: Int = 0o600, in folder: Folder) throws {
        try folder.write(text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file(name))
    }

    private func data(_ name: String, in folder: Folder) throws -> Data {
        try Data(contentsOf: URL(filePath: folder.file(name)))
    }

    private func issue(_ format: String, _ keys: String, in folder: Folder) throws {
        let issued = try run(
            [
                "issue", "--format", format, "--account", Self.account, "--at", "1795392100", "--keys", keys, "--out",
                "code",
            ], in: folder)
        #expect(issued.code == 0, "\(issued.words)")
    }

    private func result(_ more: [String], in folder: Folder) throws -> String? {
        let run = try run(["verify", "code", "--json", "--now", "1795392100"] + more, in: folder)
        #expect(run.code == 0, "\(run.words)")
        return try run.object()["result"] as? String
    }

    @Test(
        "codes of an own authority: taken with its roots, and with no others",
        arguments: ["mot-v2", "fg-sm2", "fg-p256", "fg-ed25519"])
    func wholeChain(format: String) throws {
        let folder = try Folder()
        let made = try make(in: folder)
        #expect(made.code == 0 && made.words.contains("new private keys"), "\(made.words)")
        try issue(format, "keys", in: folder)
        #expect(try result(["--roots", "keys.roots"], in: folder) == "accept")
        let verified = try run(
            ["verify", "code", "--roots", "keys.roots", "--now", "1795392100", "--json"], in: folder)
        #expect(try verified.object()["test_keys"] as? Bool == false)
        // Test roots have another index; an authority of random keys has the same one.
        #expect(try result(["--test-roots"], in: folder) == "unknown-ca")
        let other = try run(
            ["roots", "make", "--keys", "other", "--out", "other.roots", "--from", "1795392000"], in: folder)
        #expect(other.code == 0, "\(other.words)")
        #expect(try result(["--roots", "other.roots"], in: folder) == "certificate-signature")
        let early = try run(["verify", "code", "--roots", "keys.roots", "--now", "1795391999", "--json"], in: folder)
        #expect(try early.object()["result"] as? String == "clock")
    }

    @Test("a folder has eleven private files; a seed gives the same keys, chance others; keys that are there stay")
    func keys() throws {
        let folder = try Folder()
        try make(in: folder)
        try make("again", in: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("keys")).sorted()
        #expect(names.count == 11 && names.contains("authority") && names.contains("revocations.key"))
        for name in names {
            let found = try FileManager.default.attributesOfItem(atPath: folder.file("keys/" + name))
            #expect((found[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
            let (one, again) = (try folder.text("keys/" + name), try folder.text("again/" + name))
            #expect(one == again)
        }
        let keys = try names.filter { $0.hasSuffix(".key") }.map { try folder.text("keys/" + $0) }
        #expect(Set(keys).count == 10 && keys.allSatisfy { $0.utf8.count == 65 })
        let again = try data("again.roots", in: folder)
        #expect(try data("keys.roots", in: folder) == again)
        // Made anew from the keys that are there.
        let anew = try run(["roots", "make", "--keys", "keys", "--out", "-", "--hex"], in: folder)
        let bytes = try data("keys.roots", in: folder)
        #expect(anew.output == bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n")
        #expect(!anew.words.contains("new private keys"))
        for name in ["one", "two"] {
            let random = try run(["roots", "make", "--keys", name, "--out", name + ".roots"], in: folder)
            #expect(random.code == 0, "\(random.words)")
        }
        let (one, two) = (try folder.text("one/root-sm2.key"), try folder.text("two/root-sm2.key"))
        #expect(one != two)
    }

    @Test("what a roots file holds, to its first fault")
    func rootsShow() throws {
        let folder = try Folder()
        try make("keys", ["--index", "a7", "--until", "2030-02"], in: folder)
        let shown = try run(["roots", "show", "keys.roots", "--json"], in: folder)
        let records = try #require(try shown.object()["records"] as? [[String: Any]])
        #expect(shown.code == 0 && records.count == 5)
        #expect(records.map { $0["format"] as? String } == ["mot-v2", "fg", "fg", "fg", "fg"])
        #expect(records.map { $0["algorithm"] as? String } == ["sm2", "sm2", "p256", "ed25519", "ed25519"])
        #expect(records.map { $0["index"] as? String } == ["a7", "a7", "a7", "a7", "00"])
        #expect(records.map { $0["purpose"] as? String }.last == "revocations")
        #expect(records.allSatisfy { $0["test"] as? Bool == false && $0["not_after"] as? Int == 1_898_553_599 })
        #expect(records[0]["not_before"] is NSNull && records[1]["not_before"] as? Int == 1_795_392_000)
        // The Ministry's record and the own one carry the same SM2 key.
        let prints = records.compactMap { $0["fingerprint"] as? String }
        #expect(prints[0] == prints[1] && Set(prints).count == 4 && prints.allSatisfy { $0.count == 64 })
        let text = try run(["roots", "show", "keys.roots"], in: folder)
        #expect(text.lines.count == 5 && text.output.contains(" 2030-02-28T23:59:59Z \(prints[4])\n"))

        try Data(TestAuthority.rootsFile).write(to: URL(filePath: folder.file("test")))
        let test = try run(["roots", "show", "test"], in: folder)
        #expect(test.code == 0 && test.lines.count == 5 && test.lines.allSatisfy { $0.hasSuffix(" test") })
        let whole = try data("keys.roots", in: folder)
        try (whole + whole.prefix(144)).write(to: URL(filePath: folder.file("twice")))
        let twice = try run(["roots", "show", "twice", "--json"], in: folder)
        let fault = try #require(try twice.object()["fault"] as? [String: Any])
        #expect(twice.code == 65 && twice.words.contains("the same index twice at byte \(whole.count)"))
        let before = try #require(try twice.object()["records"] as? [Any])
        #expect(fault["offset"] as? Int == whole.count && before.count == 5)
        for (content, words) in [(Data(), "empty"), (Data([1, 2]), "not a root record at byte 0")] {
            try content.write(to: URL(filePath: folder.file("bad")))
            let bad = try run(["roots", "show", "bad"], in: folder)
            #expect(bad.code == 65 && bad.output.isEmpty && bad.words.contains(words), "\(bad.words)")
        }
    }

    @Test("a list by an own authority: what it names is refused, and who has signed it counts")
    func revocations() throws {
        let folder = try Folder()
        try make(in: folder)
        try issue("fg-p256", "keys", in: folder)
        let roots = ["--roots", "keys.roots"]
        func list(_ number: Int, _ items: [String], keys: String = "keys") throws {
            let made = try run(
                ["revocations", "make", "--keys", keys, "--number", "\(number)", "--date", "2026-11-23"] + items
                    + ["--out", "list"], in: folder)
            #expect(made.code == 0, "\(made.words)")
        }
        let rows: [(String, [String], String)] = [
            ("nothing", [], "accept"), ("issuer", ["--issuer", "fg:00000001"], "revoked"),
            ("another format's", ["--issuer", "mot-v2:00000001"], "accept"),
            ("serial", ["--serial", "fg:00000001:00000001"], "revoked"),
            ("another serial", ["--serial", "fg:00000001:00000002"], "accept"),
            ("platform", ["--platform", "fg:00000001"], "revoked"),
            ("account", ["--account", "fg:00000001:\(Self.account)"], "revoked"),
            ("another account", ["--account", "fg:00000001:8800000000000002"], "accept"),
        ]
        for (index, (name, items, expected)) in rows.enumerated() {
            try list(index + 1, items)
            #expect(try result(roots + ["--revocations", "list"], in: folder) == expected, "\(name)")
        }
        try list(20, ["--issuer", "mot-v2:02110001", "--account", "fg:00000001:\(Self.account)"])
        let text = try folder.text("list")
        #expect(!text.contains(Self.account))
        let show = ["revocations", "show", "list", "--now", "1795392100"]
        let shown = try run(show + roots + ["--json"], in: folder)
        let object = try shown.object()
        let items = try #require(object["items"] as? [[String: Any]])
        #expect(object["number"] as? Int == 20 && object["date"] as? String == "2026-11-23" && items.count == 2)
        #expect(items[1]["kind"] as? String == "issuer" && items[1]["id"] as? String == "02110001")
        let hash = try #require(items[0]["id"] as? String)
        try list(21, ["--account", "fg:\(hash)"])
        #expect(try result(roots + ["--revocations", "list"], in: folder) == "revoked")
        #expect(try run(show + roots, in: folder).output == "number 21\ndate 2026-11-23\naccount fg \(hash)\n")
        let stranger = try run(show, in: folder)
        #expect(stranger.code == 65 && stranger.output.isEmpty && stranger.words.contains("signed by no pinned key"))
    }

    @Test("keys that others may read, that are none, or that are not there")
    func badKeys() throws {
        let folder = try Folder()
        try make(in: folder)
        func issued() throws -> Run {
            try run(["issue", "--format", "fg-p256", "--account", "1", "--keys", "keys", "--out", "code"], in: folder)
        }
        let good = try folder.text("keys/root-p256.key")
        try secret(good, "keys/root-p256.key", mode: 0o640, in: folder)
        let open = try issued()
        #expect(open.code == 78 && open.words.contains("chmod 600"), "\(open.words)")
        let zero = String(repeating: "0", count: 64) + "\n"
        for text in ["", "zz\n", String(good.dropLast(2)) + "\n", good + "00", zero] {
            try secret(text, "keys/root-p256.key", in: folder)
            let bad = try issued()
            #expect(bad.code == 65 && bad.words.contains("not a key"), "\(text): \(bad.words)")
        }
        try FileManager.default.removeItem(atPath: folder.file("keys/root-p256.key"))
        #expect(try issued().code == 65)
        try folder.write("faregate-authority 2\n", to: "keys/authority")
        let settings = try issued()
        #expect(settings.code == 65 && settings.words.contains("not the settings"), "\(settings.words)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("code")))
        // A seed of the wrong mode makes nothing; a folder with a stranger's files is left alone.
        try secret(Self.seed, "open", mode: 0o644, in: folder)
        let seeded = try run(["roots", "make", "--keys", "new", "--out", "r", "--seed", "open"], in: folder)
        #expect(seeded.code == 78 && !FileManager.default.fileExists(atPath: folder.file("new")))
        let taken = try run(["roots", "make", "--keys", ".", "--out", "r"], in: folder)
        #expect(taken.code == 73 && !FileManager.default.fileExists(atPath: folder.file("authority")))
    }

    @Test(arguments: [
        (["roots", "make", "--keys", "keys", "--out", "r", "--index", "1"], "--index"),
        (["roots", "make", "--keys", "keys", "--out", "r", "--issuer", "0000000a"], "--issuer"),
        (["roots", "make", "--keys", "keys", "--out", "r", "--platform", "1"], "--platform"),
        (["roots", "make", "--keys", "keys", "--out", "r", "--until", "2030-13"], "--until"),
        (["roots", "make", "--keys", "keys", "--out", "r", "--from", "1795392000", "--until", "2026-10"], "--until"),
        (["roots", "make", "--keys", "keys", "--out", "r", "--from", "soon"], "--from"),
        (["roots", "make", "--keys", "keys", "--out", "r", "--issuer", "00000002"], "has its keys already"),
        (["roots", "make", "--keys", "keys", "--out", "keys/revocations.key"], "--out"),
        (["issue", "--format", "uic-u2", "--account", "1", "--keys", "keys", "--out", "x"], "--keys"),
        (["issue", "--format", "fg-sm2", "--account", "1", "--keys", "keys", "--out", "keys/authority"], "--out"),
    ])
    func usage(arguments: [String], words: String) throws {
        let folder = try Folder()
        try make(in: folder)
        let before = try folder.text("keys/revocations.key")
        let run = try run(arguments, in: folder)
        #expect(run.code == 64 && run.words.contains(words), "\(run.words)")
        #expect(try folder.text("keys/revocations.key") == before)
    }

    /// Options of `revocations make` besides those that it needs, and the option that is wrong.
    @Test(arguments: [
        (["--number", "0", "--date", "2026-11-23"], "--number"),
        (["--number", "9007199254740992", "--date", "2026-11-23"], "--number"),
        (["--number", "1", "--date", "2026-02-30"], "--date"),
        (["--number", "1", "--date", "2026-11-23", "--issuer", "02110001"], "--issuer"),
        (["--number", "1", "--date", "2026-11-23", "--issuer", "fg-p256:02110001"], "--issuer"),
        (["--number", "1", "--date", "2026-11-23", "--issuer", "fg:021100"], "--issuer"),
        (["--number", "1", "--date", "2026-11-23", "--platform", "mot-v2:"], "--platform"),
        (["--number", "1", "--date", "2026-11-23", "--serial", "mot-v2:02110001"], "--serial"),
        (["--number", "1", "--date", "2026-11-23", "--serial", "mot-v2:02110001:00000001"], "--serial"),
        (["--number", "1", "--date", "2026-11-23", "--account", "fg:8800"], "--account"),
        (["--number", "1", "--date", "2026-11-23", "--account", "fg:00000001:12345678901234567"], "--account"),
        (["--number", "1", "--date", "2026-11-23", "--account", "uic-u2:39393939:1"], "--account"),
    ])
    func badLists(options: [String], words: String) throws {
        let folder = try Folder()
        let run = try run(["revocations", "make", "--keys", "keys", "--out", "list"] + options, in: folder)
        #expect(run.code == 64 && run.words.contains(words), "\(run.words)")
        #expect(try folder.names().isEmpty)
    }
}
