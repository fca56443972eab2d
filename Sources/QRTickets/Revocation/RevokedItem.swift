import CardCrypto

/// One thing that codes are refused for.
package struct RevokedItem: Hashable, Sendable {
    /// What it is.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// All codes of an issuer.
        case issuer
        /// One certificate or key of an issuer.
        case serial
        /// All codes of a platform.
        case platform
        /// One account, by its hash.
        case account
    }

    package let kind: Kind
    /// Identifiers of different formats are different, even if their bytes are the same.
    package let format: CodeFormat
    /// One part, of a serial two: issuer and serial.
    package let parts: [[UInt8]]

    package init(_ kind: Kind, _ format: CodeFormat, _ parts: [UInt8]...) {
        self.init(kind, format, parts: parts)
    }

    init(_ kind: Kind, _ format: CodeFormat, parts: [[UInt8]]) {
        self.kind = kind
        self.format = format
        self.parts = parts
    }

    /// The item as its line in a list.
    package var line: String {
        ([kind.rawValue, format.rawValue] + parts.map(CodeHex.text)).joined(separator: " ")
    }

    /// An account without its name: SHA-256 over the tag `FG-account`, format, platform and account, each behind its
    /// length in four bytes.
    ///
    /// - **Limits**: whoever can guess an account can find it in a list, so lists are kept as accounts are.
    package static func account(_ format: CodeFormat, platform: [UInt8], account: [UInt8]) -> RevokedItem {
        var message: [UInt8] = []
        for part in [Array("FG-account".utf8), Array(format.rawValue.utf8), platform, account] {
            message += UInt32(part.count).bigEndianBytes + part
        }
        return RevokedItem(.account, format, Digest.hash(.sha256, message))
    }

    /// What codes with these claims are refused for, if it is listed.
    static func items(of claims: CodeClaims) -> [RevokedItem] {
        [
            RevokedItem(.issuer, claims.format, claims.issuer),
            RevokedItem(.serial, claims.format, claims.issuer, claims.serial),
            RevokedItem(.platform, claims.format, claims.platform),
            .account(claims.format, platform: claims.platform, account: claims.account),
        ]
    }
}
