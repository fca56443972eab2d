import Foundation
import TestSupport
import Testing

/// `card verify`: what is genuine, what is not, and what cannot be told.
struct CardVerifyTests {
    /// Taps cards of profiles one after the other into one transcript.
    private func transcript(_ profiles: [String], reveals: Bool, in folder: Folder) throws -> String {
        var text = ""
        for profile in profiles {
            let run = try Binary.run(
                [
                    "card", "tap", "--profile", profile, "--station", "罗湖", "--direction", "entry", "--state", "state",
                    "--transcript", "one.log",
                ] + (reveals ? ["--reveal"] : []), in: folder.path)
            #expect(run.code == 0, "\(run.words)")
            text += try folder.text("one.log")
        }
        return text
    }

    private func verify(_ text: String, in folder: Folder, _ more: [String] = []) throws -> Run {
        try folder.write(text, to: "tap.log")
        return try Binary.run(["card", "verify", "tap.log", "--test-keys"] + more, in: folder.path)
    }

    /// A masked transcript of a good card is no forgery.
    @Test(arguments: ["quickpass-debit", "quickpass-sm2", "unionpay-contact", "visa"])
    func masked(profile: String) throws {
        let folder = try Folder()
        let run = try verify(try transcript([profile], reveals: false, in: folder), in: folder)
        #expect(run.code == 65 && !run.output.contains("fail"), "\(run.output)")
        guard profile.hasPrefix("quickpass") else { return }
        #expect(run.output.contains("masked, cannot be verified; record with --reveal"), "\(run.output)")
        let chinese = try verify(try folder.text("tap.log"), in: folder, ["--lang", "zh"])
        #expect(chinese.output.contains("已屏蔽"), "\(chinese.output)")
        let json = try verify(try folder.text("tap.log"), in: folder, ["--json"])
        let items = try #require(try json.object()["items"] as? [[String: Any]])
        #expect(items.first?["result"] as? String == "masked")
    }

    /// Each application selected gives a result of its own.
    @Test func severalTaps() throws {
        let folder = try Folder()
        let text = try transcript(["quickpass-credit", "QP-E07", "quickpass-debit"], reveals: true, in: folder)
        let run = try verify(text, in: folder, ["--json"])
        #expect(run.code == 0)
        let items = try #require(try run.object()["items"] as? [[String: Any]])
        #expect(items.map { $0["result"] as? String } == ["ok", "fail", "ok"], "\(run.output)")
        #expect((items[2]["name"] as? String)?.contains("application 3 (A000000333010101)") == true, "\(run.output)")
        let one = try verify(try transcript(["quickpass-debit"], reveals: true, in: folder), in: folder)
        #expect(one.output == "tap.log (fDDA): ok\n", "\(one.output)")
    }

    /// Answers in pieces, as readers for T=0 record them.
    @Test func answersInPieces() throws {
        let folder = try Folder()
        var lines: [String] = []
        for line in try transcript(["quickpass-credit"], reveals: true, in: folder).split(separator: "\n") {
            guard line.hasPrefix("< "), line.count > 40 else {
                lines.append(String(line))
                continue
            }
            lines += ["\(line.prefix(22))6110", "> 00C0000010", "< \(line.dropFirst(22))"]
        }
        let run = try verify(lines.joined(separator: "\n"), in: folder)
        #expect(run.code == 0 && run.output.contains(": ok"), "\(run.output)")
    }

    /// Files in which there is nothing to check.
    @Test(arguments: [
        ("{\"hello\": 1}", 65), ("[]", 65), ("[{\"rid\": \"A000000333\", \"index\": \"80\"}]", 65), ("< 9000\n", 65),
        ("> 00B2010C00\n< 6A83\n", 65), ("", 65), ("{", 65), ("[1]", 65), ("hello", 65),
        ("> 00A4040007A000000003101000\n< 6F00\n", 65),
    ])
    func nothing(text: String, code: Int32) throws {
        let folder = try Folder()
        for more in [[], ["--json"]] {
            let run = try verify(text, in: folder, more)
            #expect(run.code == code && run.words.contains("tap.log"), "\(text): \(run.words)")
            let all = run.output + run.words
            for raw in ["noApplication", "noProcessing", "DecodingError", "NSCocoa", "Error Domain", "Swift."] {
                #expect(!all.contains(raw), "\(all)")
            }
        }
    }
}
