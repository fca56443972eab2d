import ArgumentParser
import Bundles
import SmartCard

/// `faregate bundle show`: what a store has in force.
struct BundleShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a store has in force, and what somebody should look at.",
        discussion: """
            Everything is verified anew. With --check the exit code is 2 where there is an alarm. With the gate's \
            --token-key a deny list that is made for another key is none, as at the gate.

            Example:
              faregate bundle show bundles --roots roots --json
            """)

    @Argument(help: "The store.")
    var store: String

    @Option(help: "The root set that is pinned on the gate.")
    var roots: String

    @Option(help: "The gate's key of tokens as hex in a file (mode 0600).")
    var tokenKey: String?

    @OptionGroup var time: BundleClockOptions

    @Flag(help: "Exit code 2 where there is an alarm.")
    var check = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let pinned = try BundleKeyFile.roots(roots)
        let clock = try time.clock()
        let keys = try tokenKey.map { [try BundleKeyFile.tokenCheckValue($0)] }
        let installed: InstalledBundles
        do throws(BundleStorageError) {
            let folder = try BundleFolder(store, creates: false)
            installed = try BundleStore(folder, pinned: pinned).read(at: clock, tokenKeys: keys)
        } catch {
            throw BundleKeyFile.failed(error)
        }
        Terminal.print(json ? BundleReport.json(installed).text() + "\n" : BundleReport.text(installed))
        for alarm in installed.alarms { Terminal.say("faregate: \(Wording(of: alarm).text)") }
        if check, installed.alarms.contains(where: { !$0.isInformation }) { throw CommandExit.differences }
    }
}
