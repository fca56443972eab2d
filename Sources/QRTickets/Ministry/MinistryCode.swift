/// A Ministry code, version byte 0x81, as it claims to be: nothing in it is verified.
///
/// - **Shape**: offsets in the bytes that were read; those up to the custom field are the same in every code.
/// - **Limits**: 332 to 364 bytes: a custom field of at most ``mostCustomBytes``.
/// - **Errors**: ``CodeFault`` at the byte that is wrong: `malformed`, `unsupported-format` for another version,
///   `wrong-service`; `bad-key` and the result of its level for a key or a signature whose numbers are out of range.
/// - **Source**: `qr.md` 3.1.
package struct MinistryCode: Hashable, Sendable {
    /// Bytes of a code without custom field.
    package static let shortest = 332
    package static let mostCustomBytes = 32
    /// Before r and s of both signatures.
    static let signatureFlag: UInt8 = 0x15

    static let account = 120..<136
    static let cardAccount = 136..<146
    static let cardIssuer = 146..<150
    static let platform = 150..<154
    static let limit = 155..<158
    static let userKey = 158..<191
    static let authorisedUntil = 191..<195
    static let validity = 195..<197

    let certificate: IssuerCertificate
    let accountType: UInt8
    /// Fen.
    let limitFen: UInt32
    /// Seconds since 1970, UTC.
    let authorisedUntil: UInt32
    let validitySeconds: UInt32
    let custom: Range<Int>
    let issuerSignature: Range<Int>
    let generated: UInt32
    let userSignature: Range<Int>

    var issuerSigned: Range<Int> { 3..<custom.upperBound }
    var userSigned: Range<Int> { 0..<(userSignature.lowerBound - 1) }

    /// Reads all of a code and checks every bound, before any cryptography.
    package init(_ bytes: Span<UInt8>) throws(CodeFault) {
        guard (Self.shortest...(Self.shortest + Self.mostCustomBytes)).contains(bytes.count) else {
            throw CodeFault(at: min(bytes.count, Self.shortest + Self.mostCustomBytes))
        }
        var cursor = CodeCursor(0..<bytes.count)
        let version = try cursor.number(1, in: bytes)
        guard try cursor.number(2, in: bytes) == UInt64(bytes.count - 3) else { throw CodeFault(at: 1) }
        guard version == 0x81 else { throw CodeFault(.unsupportedFormat, at: 0) }
        certificate = try IssuerCertificate(bytes, &cursor)
        for index in try cursor.take(Self.account.count) where !(0x20...0x7E).contains(bytes[index]) {
            throw CodeFault(at: index)
        }
        try cursor.digits(Self.cardAccount.count + Self.cardIssuer.count + Self.platform.count, in: bytes)
        accountType = UInt8(try cursor.number(1, in: bytes))
        limitFen = UInt32(try cursor.number(Self.limit.count, in: bytes))
        _ = try cursor.take(Self.userKey.count)
        authorisedUntil = UInt32(try cursor.number(4, in: bytes))
        validitySeconds = UInt32(try cursor.number(2, in: bytes))
        let countAt = cursor.offset
        let count = Int(try cursor.number(1, in: bytes))
        guard Self.shortest + count == bytes.count else { throw CodeFault(at: countAt) }
        custom = try cursor.take(count)
        try cursor.expect(Self.signatureFlag, in: bytes)
        issuerSignature = try cursor.take(CodeAlgorithm.signatureLength)
        generated = UInt32(try cursor.number(4, in: bytes))
        try cursor.expect(Self.signatureFlag, in: bytes)
        userSignature = try cursor.take(CodeAlgorithm.signatureLength)
        try cursor.expectEnd()
        try checkNumbers(bytes)
    }

    private func checkNumbers(_ bytes: Span<UInt8>) throws(CodeFault) {
        let algorithm = CodeAlgorithm.sm2
        try algorithm.checkSignature(IssuerCertificate.signature, in: bytes, or: .certificateSignature)
        try algorithm.checkKey(IssuerCertificate.key, in: bytes)
        try algorithm.checkSignature(issuerSignature, in: bytes, or: .issuerSignature)
        try algorithm.checkKey(Self.userKey, in: bytes)
        try algorithm.checkSignature(userSignature, in: bytes, or: .userSignature)
    }

    /// What the code says of itself.
    func claims(_ bytes: Span<UInt8>) -> CodeClaims {
        CodeClaims(
            format: .ministryV2, issuer: bytes.copy(IssuerCertificate.issuer),
            serial: bytes.copy(IssuerCertificate.serial), platform: bytes.copy(Self.platform),
            account: bytes.copy(Self.account), cardIssuer: bytes.copy(Self.cardIssuer),
            cardNumber: bytes.copy(Self.cardAccount), generated: generated, validitySeconds: validitySeconds,
            authorisedUntil: authorisedUntil, limitFen: limitFen, custom: bytes.copy(custom))
    }
}
