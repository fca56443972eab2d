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
            last good one stays in force. A deny list must be made for the token key of the one in force, or for the \
            gate's --token-key: for another key it would list nobody.

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

    @Option(help: "The gate's key of tokens as hex in a file (mode 0600): only deny lists made for it are taken.")
    var tokenKey: String?

    @Flag(help: "Take a deny list for another token key than that of the one in force.")
    var newTokenKey = false

    @OptionGroup var time: BundleClockOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let pinned = try BundleKeyFile.roots(roots)
        let clock = try time.clock()
        let key = try tokenKey.map { try BundleKeyFile.tokenCheckValue($0) }
        let source = try BundleKeyFile.source(file)
        if let name = Machine.names(store).flatMap({ BundleStore.foreign(among: $0) }) {
            throw failure(Wording.notStore(name).at(store), CommandExit.cannotCreate)
        }
        let installed: InstalledBundles
        let outcome: BundleInstallation?
        do {
            let store = BundleStore(try BundleFolder(store, creates: true), pinned: pinned)
            let before = try store.read(at: clock, tokenKeys: key.map { [$0] })
            let keys = key ?? (newTokenKey ? nil : before[.denyList]?.index?.key.checkValue)
            outcome = try install(source, store, clock, keys.map { [$0] })
            installed = try store.read(at: clock, tokenKeys: key.map { [$0] }, after: before)
        } catch let error as BundleStorageError {
            throw BundleKeyFile.failed(error)
        }
        if json {
            Terminal.print(report(outcome, installed).text() + "\n")
        } else {
            Terminal.print(BundleReport.text(installed))
        }
        for alarm in installed.alarms { Terminal.say("faregate: \(Wording(of: alarm).text)") }
        if case .refused(.otherTokenKey(let number)) = outcome, tokenKey == nil {
            throw failure(Wording.otherThanInForce(number).at(file), CommandExit.badData)
        }
        // One that was here before and cannot be used now is no better than one that is refused.
        if case .alreadyHere(let manifest) = outcome {
            for case .damaged(manifest.type, manifest.version, let reason) in installed.alarms {
                throw failure(Wording(of: reason).at(file), CommandExit.badData)
            }
        }
        if case .refused(let refusal) = outcome { throw failure(Wording(of: refusal).at(file), CommandExit.badData) }
        if !json {
            Terminal.say(
                "faregate: \((outcome.map(Wording.installed) ?? .rootsInstalled(installed.roots.version)).text)")
        }
    }

    /// What an installation leaves free for the store's state and for whatever else lies on the file system.
    private static let spareBytes = 256 << 10

    private func install(
        _ source: FileBundleSource, _ store: BundleStore, _ clock: BundleClock, _ tokenKeys: [UInt64]?
    ) throws -> BundleInstallation? {
        let start = try source.read(at: 0, count: RootSet.mostBytes + 1)
        if start.starts(with: Array("faregate bundle-roots ".utf8)) {
            if let type { throw failure(Wording.rootsAreNo(type).at(file), CommandExit.badData) }
            return try store.installRoots(start, at: clock).map { .refused($0) }
        }
        let size = try source.size()
        if let room = Machine.room(self.store), room < size + Self.spareBytes {
            throw failure(Wording.noRoom(size + Self.spareBytes).at(self.store), CommandExit.inputOutput)
        }
        let copied = Atomic(0)
        let bar = ProgressBar(total: size, unit: "MB", perUnit: 1 << 20) {
            copied.load(ordering: .relaxed)
        }
        return try bar.during {
            try store.install(
                source, at: clock, expecting: type, tokenKeys: tokenKeys, load: { BundleLoader.fault(of: $0) }
            ) {
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
