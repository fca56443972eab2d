import Bundles
import CardCrypto
import TestSupport

/// Bundles, root sets, packed files and deny indexes, as whoever carries them may have changed them.
extension FuzzTarget {
    private static let bundleKeys: (signer: Ed25519PrivateKey, roots: [UInt8]) = {
        var random = SplitMix64(seed: 1)
        let signer = Ed25519PrivateKey.generate(using: &random)
        guard let key = BundleKey(signer.publicKey) else { preconditionFailure("a key that was just made") }
        let signers = BundleType.allCases.map { RootSet.Signer(type: $0, key: key) }
        return (
            signer, RootSet.file(version: 1, expires: 2_000_000_000, roots: [key], signers: signers, keys: [signer])
        )
    }()

    private static let soundBundle: [UInt8] = {
        let key = DenyTokenKey(number: 1, checkValue: 2)
        guard let payload = try? DenyIndexBuilder.payload(listed: Array(1...40), key: key) else { return [] }
        let manifest = BundleManifest(
            type: .denyList, version: 7, issued: 1_700_000_000, notBefore: 1_700_000_000, expires: 1_900_000_000,
            form: .denyIndex, size: payload.count, sha256: Digest.hash(.sha256, payload), keyIdentifier: [])
        return BundleHead(signing: manifest, with: bundleKeys.signer).bytes + payload
    }()

    /// The first byte chooses what is changed; three bytes a change follow: place, place, value.
    static func bundle(_ bytes: [UInt8]) {
        guard let choice = bytes.first, let roots = try? RootSet(parsing: bundleKeys.roots) else { return }
        switch choice % 4 {
        case 0:
            let bundle = changed(soundBundle, bytes.dropFirst())
            let clock = BundleClock(seconds: 1_800_000_000, isTrusted: true)
            guard case .success(let found)? = try? BundleStore.check(bundle, by: roots, at: clock) else { return }
            // Every byte of a bundle counts.
            precondition(bundle == soundBundle && found.manifest.version == 7)
        case 1:
            guard let set = try? RootSet(parsing: changed(bundleKeys.roots, bytes.dropFirst())) else { return }
            precondition(set.signers.count <= RootSet.mostKeys)
            if set.isSelfSigned { precondition(set == roots) }
        case 2:
            let text = Array("faregate files 1\n".utf8) + bytes.dropFirst()
            guard let files = try? BundledFiles(parsing: text) else { return }
            precondition(files.bytes == text)
        default:
            let index = Array(soundBundle.dropFirst(BundleHead.length))
            guard let file = MappedFile(copying: changed(index, bytes.dropFirst())),
                let list = try? DenyIndex(file, from: 0)
            else { return }
            for key in list.listed { precondition(list.lists(key) && list.isListed(key)) }
        }
    }

    private static func changed(_ sound: [UInt8], _ changes: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = sound
        var rest = changes
        while rest.count >= 3, let first = rest.popFirst(), let second = rest.popFirst(), let value = rest.popFirst() {
            bytes[(Int(first) << 8 | Int(second)) % bytes.count] = value
        }
        return bytes
    }
}
