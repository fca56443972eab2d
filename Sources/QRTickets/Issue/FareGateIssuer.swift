import CardCrypto

/// Makes FareGate's own codes with keys that are given.
///
/// - **Shape**: the same inputs give the same bytes.
/// - **Errors**: a field of another length than the layout's is our own bug and traps.
package struct FareGateIssuer: Sendable {
    /// Of all levels.
    package let algorithm: CodeAlgorithm
    package var issuer: [UInt8] = TestAuthority.issuer
    package var caIndex: UInt8 = TestAuthority.index
    package var notBefore: UInt32 = TestAuthority.dates.lowerBound
    package var notAfter: UInt32 = TestAuthority.dates.upperBound
    package var serial: [UInt8] = [0x00, 0x00, 0x00, 0x01]
    package var rootKey: CodePrivateKey
    package var issuerKey: CodePrivateKey
    package var userKey: CodePrivateKey

    /// With the keys of the test authority.
    package init(_ algorithm: CodeAlgorithm) {
        self.algorithm = algorithm
        rootKey = TestAuthority.rootKey(algorithm)
        issuerKey = TestAuthority.issuerKey(algorithm)
        userKey = TestAuthority.userKey(algorithm)
    }

    /// What one code says.
    package struct Content: Sendable {
        /// 1: ``place`` is a mask of zones; 2: the entry station.
        package var ticketType: UInt8 = FareGateCode.zoneTicket
        /// 16 bytes; no payment account.
        package var account: [UInt8]
        package var product: UInt16 = 1
        /// Fen, below 2^24.
        package var limitFen: UInt32
        /// The last second; seconds since 1970, UTC.
        package var authorisedUntil: UInt32
        package var validitySeconds: UInt16
        package var place: UInt32 = .max
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

    /// The issuer's certificate.
    package var certificate: [UInt8] {
        var certificate = [algorithm.rawValue, caIndex] + issuer + notBefore.bigEndianBytes + notAfter.bigEndianBytes
        certificate += serial + issuerKey.publicKey
        return certificate + rootKey.sign(certificate, after: FareGateCode.certificateTag)
    }

    /// A whole code.
    package func code(_ content: Content) -> [UInt8] {
        precondition(
            content.account.count == 16 && content.custom.count <= FareGateCode.mostCustomBytes
                && content.limitFen < 1 << 24, "a field that does not fit the layout")
        var signed = certificate
        signed += [content.ticketType] + content.account + content.product.bigEndianBytes
        signed += content.limitFen.bigEndianBytes.dropFirst() + userKey.publicKey
        signed += content.authorisedUntil.bigEndianBytes + content.validitySeconds.bigEndianBytes
        signed += content.place.bigEndianBytes + [UInt8(content.custom.count)] + content.custom
        let length = UInt16(signed.count + 2 * CodeAlgorithm.signatureLength + 4)
        var code = FareGateCode.start + [FareGateCode.version, algorithm.rawValue] + length.bigEndianBytes + signed
        code += issuerKey.sign(signed, after: FareGateCode.issuerTag) + content.generated.bigEndianBytes
        return code + userKey.sign(code, after: FareGateCode.userTag)
    }
}
