import CardCrypto

/// The first page of a bundle: its manifest with the signature over it; the payload follows.
///
/// - **Shape**: 8 bytes `FGBNDL1\n`, the manifest's length (4, little-endian), 4 zeros, an Ed25519 signature (64) over
///   `FG-bundle` and the manifest, the manifest, zeros up to ``length``. So a payload begins on a page of its own.
/// - **Limits**: ``mostManifestBytes``.
/// - **Errors**: ``BundleFault`` with the offset or the manifest's line.
package struct BundleHead: Hashable, Sendable {
    /// Bytes of a head.
    package static let length = 4096
    /// The longest manifest.
    package static let mostManifestBytes = length - manifestStart
    private static let manifestStart = 80
    private static let magic = Array("FGBNDL1\n".utf8)
    private static let tag = Array("FG-bundle".utf8)

    package let manifest: BundleManifest
    private let signature: [UInt8]

    /// Signs a manifest, whose key name is filled in.
    package init(signing manifest: BundleManifest, with key: Ed25519PrivateKey) {
        var manifest = manifest
        manifest.keyIdentifier = BundleKey.identifier(of: key.publicKey)
        self.manifest = manifest
        signature = key.sign(Self.tag + manifest.bytes)
    }

    /// The head in the first ``length`` bytes of a bundle.
    package init(parsing bytes: [UInt8]) throws(BundleFault) {
        guard bytes.starts(with: Self.magic) else { throw .notBundle }
        guard bytes.count >= Self.length else { throw .truncated(expected: Self.length, found: bytes.count) }
        let count = (8..<12).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
        guard (1...Self.mostManifestBytes).contains(count) else { throw .badHead(at: 8) }
        let end = Self.manifestStart + count
        for index in Array(12..<16) + Array(end..<Self.length) where bytes[index] != 0 { throw .badHead(at: index) }
        signature = Array(bytes[16..<Self.manifestStart])
        let text = bytes[Self.manifestStart..<end]
        manifest = try BundleManifest(parsing: text)
        // One manifest, one text: nothing is signed that is not also read.
        guard manifest.bytes.elementsEqual(text) else { throw .badHead(at: Self.manifestStart) }
    }

    /// The page.
    package var bytes: [UInt8] {
        let text = manifest.bytes
        precondition(text.count <= Self.mostManifestBytes, "a manifest that does not fit its page")
        let count = UInt32(text.count)
        var page = Self.magic
        for shift in [0, 8, 16, 24] { page.append(UInt8(truncatingIfNeeded: count >> UInt32(shift))) }
        page += [0, 0, 0, 0] + signature + text
        return page + [UInt8](repeating: 0, count: Self.length - page.count)
    }

    /// Bytes of the whole bundle.
    package var fileBytes: Int { Self.length + manifest.size }

    /// Whether a key has signed it.
    package func isSigned(by key: BundleKey) -> Bool {
        key.identifier == manifest.keyIdentifier
            && key.publicKey.verify(Self.tag + manifest.bytes, signature: signature)
    }
}
