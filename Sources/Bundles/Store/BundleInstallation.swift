/// What came of an installation.
package enum BundleInstallation: Hashable, Sendable {
    /// In force from now on.
    case inForce(BundleManifest)
    /// Kept; its day has not come.
    case waiting(BundleManifest)
    /// Kept until a set names it.
    case notInSet(BundleManifest)
    /// Was here before; nothing has changed.
    case alreadyHere(BundleManifest)
    /// Nothing has changed.
    case refused(BundleRefusal)

    /// The bundle, if it was taken.
    package var manifest: BundleManifest? {
        switch self {
        case .inForce(let manifest), .waiting(let manifest), .notInSet(let manifest), .alreadyHere(let manifest):
            manifest
        case .refused: nil
        }
    }
}
