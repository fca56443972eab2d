import Bundles
import EMV
import Fares
import Lane
import SmartCard

/// Reads the store of bundles that a configuration names; a store that is not there yet has nothing in force.
struct ConfiguredBundles {
    private let configuration: GateConfiguration
    private let faults: ConfigurationFaults
    private let date: ServiceDate

    init(_ configuration: GateConfiguration, _ faults: ConfigurationFaults, _ date: ServiceDate) {
        self.configuration = configuration
        self.date = date
        self.faults = faults
    }

    /// What is in force now; nil where there is no store, or it cannot be read, which is noted then.
    var installed: InstalledBundles? {
        // Roots that are not there are noted with the other files.
        guard let named = configuration.bundles, Machine.reasonNotToRead(named.roots.path) == nil else { return nil }
        do {
            let pinned = try BundleKeyFile.rootSet(named.roots.path)
            guard Machine.reasonNotToRead(named.folder.path) == nil else { return nil }
            let store = BundleStore(try BundleFolder(named.folder.path, creates: false), pinned: pinned)
            let clock = BundleClock(
                seconds: UInt64(max(0, GateClock.unixSeconds)), isTrusted: GateClock.isSynchronised)
            return try BundleTrial(configuration, on: date).read(store, at: clock, tokenKeys: tokenKeys)
        } catch let fault as VectorFiles.Fault {
            refuse(fault.what, named.roots.place)
        } catch let error as BundleStorageError {
            refuse(Wording(of: error), named.folder.place)
        } catch {
            refuse(Wording(of: error), named.folder.place)
        }
        return nil
    }

    /// What of the store cannot be used, for whoever checks the configuration.
    var unusable: [BundleAlarm] {
        (installed?.alarms ?? []).filter { alarm in
            switch alarm {
            case .damaged, .signerWithdrawn, .missing: true
            default: false
            }
        }
    }

    /// The check values of the token keys that are there; nil: none is, and the gate makes one. What is wrong with
    /// their files is noted where they are read.
    private var tokenKeys: [UInt64]? {
        let tokens = configuration.tokens
        let own = tokens.key?.path ?? configuration.store.folder.path + "/token.key"
        let keys = [own, tokens.previousKey?.path].compactMap { path -> UInt64? in
            guard let path, Machine.fileSize(path) != nil, let text = try? readWholeFile(path, limit: 65_536),
                let key = Hex.bytes(String(decoding: text, as: UTF8.self))
            else { return nil }
            return CardTokenizer(key: key, identifier: 1)?.checkValue
        }
        return keys.isEmpty ? nil : keys
    }

    private func refuse(_ words: Wording, _ place: ConfigurationPlace) {
        faults.add(.wrong(english: words.english, chinese: words.chinese), at: place)
    }
}
