import Bundles
import EMV
import Fares
import Gate
import Lane
import QRTickets

/// Reads a store as a gate can use it: a bundle that its loader refuses counts as damaged, and the one below is in
/// force.
///
/// - **Shape**: one thread's. What was found out stays known until something else is in force.
/// - **Errors**: of the store.
final class BundleTrial {
    private let configuration: GateConfiguration
    private let date: ServiceDate
    private var before: (manifests: [BundleManifest?], refused: [[UInt8]: PayloadFault])?

    /// - **Parameters**: `date`, by which the edition is chosen where none is named.
    init(_ configuration: GateConfiguration, on date: ServiceDate) {
        self.configuration = configuration
        self.date = date
    }

    /// What is in force of a store, as ``BundleStore/read(at:tokenKeys:after:refusing:)``.
    func read(
        _ store: BundleStore, at clock: BundleClock, tokenKeys: [UInt64]? = nil, after known: InstalledBundles? = nil
    ) throws(BundleStorageError) -> InstalledBundles {
        var found = try store.read(at: clock, tokenKeys: tokenKeys, after: known)
        let manifests = BundleType.allCases.map { found[$0]?.manifest }
        if let before, before.manifests == manifests {
            if before.refused.isEmpty { return found }
            return try store.read(at: clock, tokenKeys: tokenKeys, after: found, refusing: before.refused)
        }
        var refused: [[UInt8]: PayloadFault] = [:]
        // Each turn refuses one bundle more, of the few that are kept.
        while let (digest, fault) = firstRefused(of: found), refused[digest] == nil {
            refused[digest] = fault
            found = try store.read(at: clock, tokenKeys: tokenKeys, after: found, refusing: refused)
        }
        before = (manifests, refused)
        return found
    }

    /// The first bundle in force that cannot be loaded beside the others.
    private func firstRefused(of found: InstalledBundles) -> (digest: [UInt8], fault: PayloadFault)? {
        var edition: Edition?
        let network = fault(of: .network, found) { bytes, name in
            edition = try BundleLoader.network(try BundledFiles(parsing: bytes), name)
        }
        if let network { return network }
        // An edition that cannot be read is said with the configuration.
        let place = edition ?? (try? ConfiguredFares.edition(configuration.fares, on: date))
        let keys = configuration.keys
        return fault(of: .tariff, found) { bytes, name in
            let tariff = try Tariff.read(file: name, bytes: bytes)
            if let place { _ = try FareBook(place, tariff: tariff, tariffFile: name) }
        }
            ?? fault(of: .caKeys, found) { bytes, name in
                _ = try CAKeyLists.read(bytes, name, allowsTestKeys: keys.acceptsTest)
            }
            ?? fault(of: .qrRoots, found) { bytes, _ in _ = try ConfiguredRoots.store(keys, bundled: bytes) }
            ?? fault(of: .revocations, found) { bytes, _ in
                let roots = try ConfiguredRoots.store(keys, bundled: found.payload(of: .qrRoots))
                _ = try RevocationList(
                    parsing: bytes, keys: roots.revocationKeys(at: CodeMoment.ofKeysAtGate.seconds))
            }
            ?? fault(of: .acceptList, found) { bytes, _ in _ = try AcceptList(parsing: bytes) }
            ?? fault(of: .emergencies, found) { bytes, name in
                guard let place else { return try EmergencyReleaseFile.check(file: name, bytes: bytes) }
                _ = try EmergencyReleaseFile.read(file: name, bytes: bytes, network: place.network)
            }
    }

    private func fault(
        of type: BundleType, _ found: InstalledBundles, _ load: ([UInt8], String) throws -> Void
    ) -> (digest: [UInt8], fault: PayloadFault)? {
        guard let bundle = found[type] else { return nil }
        let name = BundleLoader.name(type, bundle.manifest.version)
        return BundleLoader.fault(of: { try load(bundle.payload, name) }).map { (bundle.digest, $0) }
    }
}
