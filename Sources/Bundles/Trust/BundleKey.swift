import CardCrypto

/// A key that may sign bundles or root sets.
///
/// - **Errors**: nil for bytes that are no sound Ed25519 key.
package struct BundleKey: Sendable {
    package let publicKey: Ed25519PublicKey
    /// Its name: the first 8 bytes of its SHA-256.
    package let identifier: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard let key = Ed25519PublicKey(bytes), key.isSound else { return nil }
        publicKey = key
        identifier = Self.identifier(of: bytes)
    }

    /// The name of a public key.
    package static func identifier(of publicKey: [UInt8]) -> [UInt8] {
        Array(Digest.hash(.sha256, publicKey).prefix(BundleManifest.keyIdentifierBytes))
    }
}

extension BundleKey: Hashable {
    package static func == (left: BundleKey, right: BundleKey) -> Bool { left.publicKey.bytes == right.publicKey.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(publicKey.bytes) }
}
