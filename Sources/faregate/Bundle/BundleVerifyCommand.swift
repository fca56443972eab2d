import ArgumentParser
import Bundles
import SmartCard
import Synchronization

/// `faregate bundle verify`: whether a gate with these roots would take a bundle.
struct BundleVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a bundle as a gate with an empty store would.",
        discussion: """
            Signature, signer, dates, hash, and of a deny list its order, index and filter. Whether it is newer than what \
            a gate has is found out there. Exit code 65 for a bundle that is refused.

            Example:
              faregate bundle verify tariff.fgb --roots roots --json
            """)

    @Argument(help: "The bundle.")
    var file: String

    @Option(help: "The root set.")
    var roots: String

    @OptionGroup var time: BundleClockOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let pinned = try BundleKeyFile.roots(roots)
        let clock = try time.clock()
        let copied = Atomic(0)
        let bar = ProgressBar(total: Machine.fileSize(file), unit: "MB", perUnit: 1 << 20) {
            copied.load(ordering: .relaxed)
        }
        let source = try BundleKeyFile.source(file)
        var result: Result<InstalledBundle, BundleRefusal>
        do {
            result = try bar.during {
                try BundleStore.check(source, by: pinned, at: clock) { copied.store($0, ordering: .relaxed) }
            }
        } catch let error as BundleStorageError {
            throw BundleKeyFile.failed(error)
        }
        if case .success(let bundle) = result, let fault = BundleLoader.fault(of: bundle) {
            result = .failure(.payload(fault))
        }
        switch result {
        case .success(let bundle):
            let report = JSONValue.object([("result", "ok"), ("manifest", BundleReport.json(bundle.manifest))])
            Terminal.print(json ? report.text() + "\n" : BundleReport.text(bundle.manifest) + "\n")
        case .failure(let refusal):
            if json {
                let reason = JSONValue.string(Wording(of: refusal).text)
                Terminal.print(JSONValue.object([("result", "refused"), ("reason", reason)]).text() + "\n")
            }
            throw failure(Wording(of: refusal).at(file), CommandExit.badData)
        }
    }
}
