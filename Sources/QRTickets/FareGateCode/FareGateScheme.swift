/// Verifies FareGate's own codes: root, issuer's certificate, issuer's authorisation, user's signature.
final class FareGateScheme: CodeScheme {
    private let roots: RootStore
    private let chain: SignatureChain

    init(_ roots: RootStore, _ signatures: CodeSignatures) {
        self.roots = roots
        chain = SignatureChain(signatures)
    }

    var formats: [CodeFormat] { [.fareGate] }

    func read(_ bytes: Span<UInt8>) throws(CodeFault) -> FareGateCode { try FareGateCode(bytes) }

    func claims(of code: FareGateCode, in bytes: Span<UInt8>, near now: UInt32) -> CodeClaims { code.claims(bytes) }

    func checkDates(_ code: FareGateCode, at now: UInt32) throws(CodeFault) {
        let root = try root(code)
        let certificate = code.certificate
        guard root.dates.contains(now), certificate.notBefore <= now, now <= certificate.notAfter else {
            throw CodeFault(.certificateExpired, at: certificate.issuer.upperBound)
        }
    }

    func checkSignatures(_ code: FareGateCode, in bytes: Span<UInt8>) throws(CodeFault) -> Bool {
        let (root, certificate) = (try root(code), code.certificate)
        let issuer = try chain.issuerKey(
            bytes, certificate: certificate.range, key: certificate.key, signed: certificate.signed,
            signature: certificate.signature, after: FareGateCode.certificateTag, root: root.key)
        try chain.check(
            code.issuerSignature, of: code.issuerSigned, in: bytes, after: FareGateCode.issuerTag, by: issuer,
            or: .issuerSignature)
        let user = try chain.userKey(code.userKey, in: bytes, code.algorithm)
        try chain.check(
            code.userSignature, of: code.userSigned, in: bytes, after: FareGateCode.userTag, by: user,
            or: .userSignature)
        return root.isTest
    }

    private func root(_ code: FareGateCode) throws(CodeFault) -> OwnRootRecord {
        guard let root = roots.root(code.algorithm, code.certificate.caIndex) else {
            throw CodeFault(.unknownCA, at: code.certificate.range.lowerBound + 1)
        }
        return root
    }
}
