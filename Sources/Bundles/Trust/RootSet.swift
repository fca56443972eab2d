import CardCrypto

/// Whose signatures a gate takes: for each type of bundle its signers, and the root keys that may name others.
///
/// The first one is pinned: the operator puts it on the gate. Later ones are signed by a root key of the one before and
/// by one of their own, and their version is the next one, so that a gate which was away follows the chain.
///
/// - **Shape**: lines of ASCII: `faregate bundle-roots 1`, `version N`, `expires SECONDS`, lines `root HEX` and then
///   lines `signer TYPE HEX` in ascending order, then one or two lines `signature KEY HEX` over `FG-bundle-roots` and
///   all lines before the first of them. One signature is enough (threshold 1).
/// - **Limits**: ``mostBytes``, ``mostKeys``.
/// - **Errors**: ``BundleFault`` with the line.
package struct RootSet: Hashable, Sendable {
    /// The most bytes of a file.
    package static let mostBytes = 64 << 10
    /// The most root keys, and the most signers.
    package static let mostKeys = 64
    private static let tag = Array("FG-bundle-roots".utf8)

    package let version: UInt64
    /// From then on nothing new is taken by it; seconds since 1970.
    package let expires: UInt64
    package let roots: [BundleKey]
    package let signers: [Signer]
    private let signed: [UInt8]
    private let signatures: [Signature]

    /// A key that may sign one type.
    package struct Signer: Hashable, Sendable {
        package let type: BundleType
        package let key: BundleKey

        package init(type: BundleType, key: BundleKey) {
            self.type = type
            self.key = key
        }
    }

    private struct Signature: Hashable, Sendable {
        let key: [UInt8]
        let bytes: [UInt8]
    }

    /// The text of a root set, signed by these root keys.
    package static func file(
        version: UInt64, expires: UInt64, roots: [BundleKey], signers: [Signer], keys: [Ed25519PrivateKey]
    ) -> [UInt8] {
        var text = "faregate bundle-roots 1\nversion \(version)\nexpires \(expires)\n"
        for line in Set(roots.map(rootLine)).sorted() { text += line }
        for line in Set(signers.map(signerLine)).sorted() { text += line }
        let signed = Array(text.utf8)
        for key in keys {
            let name = HexText.text(BundleKey.identifier(of: key.publicKey))
            text += "signature \(name) \(HexText.text(key.sign(tag + signed)))\n"
        }
        return Array(text.utf8)
    }

    private static func rootLine(_ key: BundleKey) -> String { "root \(HexText.text(key.publicKey.bytes))\n" }

    private static func signerLine(_ signer: Signer) -> String {
        "signer \(signer.type.rawValue) \(HexText.text(signer.key.publicKey.bytes))\n"
    }

    /// The root set in a file, whose signatures are looked at by ``isSelfSigned`` and ``succeeds(_:)``.
    package init(parsing bytes: [UInt8]) throws(BundleFault) {
        guard bytes.count <= Self.mostBytes else { throw .tooLarge(limit: Self.mostBytes) }
        var reader = LineReader(bytes[...])
        guard try reader.words("faregate", 2...2) == ["bundle-roots", "1"] else {
            throw .malformed(line: 1, key: "faregate")
        }
        let here = reader
        version = try reader.number("version")
        guard version >= 1 else { throw here.malformed("version") }
        expires = try reader.number("expires")
        roots = try Self.roots(&reader)
        signers = try Self.signers(&reader)
        signed = Array(bytes[..<reader.offset])
        signatures = try Self.signatures(&reader)
    }

    private static func roots(_ reader: inout LineReader) throws(BundleFault) -> [BundleKey] {
        var keys: [BundleKey] = []
        var last = ""
        while keys.isEmpty || reader.isNext("root") {
            let here = reader
            guard let key = BundleKey(try reader.hex("root", bytes: 32)), rootLine(key) > last,
                keys.count < mostKeys
            else { throw here.malformed("root") }
            last = rootLine(key)
            keys.append(key)
        }
        return keys
    }

    private static func signers(_ reader: inout LineReader) throws(BundleFault) -> [Signer] {
        var signers: [Signer] = []
        var last = ""
        while reader.isNext("signer") {
            let here = reader
            let words = try reader.words("signer", 2...2)
            guard let type = BundleType(rawValue: String(words[0])), let bytes = HexText.bytes(words[1]),
                let key = BundleKey(bytes), signers.count < mostKeys
            else { throw here.malformed("signer") }
            let signer = Signer(type: type, key: key)
            guard signerLine(signer) > last else { throw here.malformed("signer") }
            last = signerLine(signer)
            signers.append(signer)
        }
        return signers
    }

    private static func signatures(_ reader: inout LineReader) throws(BundleFault) -> [Signature] {
        var signatures: [Signature] = []
        while signatures.isEmpty || !reader.isAtEnd {
            let here = reader
            let words = try reader.words("signature", 2...2)
            guard signatures.count < 2, let key = HexText.bytes(words[0]), let bytes = HexText.bytes(words[1]),
                key.count == BundleManifest.keyIdentifierBytes, bytes.count == 64
            else { throw here.malformed("signature") }
            signatures.append(Signature(key: key, bytes: bytes))
        }
        return signatures
    }

    /// Whether one of its own root keys has signed it.
    package var isSelfSigned: Bool { isSigned(by: roots) }

    /// Whether it takes the place of another one: the next version, signed by a root key of both.
    package func succeeds(_ other: RootSet) -> Bool {
        version == other.version + 1 && isSelfSigned && isSigned(by: other.roots)
    }

    private func isSigned(by keys: [BundleKey]) -> Bool {
        signatures.contains { signature in
            keys.contains { key in
                key.identifier == signature.key && key.publicKey.verify(Self.tag + signed, signature: signature.bytes)
            }
        }
    }

    /// Whether a key, by its name, may sign a type.
    package func names(_ keyIdentifier: [UInt8], for type: BundleType) -> Bool {
        signers.contains { $0.type == type && $0.key.identifier == keyIdentifier }
    }

    /// What is wrong with a head's signer; nil if nothing is.
    package func refusal(of head: BundleHead) -> BundleRefusal? {
        let manifest = head.manifest
        let named = signers.filter { $0.key.identifier == manifest.keyIdentifier }
        guard !named.isEmpty else { return .unknownSigner(HexText.text(manifest.keyIdentifier)) }
        guard let signer = named.first(where: { $0.type == manifest.type }) else {
            return .wrongSigner(manifest.type)
        }
        return head.isSigned(by: signer.key) ? nil : .badSignature
    }
}
