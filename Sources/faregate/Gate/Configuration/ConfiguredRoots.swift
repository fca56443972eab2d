import Fares
import Lane
import QRTickets

/// Whose codes a gate takes.
enum ConfiguredRoots {
    /// The roots that a bundle brings, else those that the configuration names; where test keys are accepted, the test
    /// authority's too.
    ///
    /// - **Errors**: of the file.
    static func store(_ keys: GateConfiguration.Keys, bundled: [UInt8]?) throws -> RootStore {
        var store = RootStore()
        if let bytes = try bundled ?? keys.roots.map({ try readWholeFile($0.path, limit: VectorFiles.mostBytes) }) {
            store = try BundleLoader.qrRoots(bytes, allowsTestKeys: keys.acceptsTest)
        }
        if keys.acceptsTest, !store.hasTestKeys {
            let own = TestAuthority.rootsFile
            try store.add(own.span, allowsTestKeys: true)
        }
        return store
    }
}
