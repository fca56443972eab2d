import ArgumentParser
import Bundles
import CardCrypto
import SmartCard

/// `faregate bundle keygen`: a key that signs bundles or root sets.
struct BundleKeygenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Make an Ed25519 key for signing.",
        discussion: """
            The private key goes into a file of its owner's only; the public key is printed. A file that is there is not \
            overwritten. Keep it off the gates: they need public keys only.

            Example:
              faregate bundle keygen --out other-signer.key
            """)

    @Option(help: "The private key's file.")
    var out: String

    @OptionGroup var words: LanguageOptions

    func run() throws {
        Machine.forbidCoreFiles()
        let file = try WholeFile(out)
        guard Machine.fileSize(out) == nil else { throw failure(Wording.keyIsThere.at(out), CommandExit.cannotCreate) }
        var generator = SystemRandomNumberGenerator()
        let key = Ed25519PrivateKey.generate(using: &generator)
        try file.write(SecretFile.text(key.seed), onlyIfNew: true)
        // Another process may have made one meanwhile.
        let kept = try BundleKeyFile.privateKey(out)
        Terminal.print(HexText.text(kept.publicKey) + "\n")
    }
}
