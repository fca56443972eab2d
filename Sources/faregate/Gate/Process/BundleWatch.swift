import Bundles
import Lane
import SmartCard

/// Looks now and then what a store of signed bundles has in force, and puts its deny list in force between taps.
///
/// - **Shape**: one thread's.
/// - **Errors**: a store that cannot be read or written to, and a bundle that cannot be used, are notices; the last
///   good list stays in force until a newer one is there, or its own signer's key is withdrawn, and so does every other
///   bundle that a running process takes over.
final class BundleWatch {
    /// How often the store is looked at.
    static let pauseMilliseconds = 1000
    /// How often what is in force is found out anew though nothing was installed: days begin and end.
    static let renewalMilliseconds = 30_000

    private let store: BundleStore
    private let tokenKeys: [UInt64]
    private let trial: BundleTrial?
    /// What is in force; nil: it was never read.
    private(set) var installed: InstalledBundles?
    private var failure: BundleStorageError?
    /// Why the store does not remember what is in force.
    private var unremembered: BundleStorageError?
    /// The deny list that was put in force last.
    private var list: BundleManifest?
    /// Why the list that is in force in the store could not be put in force.
    private var listFault: BundleAlarm?
    private var tried: BundledParts?
    private var nextMilliseconds = Int.min
    private var renewal = Int.min

    /// Opens the store.
    ///
    /// - **Parameters**: `tokenKeys`, check values of the keys that the gate knows cards by; `trial`, which tries what
    ///   the gate would load; nil: nothing but deny lists is of interest.
    /// - **Errors**: said on stderr; an exit code.
    init(_ configuration: GateConfiguration.Bundles, tokenKeys: [UInt64], trial: BundleTrial? = nil) throws {
        let pinned = try BundleKeyFile.roots(configuration.roots.path)
        (self.tokenKeys, self.trial) = (tokenKeys, trial)
        do throws(BundleStorageError) {
            store = BundleStore(try BundleFolder(configuration.folder.path, creates: true), pinned: pinned)
        } catch {
            throw BundleKeyFile.failed(error)
        }
    }

    /// Looks, if it is time; whether it has found out anew. `put` takes a deny list that is another than before.
    func look(at clock: BundleClock, milliseconds now: Int, put: (DenyList?) -> Void) -> Bool {
        guard now >= nextMilliseconds else { return false }
        nextMilliseconds = now + Self.pauseMilliseconds
        do throws(BundleStorageError) {
            let number = try store.number()
            guard installed?.number != number || failure != nil || now >= renewal else { return false }
            var found: InstalledBundles
            if let trial {
                found = try trial.read(store, at: clock, tokenKeys: tokenKeys, after: installed)
            } else {
                found = try store.read(at: clock, tokenKeys: tokenKeys, after: installed)
            }
            found = found.keeping(installed, of: BundledParts.live)
            renewal = now + Self.renewalMilliseconds
            (installed, failure) = (found, nil)
            takeList(of: found, put)
            remember(found, at: clock)
            return true
        } catch {
            defer { failure = error }
            return failure != error
        }
    }

    /// What cannot be remembered is in force all the same, and is tried again with the next renewal.
    private func remember(_ found: InstalledBundles, at clock: BundleClock) {
        unremembered = nil
        do throws(BundleStorageError) { installed = try store.remember(found, at: clock) } catch {
            unremembered = error
        }
    }

    private func takeList(of found: InstalledBundles, _ put: (DenyList?) -> Void) {
        let manifest = found[.denyList]?.manifest
        listFault = nil
        // A version alone does not tell: a new signer may begin again.
        guard manifest != list else { return }
        // What was verified and is still mapped is better than what is left in a damaged store: nothing, or an older
        // list.
        if let list, found.roots.names(list.keyIdentifier, for: .denyList),
            (manifest?.version ?? 0) < list.version
        {
            return
        }
        do throws(DenyFault) {
            put(try found.denyList())
            list = manifest
        } catch {
            listFault = manifest.map { .damaged(.denyList, version: $0.version, reason: .index(error)) }
        }
    }

    /// Whether these parts were not handed on before: what cannot be taken over is tried once.
    func isUntried(_ parts: BundledParts) -> Bool {
        defer { tried = parts }
        return tried != parts
    }

    /// How the bundles stand at a moment.
    func report(at clock: BundleClock) -> BundleStatus {
        var status = BundleStatus()
        if let failure = failure ?? unremembered { status.notices.append(BundleNotice(failure)) }
        guard let installed else { return status }
        for type in BundleType.allCases {
            guard let manifest = type == .denyList ? list : installed[type]?.manifest else { continue }
            status.parts.append(
                BundleStatus.Part(
                    type: type, version: manifest.version,
                    ageSeconds: clock.seconds - min(manifest.issued, clock.seconds), expires: manifest.expires))
        }
        for alarm in installed.alarms + [listFault].compactMap(\.self) where !alarm.isInformation {
            var notice = BundleNotice(alarm, in: installed, at: clock)
            if notice.type == .denyList, notice.ageSeconds == nil, let list {
                notice.ageSeconds = clock.seconds - min(list.issued, clock.seconds)
            }
            status.notices.append(notice)
        }
        return status
    }
}
