import CardCrypto

/// Verifies Alipay's legacy codes: the issuer's signature over account and user's key, the user's over all before it.
///
/// - **Limits**: SHA-1 and a curve of 192 bits are of an older time: taken only where the policy names the format.
///   A city's prefix is signed by nobody, so it takes no part: the code with another prefix, or none, is the same one.
/// - **Source**: `qr.md` 4.1.
final class AlipayScheme: CodeScheme {
    private let keys: AlipayKeyStore

    init(_ keys: AlipayKeyStore) { self.keys = keys }

    var formats: [CodeFormat] { [.alipay, .city] }

    func read(_ bytes: Span<UInt8>) throws(CodeFault) -> AlipayCode { try AlipayCode.parse(bytes) }

    func claims(of code: AlipayCode, in bytes: Span<UInt8>, near now: UInt32) -> CodeClaims { code.claims(bytes) }

    func checkDates(_ code: AlipayCode, at now: UInt32) throws(CodeFault) {
        guard keys.has(code.algorithm, code.keyNumber) else {
            throw CodeFault(.unknownKey, at: code.start + AlipayCode.keyNumberOffset)
        }
    }

    func checkSignatures(_ code: AlipayCode, in bytes: Span<UInt8>) throws(CodeFault) -> Bool {
        let issuerSignature = bytes.copy(code.issuerSignature)
        guard keys.isSigned(bytes.copy(code.partOne), code.algorithm, code.keyNumber, der: issuerSignature) else {
            throw CodeFault(.issuerSignature, at: code.issuerSignature.lowerBound)
        }
        guard let key = ECDSAPublicKey(bytes.copy(code.userKey), on: .secp192k1) else {
            throw CodeFault(.badKey, at: code.userKey.lowerBound)
        }
        guard key.verify(bytes.copy(code.userSigned), .sha1, der: bytes.copy(code.userSignature)) else {
            throw CodeFault(.userSignature, at: code.userSignature.lowerBound)
        }
        return false
    }
}
