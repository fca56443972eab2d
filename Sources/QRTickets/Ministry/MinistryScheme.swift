/// Verifies the Ministry's codes: root, issuer's certificate, issuer's authorisation, user's signature.
///
/// - **Shape**: three SM2 checks, two where the certificate was verified before.
/// - **Source**: `qr.md` 6.1.
final class MinistryScheme: CodeScheme {
    private let roots: RootStore
    private let chain: SignatureChain

    init(_ roots: RootStore, _ signatures: CodeSignatures) {
        self.roots = roots
        chain = SignatureChain(signatures)
    }

    var formats: [CodeFormat] { [.ministryV2] }

    func read(_ bytes: Span<UInt8>) throws(CodeFault) -> MinistryCode { try MinistryCode(bytes) }

    func claims(of code: MinistryCode, in bytes: Span<UInt8>, near now: UInt32) -> CodeClaims { code.claims(bytes) }

    func checkDates(_ code: MinistryCode, at now: UInt32) throws(CodeFault) {
        let root = try root(code)
        guard now < root.expiry.end, now < code.certificate.expiry.end else {
            throw CodeFault(.certificateExpired, at: IssuerCertificate.expiryRange.lowerBound)
        }
    }

    func checkSignatures(_ code: MinistryCode, in bytes: Span<UInt8>) throws(CodeFault) -> Bool {
        let root = try root(code)
        let issuer = try chain.issuerKey(
            bytes, certificate: IssuerCertificate.range, key: IssuerCertificate.key, signed: IssuerCertificate.signed,
            signature: IssuerCertificate.signature, root: root.key)
        try chain.check(code.issuerSignature, of: code.issuerSigned, in: bytes, by: issuer, or: .issuerSignature)
        let user = try chain.userKey(MinistryCode.userKey, in: bytes, .sm2)
        try chain.check(code.userSignature, of: code.userSigned, in: bytes, by: user, or: .userSignature)
        return root.isTest
    }

    private func root(_ code: MinistryCode) throws(CodeFault) -> RootRecord {
        guard let root = roots.ministryRoot(code.certificate.caIndex) else {
            throw CodeFault(.unknownCA, at: IssuerCertificate.caIndexOffset)
        }
        return root
    }
}
