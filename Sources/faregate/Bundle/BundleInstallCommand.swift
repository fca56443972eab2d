import ArgumentParser
import Bundles
import SmartCard
import Synchronization

/// `faregate bundle install`: takes bundles and root sets into a gate's store.
struct BundleInstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Take a bundle or a root set into a gate's store, or refuse it.",
        discussion: """
            All or nothing: whatever happens meanwhile, the store has what it had before or the new bundle too. A running \
            gate takes it up by itself. What is in force then is printed. Exit code 65 for a bundle that is refused; the \
            last good one stays in force.

            Examples:
              faregate bundle install tariff.fgb --store bundles --roots roots
              faregate bundle install deny-7.fgb --store bundles --roots roots --type deny-list --json
            """)

    @Argument(help: "The bundle or the root set.")
    var file: String

    @Option(help: "The gate's store, a folder; made where it is not there.")
    var store: String

    @Option(help: "The root set that is pinned on the gate.")
    var roots: String

    @Option(help: "Only a bundle of this type is taken.")
    var type: BundleType?

    @OptionGroup var time: BundleClockOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let pinned = try BundleKeyFile.roots(roots)
        let clock = try time.clock()
        let installed: InstalledBundles
        let outcome: BundleInstallation?
        do {
            let source = try FileBundleSource(file)
            let store = BundleStore(try BundleFolder(store, creates: true), pinned: pinned)
            outcome = try install(source, store, clock)
            installed = try store.read(at: clock)
        } catch let error as BundleStorageError {
            throw BundleKeyFile.failed(error)
        }
        if json {
            Terminal.print(report(outcome, installed).text() + "\n")
        } else {
            Terminal.print(BundleReport.text(installed))
        }
        for alarm in installed.alarms { Terminal.say("faregate: \(Wording(of: alarm).text)") }
        if case .refused(let refusal) = outcome { throw failure(Wording(of: refusal).at(file), CommandExit.badData) }
        if let outcome, !json { Terminal.say("faregate: \(Wording.installed(outcome).text)") }
    }

    private func install(
        _ source: FileBundleSource, _ store: BundleStore, _ clock: BundleClock
    ) throws -> BundleInstallation? {
        let start = try source.read(at: 0, count: RootSet.mostBytes + 1)
        if start.starts(with: Array("faregate bundle-roots ".utf8)) {
            return try store.installRoots(start, at: clock).map { .refused($0) }
        }
        let copied = Atomic(0)
        let bar = ProgressBar(total: Machine.fileSize(file), unit: "MB", perUnit: 1 << 20) {
            copied.load(ordering: .relaxed)
        }
        return try bar.during {
            try store.install(source, at: clock, expecting: type, load: { BundleLoader.fault(of: $0) }) {
                copied.store($0, ordering: .relaxed)
            }
        }
    }

    private func report(_ outcome: BundleInstallation?, _ installed: InstalledBundles) -> JSONValue {
        let (result, reason): (String, String?) =
            switch outcome {
            case nil: ("in-force", nil)
            case .inForce: ("in-force", nil)
            case .waiting: ("waiting", nil)
            case .notInSet: ("not-in-set", nil)
            case .alreadyHere: ("already-here", nil)
            case .refused(let refusal): ("refused", Wording(of: refusal).text)
            }
        return .object([
            ("result", .string(result)), ("reason", .optional(reason)), ("store", BundleReport.json(installed)),
        ])
    }
}
