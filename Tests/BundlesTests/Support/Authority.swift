import Bundles
import CardCrypto
import TestSupport

/// Who signs in tests: root keys, and a signer for every type, from seeds.
struct Authority {
    static let now: UInt64 = 1_795_800_000
    static let day: UInt64 = 86_400
    static let tokenKey = DenyTokenKey(number: 1, checkValue: 0x1122_3344_5566_7788)

    let root: Ed25519PrivateKey
    let signer: Ed25519PrivateKey

    init(seed: UInt64 = 1) {
        var random = SplitMix64(seed: seed)
        root = Ed25519PrivateKey.generate(using: &random)
        signer = Ed25519PrivateKey.generate(using: &random)
    }

    static func key(_ private: Ed25519PrivateKey) -> BundleKey {
        guard let key = BundleKey(`private`.publicKey) else { preconditionFailure("a key that was just made") }
        return key
    }

    /// The text of a root set that names this authority's keys.
    func rootsFile(
        version: UInt64 = 1, expires: UInt64 = now + 400 * day, types: [BundleType] = BundleType.allCases,
        also signedBy: [Ed25519PrivateKey] = []
    ) -> [UInt8] {
        RootSet.file(
            version: version, expires: expires, roots: [Self.key(root)],
            signers: types.map { RootSet.Signer(type: $0, key: Self.key(signer)) }, keys: signedBy + [root])
    }

    /// The text of a root set by this authority's root key that names the signers of several.
    func rootsFile(
        version: UInt64 = 1, expires: UInt64 = now + 400 * day, naming others: [Authority]
    ) -> [UInt8] {
        RootSet.file(
            version: version, expires: expires, roots: [Self.key(root)],
            signers: others.flatMap { other in
                BundleType.allCases.map { RootSet.Signer(type: $0, key: Self.key(other.signer)) }
            }, keys: [root])
    }

    func roots(expires: UInt64 = now + 400 * day) throws -> RootSet {
        try RootSet(parsing: rootsFile(expires: expires))
    }

    /// A manifest that fits a payload.
    func manifest(_ type: BundleType, _ version: UInt64, _ payload: [UInt8]) -> BundleManifest {
        BundleManifest(
            type: type, version: version, issued: Self.now - 100, notBefore: Self.now - 100,
            expires: Self.now + 7 * Self.day, form: type.forms[0], size: payload.count,
            sha256: Digest.hash(.sha256, payload), keyIdentifier: [])
    }

    /// A whole bundle.
    func bundle(
        _ type: BundleType, _ version: UInt64, _ payload: [UInt8] = Array("x".utf8),
        _ change: (inout BundleManifest) -> Void = { _ in }
    ) -> [UInt8] {
        var manifest = manifest(type, version, payload)
        change(&manifest)
        return BundleHead(signing: manifest, with: signer).bytes + payload
    }

    /// A set of these bundles.
    func set(_ version: UInt64, _ bundles: [[UInt8]]) throws -> [UInt8] {
        let members = try bundles.map { try BundleHead(parsing: Array($0.prefix(BundleHead.length))).manifest }
        return bundle(.set, version, []) { manifest in
            for member in members { manifest.members[member.type] = member.reference }
        }
    }

    /// A deny list, or a change of one.
    func denyList(
        _ version: UInt64, _ listed: [UInt64], unlisted: [UInt64] = [], base: [UInt8]? = nil,
        key: DenyTokenKey = tokenKey
    ) throws -> [UInt8] {
        let base = try base.map { try BundleHead(parsing: Array($0.prefix(BundleHead.length))).manifest.reference }
        let payload = try DenyIndexBuilder.payload(
            listed: listed, unlisted: unlisted, key: key, base: base?.version ?? 0)
        return bundle(.denyList, version, payload) { $0.base = base }
    }
}

extension BundleClock {
    /// A trusted clock at the time of the tests, so much later.
    static func later(_ seconds: UInt64 = 0, isTrusted: Bool = true) -> BundleClock {
        BundleClock(seconds: Authority.now + seconds, isTrusted: isTrusted)
    }
}
