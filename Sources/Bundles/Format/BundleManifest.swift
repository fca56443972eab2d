import CardCrypto

/// What is signed of a bundle: what it is, when it is good, and the hash of its payload.
///
/// - **Shape**: lines of ASCII in this order, each `key value`: `faregate bundle 1`, `type`, `version`, `issued`,
///   `not-before`, `expires`, `format`, `size`, `sha256`, `key`; a deny list that changes another one has `base VERSION
///   SHA256`; a set has a line `member TYPE VERSION SHA256` for each member, in the order of the types. There is one
///   way to write a manifest, and the bytes that were signed are the bytes that are read.
/// - **Unit**: seconds since 1970, UTC; bytes.
/// - **Limits**: ``largestVersion``; a text of ``BundleHead/mostManifestBytes``.
/// - **Errors**: ``BundleFault`` with the line.
package struct BundleManifest: Hashable, Sendable {
    /// The highest version: one below what journal records keep for the hashes of unnumbered lists.
    package static let largestVersion: UInt64 = 1 << 52 - 1
    /// Bytes of a key's name.
    package static let keyIdentifierBytes = 8

    package var type: BundleType
    /// Goes up with every bundle of its type.
    package var version: UInt64
    package var issued: UInt64
    package var notBefore: UInt64
    package var expires: UInt64
    package var form: BundleForm
    package var size: Int
    package var sha256: [UInt8]
    /// Which key has signed it: the first 8 bytes of the SHA-256 of the public key.
    package var keyIdentifier: [UInt8]
    /// The full deny list that this one changes; nil: it is one.
    package var base: BundleReference?
    /// What belongs together, of a set.
    package var members: [BundleType: BundleReference] = [:]

    package init(
        type: BundleType, version: UInt64, issued: UInt64, notBefore: UInt64, expires: UInt64, form: BundleForm,
        size: Int, sha256: [UInt8], keyIdentifier: [UInt8]
    ) {
        self.type = type
        self.version = version
        self.issued = issued
        self.notBefore = notBefore
        self.expires = expires
        self.form = form
        self.size = size
        self.sha256 = sha256
        self.keyIdentifier = keyIdentifier
    }

    /// The text.
    package var bytes: [UInt8] {
        var lines = [
            Self.firstLine, "type \(type.rawValue)", "version \(version)", "issued \(issued)",
            "not-before \(notBefore)", "expires \(expires)", "format \(form.rawValue)", "size \(size)",
            "sha256 \(HexText.text(sha256))", "key \(HexText.text(keyIdentifier))",
        ]
        if let base { lines.append("base \(base.version) \(HexText.text(base.sha256))") }
        for type in BundleType.allCases {
            guard let member = members[type] else { continue }
            lines.append("member \(type.rawValue) \(member.version) \(HexText.text(member.sha256))")
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// What tells this bundle from every other one.
    package var digest: [UInt8] { Digest.hash(.sha256, bytes) }

    /// The bundle as others name it.
    package var reference: BundleReference { BundleReference(version: version, sha256: sha256) }

    private static let firstLine = "faregate bundle 1"

    /// The manifest of a text.
    package init(parsing text: ArraySlice<UInt8>) throws(BundleFault) {
        var reader = LineReader(text)
        guard try reader.words("faregate", 2...2) == ["bundle", "1"] else { throw .malformed(line: 1, key: "faregate") }
        var here = reader
        guard let type = BundleType(rawValue: String(try reader.word("type"))) else { throw here.malformed("type") }
        here = reader
        let version = try reader.number("version")
        guard (1...Self.largestVersion).contains(version) else { throw here.malformed("version") }
        let issued = try reader.number("issued")
        let notBefore = try reader.number("not-before")
        here = reader
        let expires = try reader.number("expires")
        guard expires > notBefore, expires > issued else { throw here.malformed("expires") }
        here = reader
        guard let form = BundleForm(rawValue: String(try reader.word("format"))), type.forms.contains(form) else {
            throw here.malformed("format")
        }
        here = reader
        let size = try reader.number("size")
        guard size <= UInt64(type.mostPayloadBytes) else { throw .tooLarge(limit: type.mostPayloadBytes) }
        let sha256 = try reader.hex("sha256", bytes: SHA256.length)
        let key = try reader.hex("key", bytes: Self.keyIdentifierBytes)
        self.init(
            type: type, version: version, issued: issued, notBefore: notBefore, expires: expires, form: form,
            size: Int(size), sha256: sha256, keyIdentifier: key)
        if reader.isNext("base") {
            here = reader
            let base = try Self.reference(try reader.words("base", 2...2)[...], here, "base")
            guard type == .denyList, base.version < version else { throw here.malformed("base") }
            self.base = base
        }
        try readMembers(&reader)
        guard reader.isAtEnd else { throw reader.malformed(type == .set ? "member" : "end") }
    }

    private mutating func readMembers(_ reader: inout LineReader) throws(BundleFault) {
        var last = -1
        while type == .set, !reader.isAtEnd {
            let here = reader
            let words = try reader.words("member", 3...3)
            guard let member = BundleType(rawValue: String(words[0])), member != .set,
                let place = BundleType.allCases.firstIndex(of: member), place > last
            else { throw here.malformed("member") }
            last = place
            members[member] = try Self.reference(words[1...], here, "member")
        }
        if type == .set, members.isEmpty { throw reader.malformed("member") }
    }

    private static func reference(
        _ words: ArraySlice<Substring>, _ place: LineReader, _ key: String
    ) throws(BundleFault) -> BundleReference {
        guard let first = words.first, let last = words.last, let version = LineReader.number(first),
            (1...largestVersion).contains(version), let hash = HexText.bytes(last), hash.count == SHA256.length
        else { throw place.malformed(key) }
        return BundleReference(version: version, sha256: hash)
    }
}
