import ArgumentParser
import Fares
import QRTickets
import SmartCard

/// `faregate qr roots make`: an own authority's keys, and the roots file that gates pin.
struct QRRootsMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make an own authority's keys, and the roots file for gates.",
        discussion: """
            The folder gets one file a private key, mode 0600. Where the folder is there already its keys stay, and the \
            roots file is written anew from them. A gate needs the roots file and nothing of the folder (Docs/qr.md).

            Example:
              faregate qr roots make --keys keys --out roots.bin
            """)

    @Option(help: "The authority's folder; made where it is not there.")
    var keys: String

    @Option(help: "The roots file; - is stdout.")
    var out: String

    @Option(help: "A file of 64 hex digits, mode 0600: the same seed gives the same keys (default: random keys).")
    var seed: String?

    @Option(help: "What certificates call the roots, two hex digits (default: 01).")
    var index: String?

    @Option(help: "The issuer, eight decimal digits (default: 00000001).")
    var issuer: String?

    @Option(help: "The platform of codes of the Ministry's form, eight decimal digits (default: 00000001).")
    var platform: String?

    @Option(help: "First second: seconds since 1970, or YYYY-MM-DD HH:MM:SS in China (default: now).")
    var from: String?

    @Option(help: "Last month, YYYY-MM, to 2099-12 (default: December in ten years).")
    var until: String?

    @Flag(help: "Write hexadecimal text, not bytes.")
    var hex = false

    @OptionGroup var words: LanguageOptions

    /// How long the roots are good unless told.
    private static let usualYears = 10
    /// Which years certificates can name.
    private static let years = 2000...2099

    func validate() throws {
        if let index, AuthoritySettings.index(index) == nil {
            throw wrongUsage(.takes("--index", "two hex digits", "两位十六进制数字"))
        }
        for (option, value) in [("--issuer", issuer), ("--platform", platform)] {
            if let value, AuthoritySettings.number(value) == nil {
                throw wrongUsage(.takes(option, "eight decimal digits", "八位十进制数字"))
            }
        }
        guard CodeMoment.read(from) != nil else { throw wrongUsage(.takesTime("--from")) }
        guard settings != nil else { throw wrongUsage(.takesLastMonth) }
    }

    func run() throws {
        Machine.forbidCoreFiles()
        let file = out == "-" ? nil : try WholeFile(out)
        let folder = AuthorityFolder(path: keys)
        if let file, folder.owns(file) { throw wrongUsage(.takesOtherFile("--out")) }
        if folder.exists {
            let named = [seed, index, issuer, platform, from, until]
            guard named.allSatisfy({ $0 == nil }) else { throw wrongUsage(.authorityIsThere(keys)) }
        } else {
            guard let settings else { throw wrongUsage(.takesLastMonth) }
            try folder.make(settings, seed: try seed.map(SecretFile.read))
            Terminal.say("faregate: \(Wording.keysMade.at(keys).text)")
        }
        let records = try folder.roots()
        do throws(RootFault) { _ = try RootStore(parsing: records.span) } catch {
            throw failure(Wording(of: error).at(keys), CommandExit.badData)
        }
        let bytes = hex ? Array((Hex.text(records).lowercased() + "\n").utf8) : records
        if let file { try file.write(bytes) } else { Terminal.print(bytes) }
    }

    private var settings: AuthoritySettings? {
        guard let from = CodeMoment.read(from) else { return nil }
        let year = LocalTime(seconds: from.seconds).date.calendar.year + Self.usualYears
        let usual = min(max(year, Self.years.lowerBound), Self.years.upperBound)
        guard let until = AuthoritySettings.month(until ?? "\(usual)-12"),
            let index = AuthoritySettings.index(index ?? "01"),
            let issuer = AuthoritySettings.number(issuer ?? "00000001"),
            let platform = AuthoritySettings.number(platform ?? "00000001")
        else { return nil }
        return AuthoritySettings(index: index, issuer: issuer, platform: platform, from: from.seconds, until: until)
    }
}
