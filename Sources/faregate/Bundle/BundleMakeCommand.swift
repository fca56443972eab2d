import ArgumentParser
import Bundles
import CardCrypto
import SmartCard

/// `faregate bundle make`: a signed bundle of an input.
struct BundleMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a bundle and sign it.",
        discussion: """
            INPUT is one file, for a network its folder, for a set the bundles that belong together. A deny list is made \
            from lines "token HEX" or "par TEXT", as gate --deny-list reads them, but up to 16 million; it needs the token \
            key, under which its entries are hashes. With --base only the differences to that bundle go in.

            Examples:
              faregate bundle make --type tariff --version 1 --expires 2035-01-01T00:00:00Z --key signer.key -o tariff.fgb what-if.yaml
              faregate bundle make --type deny-list --version 7 --expires 2035-01-01T00:00:00Z --key signer.key --token-key token.key -o deny-7.fgb denied.txt
              faregate bundle make --type deny-list --version 8 --expires 2035-01-01T00:00:00Z --key signer.key --token-key token.key --base deny-7.fgb -o deny-8.fgb denied.txt
              faregate bundle make --type set --version 1 --expires 2035-01-01T00:00:00Z --key signer.key -o set.fgb tariff.fgb deny-7.fgb
            """)

    @Option(
        help: "What it is: deny-list, tariff, network, ca-keys, qr-roots, revocations, accept-list, emergencies, set.")
    var type: BundleType

    @Option(help: "Its version, higher than that of the last one of its type.")
    var version: UInt64

    @Option(help: "From when on it counts (default: now).")
    var notBefore: String?

    @Option(help: "From when on it is out of date.")
    var expires: String

    @Option(help: "When it was made (default: now).")
    var issued: String?

    @Option(help: "The signer's private key, mode 0600.")
    var key: String

    @Option(help: "Of a deny list: the key of tokens as hex in a file.")
    var tokenKey: String?

    @Option(help: "Of a deny list: the number of that key.")
    var tokenKeyNumber: UInt32 = 1

    @Option(help: "Of a deny list: the full list's bundle that this one changes.")
    var base: String?

    @Option(name: [.customShort("o"), .long], help: "The bundle; - is stdout.")
    var out: String

    @Argument(help: "What goes in.")
    var input: [String]

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard (1...BundleManifest.largestVersion).contains(version) else {
            throw wrongUsage(.range("--version", 1, Int(BundleManifest.largestVersion)))
        }
        for (name, value) in [("--not-before", notBefore), ("--expires", expires), ("--issued", issued)] {
            guard CodeMoment.read(value) != nil else { throw wrongUsage(.takesTime(name)) }
        }
        guard type == .set || input.count == 1 else { throw wrongUsage(.oneInput) }
        guard type == .denyList || (tokenKey == nil && base == nil) else { throw wrongUsage(.denyListOnly) }
        guard type != .denyList || tokenKey != nil else { throw wrongUsage(.denyListNeedsTokenKey) }
    }

    func run() throws {
        Machine.forbidCoreFiles()
        // One reading of the clock for both: else a bundle might begin before it is made.
        guard let now = CodeMoment.read(nil), let expires = CodeMoment.read(expires),
            let issued = self.issued.map({ CodeMoment($0) }) ?? now,
            let notBefore = self.notBefore.map({ CodeMoment($0) }) ?? now
        else { throw CommandExit.usage }
        guard expires.seconds > notBefore.seconds, expires.seconds > issued.seconds else {
            throw failure(Wording.expiresLater, CommandExit.usage)
        }
        let file = out == "-" ? nil : try WholeFile(out)
        try file?.check(beside: input + [key, tokenKey, base])
        if type == .network, let file, file.lies(in: input[0]) {
            throw failure(Wording.liesInInput(input[0]).at(out), CommandExit.cannotCreate)
        }
        let signer = try BundleKeyFile.privateKey(key)
        let maker = BundlePayload(type: type, version: version)
        let made: BundlePayload.Made
        switch type {
        case .denyList:
            made = try maker.denyList(input[0], tokenKey: tokenKey ?? "", number: tokenKeyNumber, base: base)
        case .set: made = BundlePayload.Made(members: try maker.members(input))
        case .network: made = BundlePayload.Made(bytes: try maker.folder(input[0]))
        default: made = BundlePayload.Made(bytes: try maker.file(input[0]))
        }
        if type != .denyList, type != .set, let fault = BundleLoader.fault(of: type, version, made.bytes) {
            throw failure(Wording(fault.english, fault.chinese).at(input[0]), CommandExit.badData)
        }
        var manifest = BundleManifest(
            type: type, version: version, issued: UInt64(issued.seconds), notBefore: UInt64(notBefore.seconds),
            expires: UInt64(expires.seconds), form: type.forms[0], size: made.bytes.count,
            sha256: Digest.hash(.sha256, made.bytes), keyIdentifier: [])
        manifest.base = made.base
        manifest.members = made.members
        let head = BundleHead(signing: manifest, with: signer)
        // As a gate will read it.
        do throws(BundleFault) { _ = try BundleHead(parsing: head.bytes) } catch {
            throw failure(Wording(of: error).at(out), CommandExit.badData)
        }
        let bytes = head.bytes + made.bytes
        if let file { try file.write(bytes) } else { Terminal.print(bytes) }
        // A day of difference between clocks is let pass there.
        if let now = CodeMoment.read(nil), issued.seconds > now.seconds {
            Terminal.say("faregate: \(Wording.issuedLater.text)")
        }
    }
}
