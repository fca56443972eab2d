import ArgumentParser
import Bundles
import CardCrypto
import SmartCard

/// `faregate bundle roots`: a root set, which gates pin or follow.
struct BundleRootsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roots",
        abstract: "Make a root set: whose signatures gates take, for which types.",
        discussion: """
            The first set is put on each gate by hand. To change keys, make the next version, signed with a root key of \
            the set before too (--previous-key), and install it like a bundle. --signer names a public key (64 hex \
            digits) or the file of its private key, for all types, or for one as TYPE=KEY.

            Examples:
              faregate bundle roots --version 1 --expires 2036-01-01T00:00:00Z --root-key root.key --signer signer.key -o roots
              faregate bundle roots --version 2 --expires 2037-01-01T00:00:00Z --root-key new.key --previous-key root.key --signer deny-list=signer.key -o roots-2
            """)

    @Option(help: "Its version; 1, or one more than the last one's.")
    var version: UInt64

    @Option(help: "From when on nothing is taken by it.")
    var expires: String

    @Option(help: "The file of a root key, which signs; may be given again (the first one signs).")
    var rootKey: [String]

    @Option(help: "The file of a root key of the set before.")
    var previousKey: String?

    @Option(help: "KEY or TYPE=KEY; may be given again.")
    var signer: [String] = []

    @Option(name: [.customShort("o"), .long], help: "The file; - is stdout.")
    var out: String

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard (1...BundleManifest.largestVersion).contains(version) else {
            throw wrongUsage(.range("--version", 1, Int(BundleManifest.largestVersion)))
        }
        guard CodeMoment.read(expires) != nil else { throw wrongUsage(.takesTime("--expires")) }
        guard !rootKey.isEmpty else { throw wrongUsage(.takes("--root-key", "a file", "文件")) }
    }

    func run() throws {
        Machine.forbidCoreFiles()
        guard let moment = CodeMoment.read(expires) else { throw CommandExit.usage }
        let file = out == "-" ? nil : try WholeFile(out)
        try file?.check(beside: rootKey + [previousKey] + signer.map(Self.key))
        let keys = try rootKey.map(BundleKeyFile.privateKey)
        let previous = try previousKey.map(BundleKeyFile.privateKey)
        let text = RootSet.file(
            version: version, expires: UInt64(moment.seconds),
            roots: try keys.map { try BundleKeyFile.publicKey(HexText.text($0.publicKey)) },
            signers: try signer.flatMap(Self.signers), keys: [previous].compactMap { $0 } + keys.prefix(1))
        // As a gate will read it.
        do throws(BundleFault) { _ = try RootSet(parsing: text) } catch {
            throw failure(Wording(of: error).at(out), CommandExit.badData)
        }
        if let file { try file.write(text) } else { Terminal.print(text) }
        // Rightly made, and of no use or of a use that is rarely meant.
        if signer.isEmpty { Terminal.say("faregate: \(Wording.rootsWithoutSigner.text)") }
        if let now = CodeMoment.read(nil), moment.seconds <= now.seconds {
            Terminal.say("faregate: \(Wording.rootsOutOfDate.text)")
        }
    }

    /// The key of KEY or TYPE=KEY.
    private static func key(_ text: String) -> String {
        guard let equals = text.firstIndex(of: "="), BundleType(rawValue: String(text[..<equals])) != nil else {
            return text
        }
        return String(text[text.index(after: equals)...])
    }

    private static func signers(_ text: String) throws -> [RootSet.Signer] {
        guard let equals = text.firstIndex(of: "="), let type = BundleType(rawValue: String(text[..<equals])) else {
            let key = try BundleKeyFile.publicKey(text)
            return BundleType.allCases.map { RootSet.Signer(type: $0, key: key) }
        }
        return [
            RootSet.Signer(type: type, key: try BundleKeyFile.publicKey(String(text[text.index(after: equals)...])))
        ]
    }
}
