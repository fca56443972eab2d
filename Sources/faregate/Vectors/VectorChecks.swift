import EMV
import Foundation

/// Which checker runs which kind of item.
struct VectorChecks {
    /// The CA keys for items that bring none.
    let keys: CAPublicKeyStore
    /// The key lists that lie beside the files, as items.
    let keyItems: [VectorItem]

    /// Whether a kind of item can be run.
    static func knows(_ kind: String) -> Bool { kinds.contains(kind) || CodeVectorFile.knows(kind) }

    private static let kinds: Set<String> = [
        "oda", "quickpass-tap", "tlv", "dol", "sm3", "sm4", "sha1", "sm2-verify", "ca-key", "apdu-trace",
        "transport-trace", "transit-trace", "transit-record", "transit-purchase", "card-image", "edep-mac",
        "entry-point",
    ]

    /// Where an item differs from what is expected; empty if nowhere.
    func differences(_ item: VectorItem) -> [VectorComparison.Difference] {
        if CodeVectorFile.knows(item.kind) {
            do { return try CodeVectors.differences(item) } catch {
                return [.init(path: "item", expected: "a result", got: "\(error)")]
            }
        }
        if item.kind != "ca-key", item.expected.isEmpty {
            return [.init(path: "expected", expected: "something", got: "nothing: the item has no expectations")]
        }
        do {
            switch item.kind {
            case "ca-key":
                let expected = item.json.filter { ["bits", "sha1"].contains($0.key) }
                return VectorComparison.differences(expected: expected, got: try DataVectors.caKey(item))
            case "entry-point":
                return EntryPointVectors.check(item.json).map { .init(path: $0, expected: "", got: "") }
            default:
                return VectorComparison.differences(expected: item.expected, got: try results(item))
            }
        } catch {
            return [.init(path: "item", expected: "a result", got: "\(error)")]
        }
    }

    private func results(_ item: VectorItem) throws -> [String: Any] {
        switch item.kind {
        case "tlv": return try DataVectors.tlv(item)
        case "dol": return try DataVectors.dol(item)
        case "sha1": return try DataVectors.checkValueRule(item, keys: keyItems, store: keys)
        case "sm3", "sm4", "sm2-verify": return try DataVectors.crypto(item)
        case "oda": return try AuthenticationVectors(keys: keys).authentication(item)
        case "quickpass-tap": return try TapVectors(keys: keys).tap(item)
        case "apdu-trace": return try TraceVectors(keys: keys).trace(item)
        case "transport-trace": return try TransportVectors.exchange(item)
        case "transit-trace", "transit-record", "transit-purchase": return try TransitVectors.dialogue(item)
        case "card-image": return try TransitVectors.image(item)
        case "edep-mac": return try TransitVectors.purchase(item)
        default: throw VectorItem.MissingInput(path: "kind: \(item.kind) is not known, so the item was not run;")
        }
    }
}
