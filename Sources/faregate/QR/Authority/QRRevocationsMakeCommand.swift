import ArgumentParser
import Fares
import QRTickets
import SmartCard

/// `faregate qr revocations make`: a list signed by an own authority.
struct QRRevocationsMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a revocation list, signed with the key of an own authority.",
        discussion: """
            FORMAT is mot-v2, fg, uic-u1 or uic-u2. An account is named by platform and name, of which only a hash goes \
            into the list, or by that hash. A list takes the place of the last one, so it names everything again; its \
            number must be higher. Of the folder only revocations.key is read.

            Example:
              faregate qr revocations make --keys keys --number 1 --date 2026-11-23 --issuer fg:00000007 --out list
            """)

    @Option(help: "The authority's folder (faregate qr roots make).")
    var keys: String

    @Option(help: "The list's number, higher than the last one's.")
    var number: UInt64

    @Option(help: "The day it was made, YYYY-MM-DD.")
    var date: String

    @Option(help: "All codes of an issuer, FORMAT:HEX; may be given again.")
    var issuer: [String] = []

    @Option(help: "One certificate of an issuer, FORMAT:ISSUER:SERIAL in hex; may be given again.")
    var serial: [String] = []

    @Option(help: "All codes of a platform, FORMAT:HEX; may be given again.")
    var platform: [String] = []

    @Option(help: "One account, FORMAT:PLATFORM:NAME or FORMAT:HASH; may be given again.")
    var account: [String] = []

    @Option(help: "The list; - is stdout.")
    var out: String

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard (1...RevocationList.largestNumber).contains(number) else {
            throw wrongUsage(.range("--number", 1, Int(RevocationList.largestNumber)))
        }
        guard ServiceDate(date) != nil else { throw wrongUsage(.takes("--date", "YYYY-MM-DD")) }
        _ = try items()
    }

    func run() throws {
        Machine.forbidCoreFiles()
        let file = out == "-" ? nil : try WholeFile(out)
        let folder = AuthorityFolder(path: keys)
        if let file, folder.owns(file) { throw wrongUsage(.takesOtherFile("--out")) }
        let key = try folder.key(.revocations)
        let list = RevocationList.file(number: number, date: date, items: try items(), key: key)
        // As a gate will read it.
        do throws(RevocationFault) {
            let publicKey = key.publicKey
            let pinned = CodeKey(key.algorithm, publicKey.span)
            _ = try RevocationList(parsing: list, keys: pinned.map { [$0] } ?? [])
        } catch {
            throw failure(Wording(of: error).at(out), CommandExit.badData)
        }
        if let file { try file.write(list) } else { Terminal.print(list) }
    }

    private func items() throws -> [RevokedItem] {
        let groups: [(RevokedItem.Kind, [String])] = [
            (.issuer, issuer), (.serial, serial), (.platform, platform), (.account, account),
        ]
        var items: [RevokedItem] = []
        for (kind, texts) in groups {
            for text in texts {
                guard let item = RevokedArgument.item(kind, text) else { throw wrongUsage(.takesRevoked(kind)) }
                items.append(item)
            }
        }
        return items
    }
}
