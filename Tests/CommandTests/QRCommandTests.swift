import Foundation
import QRTickets
import TestSupport
import Testing

/// `qr`: codes out and in again, and nothing shown that is not verified.
struct QRCommandTests {
    private static let formats = ["mot-v2", "fg-sm2", "fg-p256", "fg-ed25519"]
    private static let account = "8800000000000001"

    private func run(_ arguments: [String], in folder: Folder) throws -> Run {
        try Binary.run(["qr"] + arguments, in: folder.path, environment: ["XDG_STATE_HOME": folder.file("state")])
    }

    private func issue(_ format: String, _ more: [String] = [], in folder: Folder) throws {
        let issued = try run(
            ["issue", "--format", format, "--account", Self.account, "--at", "1795392000", "--out", "code"] + more,
            in: folder)
        #expect(issued.code == 0 && issued.output.isEmpty, "\(issued.words)")
    }

    private func verify(_ more: [String], in folder: Folder) throws -> [String: Any] {
        let run = try run(["verify", "code", "--json"] + more, in: folder)
        #expect(run.code == 0 && !run.output.contains(Self.account), "\(run.words)")
        return try run.object()
    }

    @Test("an issued code verifies with test roots only, and only in its time", arguments: formats)
    func roundTrip(format: String) throws {
        let folder = try Folder()
        try issue(format, in: folder)
        let test = ["--test-roots", "--now"]
        let good = try verify(test + ["1795392060"], in: folder)
        #expect(good["result"] as? String == "accept" && good["format"] as? String == format)
        #expect(good["test_keys"] as? Bool == true)
        let hash = try #require(good["account"] as? String)
        #expect(hash.count == 32)
        let fields = try #require(good["fields"] as? [String: Any])
        #expect(fields["limit_fen"] as? Int == 2000 && fields["generated"] as? Int == 1_795_392_000)
        let display = try #require(good["display"] as? [String: Any])
        #expect(display["zh"] as? String == "请通行" && display["en"] as? String == "Please go through")
        let shown = try run(["verify", "code", "--json", "--reveal"] + test + ["1795392060"], in: folder).object()
        #expect(shown["account"] as? String == Self.account)
        // One day, one hash.
        #expect(try verify(test + ["2026-11-23 08:00:59"], in: folder)["account"] as? String == hash)
        for (more, result) in [
            (test + ["1795392061"], "expired"), (test + ["2026-11-22T23:59:39Z"], "clock"),
            (test + ["2026-11-22T23:59:40Z"], "accept"), (["--now", "1795392000"], "accept"),
            (test + ["1795392000", "--max-validity", "59"], "validity-too-long"),
        ] {
            let object = try verify(more, in: folder)
            #expect(object["result"] as? String == result)
            let isShown = !(object["fields"] is NSNull) || !(object["account"] is NSNull)
            #expect(isShown == (result == "accept"))
        }
    }

    @Test("a railway's code by the test issuer: with test roots or its issuer's key, and with no other")
    func railway() throws {
        let folder = try Folder()
        try issue("uic-u2", ["--valid", "120"], in: folder)
        let good = try verify(["--test-roots", "--now", "1795392120"], in: folder)
        #expect(good["result"] as? String == "accept" && good["format"] as? String == "uic-u2")
        #expect(good["test_keys"] as? Bool == true)
        let decoded = try run(["decode", "code", "--json"], in: folder)
        let object = try decoded.object()
        #expect(decoded.code == 0 && object["format"] as? String == "uic-u2")
        let point = "026b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        try folder.write("carrier,key,point,not_after\n9999,1,\(point),\n", to: "keys.csv")
        for (more, result) in [
            (["--test-roots", "--now", "1795392121"], "expired"), (["--now", "1795392000"], "accept"),
            (["--railway-keys", "keys.csv", "--now", "1795392000"], "issuer-signature"),
            (["--railway-keys", "keys.csv", "--test-roots", "--now", "1795392000"], "issuer-signature"),
        ] {
            #expect(try verify(more, in: folder)["result"] as? String == result, "\(more)")
        }
        try folder.write("9999,1,\(point)\n", to: "keys.csv")
        #expect(try run(["verify", "code", "--railway-keys", "keys.csv"], in: folder).code == 65)
        let long = ["issue", "--format", "uic-u2", "--account", "1", "--valid", "3601", "--out", "long"]
        #expect(try run(long, in: folder).code == 64)
        let early = ["issue", "--format", "uic-u2", "--account", "1", "--at", "1", "--out", "early"]
        #expect(try run(early, in: folder).code == 64)
    }

    @Test("bytes, hexadecimal and base64 are told apart", arguments: formats)
    func inputForms(format: String) throws {
        let folder = try Folder()
        try issue(format, in: folder)
        let bytes = try Data(contentsOf: URL(filePath: folder.file("code")))
        try issue(format, ["--hex"], in: folder)
        let hex = try folder.text("code")
        #expect(hex == bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n")
        for text in [hex, hex.uppercased(), bytes.base64EncodedString() + "\r\n", " " + hex] {
            try folder.write(text, to: "code")
            #expect(try verify(["--test-roots", "--now", "1795392000"], in: folder)["result"] as? String == "accept")
        }
        for (text, result, kind) in [
            ("134567890123456789\n", "unsupported-format", "wechat-payment"), ("TX00", "unsupported-format", "tencent"),
            ("6223456789012345678", "online-required", "unionpay-payment"), ("", "malformed", nil),
            ("zz!", "unknown-format", nil),
        ] as [(String, String, String?)] {
            try folder.write(text, to: "code")
            let object = try verify([], in: folder)
            #expect(object["result"] as? String == result && object["format"] as? String == kind)
        }
    }

    @Test("decode hides account and card number unless they are to be revealed, and says that nothing is verified")
    func decode() throws {
        let folder = try Folder()
        try issue("mot-v2", in: folder)
        let hidden = try run(["decode", "code", "--json"], in: folder)
        #expect(hidden.code == 0 && !hidden.output.contains(Self.account))
        #expect(try hidden.object()["verified"] as? Bool == false)
        let shown = try run(["decode", "code", "--reveal", "--json"], in: folder)
        #expect(try shown.object()["account"] as? String == Self.account)
        try folder.write("8101", to: "code")
        let broken = try run(["decode", "code", "--json"], in: folder)
        #expect(broken.code == 65)
        #expect(try broken.object()["result"] as? String == "malformed")
    }

    @Test("an older revocation list than the last one is refused, and a revoked issuer's code")
    func revocations() throws {
        let folder = try Folder()
        try issue("fg-p256", in: folder)
        let options = ["--test-roots", "--now", "1795392000", "--revocations", "list"]
        func write(
            _ number: UInt64, _ items: [RevokedItem], by key: CodePrivateKey = TestAuthority.revocationKey
        ) throws {
            let file = RevocationList.file(number: number, date: "2026-11-23", items: items, key: key)
            try folder.write(String(decoding: file, as: UTF8.self), to: "list")
        }
        try write(8, [RevokedItem(.issuer, .fareGate, TestAuthority.issuer)])
        #expect(try verify(options, in: folder)["result"] as? String == "revoked")
        #expect(try folder.text("list.number") == "8\n")
        try write(7, [])
        let older = try run(["verify", "code"] + options, in: folder)
        #expect(older.code == 65 && older.words.contains("older than the list before it"))
        try write(9, [])
        #expect(try verify(options, in: folder)["result"] as? String == "accept")
        try write(10, [], by: TestAuthority.issuerKey(.ed25519))
        let unsigned = try run(["verify", "code"] + options, in: folder)
        #expect(unsigned.code == 65 && unsigned.words.contains("signed by no pinned key"))
    }

    @Test("a roots file with a test key is refused unless test roots are accepted")
    func roots() throws {
        let folder = try Folder()
        try issue("mot-v2", in: folder)
        try Data(TestAuthority.rootsFile).write(to: URL(filePath: folder.file("roots")))
        let refused = try run(["verify", "code", "--roots", "roots"], in: folder)
        #expect(refused.code == 65 && refused.words.contains("a test key at byte 0"))
        let object = try verify(["--roots", "roots", "--test-roots", "--now", "1795392000"], in: folder)
        #expect(object["result"] as? String == "accept")
        #expect(try run(["verify", "code", "--roots", "none"], in: folder).code == 65)
    }

    @Test(arguments: [
        (["issue", "--format", "fg-p256", "--account", "", "--out", "x"], "1 to 16"),
        (["issue", "--format", "fg-p256", "--account", "12345678901234567", "--out", "x"], "1 to 16"),
        (["issue", "--format", "fg-p256", "--account", "a", "--out", "x", "--valid", "0"], "--valid"),
        (["issue", "--format", "fg-p256", "--account", "a", "--out", "x", "--limit-fen", "16777216"], "--limit-fen"),
        (["issue", "--format", "fg-p256", "--account", "a", "--out", "x", "--at", "noon"], "--at"),
        (["issue", "--format", "fg", "--account", "a", "--out", "x"], "fg-p256"),
        (["verify", "x", "--now", "4294967296"], "--now"), (["verify", "x", "--max-validity", "0"], "--max-validity"),
    ])
    func usage(arguments: [String], words: String) throws {
        let folder = try Folder()
        let run = try run(arguments, in: folder)
        #expect(run.code == 64 && run.words.contains(words), "\(run.words)")
    }
}
