import Bundles
import EMV
import Fares
import Gate
import Lane
import QRTickets
import SmartCard

/// Loads payloads as what their types say: what makes, installs and reads them goes by the same loaders.
///
/// - **Errors**: thrown as the loaders throw them, with the bundle's name in the place of a file's.
enum BundleLoader {
    /// What messages call a bundle.
    static func name(_ type: BundleType, _ version: UInt64) -> String { "\(type.rawValue) \(version)" }

    static func network(_ files: BundledFiles, _ name: String) throws -> Edition {
        try Edition.read(
            files: Dictionary(uniqueKeysWithValues: files.files.map { ($0.name, $0.bytes) }), id: name)
    }

    static func qrRoots(_ bytes: [UInt8], allowsTestKeys: Bool) throws -> RootStore {
        let roots = CardInputFile.text(bytes).flatMap { Hex.bytes($0) } ?? bytes
        return try RootStore(parsing: roots.span, allowsTestKeys: allowsTestKeys)
    }

    /// What is wrong with a payload, whatever gate it is for: test keys, stations and the signers of revocations are a
    /// gate's to judge.
    static func fault(of type: BundleType, _ version: UInt64, _ bytes: [UInt8]) -> PayloadFault? {
        let name = name(type, version)
        return fault {
            switch type {
            case .tariff: _ = try Tariff.read(file: name, bytes: bytes)
            case .network: _ = try network(try BundledFiles(parsing: bytes), name)
            case .caKeys: _ = try CAKeyLists.read(bytes, name, allowsTestKeys: true)
            case .qrRoots: _ = try qrRoots(bytes, allowsTestKeys: true)
            case .revocations:
                do { _ = try RevocationList(parsing: bytes, keys: []) } catch let fault as RevocationFault {
                    guard fault.kind == .badSignature else { throw fault }
                }
            case .emergencies: try EmergencyReleaseFile.check(file: name, bytes: bytes)
            case .acceptList: _ = try AcceptList(parsing: bytes)
            case .denyList, .set: break
            }
        }
    }

    /// The same of a verified bundle.
    static func fault(of bundle: InstalledBundle) -> PayloadFault? {
        switch bundle.manifest.type {
        // Checked by those who verify it, and large.
        case .denyList, .set: nil
        default: fault(of: bundle.manifest.type, bundle.manifest.version, bundle.payload)
        }
    }

    /// What a loader throws, in its words.
    static func fault(of work: () throws -> Void) -> PayloadFault? {
        do {
            try work()
            return nil
        } catch {
            let words = Wording(of: error)
            return PayloadFault(english: words.english, chinese: words.chinese)
        }
    }
}
