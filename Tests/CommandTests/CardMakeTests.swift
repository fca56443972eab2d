import Foundation
import Testing

/// `card make`: what it makes, and which words go together.
struct CardMakeTests {
    private func value(_ name: String, _ text: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix("\(name) = ") }.map { String($0.dropFirst(name.count + 3)) }
    }

    /// A test number that looks the same masked as in clear could not be told from one that got out.
    @Test(arguments: [
        "quickpass-debit", "quickpass-credit", "quickpass-sm2", "quickpass-legacy", "quickpass-cash", "visa", "t-union",
        "dual-brand", "unionpay-contact",
    ])
    func numbersDifferFromTheirMaskedForm(profile: String) throws {
        let run = try Binary.run(["card", "make", "--ready-keys", "--profile", profile])
        for name in ["pan", "visa-pan"] {
            let hidden = try #require(value(name, run.output)).dropFirst(6).dropLast(4)
            #expect(hidden.count >= 6 && hidden.contains { $0 != "0" }, "\(hidden)")
        }
    }

    @Test func aBrokenCardTakesANumberAndASeed() throws {
        let number = "6225880137706868"
        let arguments = ["card", "make", "--fault", "QP-E07", "--pan", number, "--seed", "7"]
        let run = try Binary.run(arguments)
        #expect(
            run.code == 0 && value("pan", run.output) == number && value("fault", run.output) == "QP-E07",
            "\(run.words)")
        #expect(try Binary.run(arguments).output == run.output)
        let ready = try Binary.run(["card", "make", "--fault", "QP-E07", "--ready-keys"])
        #expect(value("card-key", ready.output) != value("card-key", run.output))
        #expect(try Binary.run(["card", "make", "--fault", "QP-E07", "--profile", "quickpass-credit"]).code == 0)
    }

    @Test(arguments: [
        (["--fault", "QP-E07", "--profile", "visa"], "leave out --profile"),
        (["--fault", "QP-E14-nineteen", "--pan", "6225880137706868", "--ready-keys"], "leave out --pan"),
        (["--pan", "6225880137706860"], "check digit"), (["--pan", "62258801"], "12 to 19"),
        (["--profile", "gold"], "--list"), (["--fault", "QP-Z99"], "--list"),
        (["--ready-keys", "--seed", "1"], "not both"),
    ])
    func usage(arguments: [String], words: String) throws {
        let run = try Binary.run(["card", "make"] + arguments)
        #expect(run.code == 64 && run.output == "" && run.words.contains(words), "\(run.words)")
    }

    @Test func theHelpSaysThatTheFileHoldsKeys() throws {
        let help = try Binary.run(["card", "make", "--help"]).output
        #expect(help.contains("private keys") && help.contains("check digit"))
    }
}
