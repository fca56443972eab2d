import CardCrypto

/// Makes codes of the Ministry's form with keys that are given: for tests, demonstrations and own issuing systems.
///
/// - **Shape**: the same inputs give the same bytes.
/// - **Errors**: a field of another length than the layout's is our own bug and traps; ``code(_:)`` says what it takes.
package struct MinistryIssuer: Sendable {
    /// Who stands in certificate and card account.
    package var issuer: [UInt8] = TestAuthority.issuer
    package var platform: [UInt8] = TestAuthority.platform
    package var caIndex: UInt8 = TestAuthority.index
    /// MMYY in BCD.
    package var expiryMonth: [UInt8] = [0x12, 0x45]
    package var serial: [UInt8] = [0x00, 0x00, 0x01]
    package var rootKey: CodePrivateKey = TestAuthority.rootKey(.sm2)
    package var issuerKey: CodePrivateKey = TestAuthority.issuerKey(.sm2)
    package var userKey: CodePrivateKey = TestAuthority.userKey(.sm2)

    package init() {}

    /// What one code says.
    package struct Content: Sendable {
        /// 16 bytes 0x20 to 0x7E.
        package var account: [UInt8]
        /// 10 bytes BCD.
        package var cardAccount = [UInt8](repeating: 0, count: 10)
        /// Who issued the card account; nil: the certificate's issuer.
        package var cardIssuer: [UInt8]?
        package var accountType: UInt8 = 1
        /// Fen, below 2^24.
        package var limitFen: UInt32
        /// Seconds since 1970, UTC.
        package var authorisedUntil: UInt32
        package var validitySeconds: UInt16
        package var custom: [UInt8] = []
        /// Seconds since 1970, UTC.
        package var generated: UInt32

        package init(
            account: [UInt8], limitFen: UInt32, authorisedUntil: UInt32, validitySeconds: UInt16, generated: UInt32
        ) {
            self.account = account
            self.limitFen = limitFen
            self.authorisedUntil = authorisedUntil
            self.validitySeconds = validitySeconds
            self.generated = generated
        }
    }

    /// The record of a root, signed by itself.
    package static func root(key: CodePrivateKey, index: UInt8, expiryMonth: [UInt8]) -> [UInt8] {
        guard case .sm2(let sm2) = key else { preconditionFailure("the Ministry's roots are SM2 keys") }
        let record = RootRecord.start + [index] + expiryMonth + [0x04, 0x00, 0x40] + sm2.publicKey
        return record + key.sign(record)
    }

    /// The issuer's certificate, 117 bytes.
    package var certificate: [UInt8] {
        let signed = [0x12] + issuer + expiryMonth + serial + [0x04, 0x04, 0x00, 0x21] + issuerKey.publicKey
        return [0x24] + RootRecord.service + [caIndex] + signed + rootKey.sign(signed)
    }

    /// A whole code.
    package func code(_ content: Content) -> [UInt8] {
        precondition(
            content.account.count == MinistryCode.account.count
                && content.cardAccount.count == MinistryCode.cardAccount.count
                && content.custom.count <= MinistryCode.mostCustomBytes && content.limitFen < 1 << 24,
            "a field that does not fit the layout")
        let length = UInt16(MinistryCode.shortest + content.custom.count - 3)
        var body = certificate + content.account + content.cardAccount + (content.cardIssuer ?? issuer) + platform
        body.append(content.accountType)
        body += content.limitFen.bigEndianBytes.dropFirst() + userKey.publicKey
        body += content.authorisedUntil.bigEndianBytes + content.validitySeconds.bigEndianBytes
        body += [UInt8(content.custom.count)] + content.custom
        let code =
            [0x81] + length.bigEndianBytes + body + [MinistryCode.signatureFlag] + issuerKey.sign(body)
            + content.generated.bigEndianBytes
        return code + [MinistryCode.signatureFlag] + userKey.sign(code)
    }
}
