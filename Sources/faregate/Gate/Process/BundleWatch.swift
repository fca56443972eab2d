import Bundles
import Journal
import Lane
import SmartCard

/// Looks now and then whether a store of signed bundles has changed, and puts its deny list in force between taps.
///
/// - **Shape**: the main thread's. What else a store has in force is read at the next start of whoever uses it.
/// - **Errors**: a store that cannot be read is said once for each reason; what was in force stays.
final class BundleWatch {
    /// How often the store is looked at.
    private static let pauseMilliseconds = 1000

    private let store: BundleStore
    private let tokenKeys: [UInt64]
    private let say: (Wording) -> Void
    private var installed: InstalledBundles?
    private var said: Set<String> = []
    private var nextMilliseconds = 0

    /// Opens the store.
    ///
    /// - **Parameters**: `tokenKeys`, check values of the keys that the gate knows cards by.
    /// - **Errors**: said on stderr; an exit code.
    init(
        _ configuration: GateConfiguration.Bundles, tokenKeys: [UInt64], say: @escaping (Wording) -> Void
    ) throws {
        let pinned = try BundleKeyFile.roots(configuration.roots.path)
        self.tokenKeys = tokenKeys
        self.say = say
        do throws(BundleStorageError) {
            store = BundleStore(try BundleFolder(configuration.folder.path, creates: true), pinned: pinned)
        } catch {
            throw BundleKeyFile.failed(error)
        }
    }

    /// Looks, if it is time; `put` takes a deny list that is another than before.
    func look(at clock: BundleClock, put: (DenyList?) -> Void) {
        guard GateClock.milliseconds >= nextMilliseconds else { return }
        nextMilliseconds = GateClock.milliseconds + Self.pauseMilliseconds
        do throws(BundleStorageError) {
            let number = try store.number()
            guard installed?.number != number else { return }
            let found = try store.read(at: clock, tokenKeys: tokenKeys, after: installed)
            let old = installed?.denyList()?.version
            installed = found
            let list = found.denyList()
            if list?.version != old { put(list) }
            for alarm in found.alarms where !alarm.isInformation { sayOnce(Wording(of: alarm)) }
        } catch {
            sayOnce(Wording(of: error))
        }
    }

    private func sayOnce(_ words: Wording) {
        if said.insert(words.english).inserted { say(words) }
    }
}
