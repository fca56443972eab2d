/// The steps that chains of signed levels share: a root's certificate, the issuer's authorisation, the user's moment.
///
/// - **Shape**: each step throws the result of its level; contexts and verified certificates are kept.
final class SignatureChain {
    private let signatures: CodeSignatures
    private var cache = CertificateCache()

    init(_ signatures: CodeSignatures) { self.signatures = signatures }

    /// How many verified certificates are kept.
    var cachedCertificates: Int { cache.count }

    /// The key in a certificate, which the root must have signed.
    ///
    /// - **Parameters**: ranges of the code's bytes.
    func issuerKey(
        _ bytes: Span<UInt8>, certificate: Range<Int>, key: Range<Int>, signed: Range<Int>, signature: Range<Int>,
        after tag: [UInt8] = [], root: CodeKey
    ) throws(CodeFault) -> CodeKey {
        let digest = CertificateDigest(bytes.extracting(certificate))
        if let key = cache.key(digest) { return key }
        try check(signature, of: signed, in: bytes, after: tag, by: root, or: .certificateSignature)
        let issuer = try userKey(key, in: bytes, root.algorithm)
        cache.add(issuer, digest)
        return issuer
    }

    /// A key whose bytes a higher level has signed.
    func userKey(
        _ range: Range<Int>, in bytes: Span<UInt8>, _ algorithm: CodeAlgorithm
    ) throws(CodeFault) -> CodeKey {
        guard let key = CodeKey(algorithm, bytes.extracting(range)) else {
            throw CodeFault(.badKey, at: range.lowerBound)
        }
        return key
    }

    /// The key must have signed the tag and these bytes.
    func check(
        _ signature: Range<Int>, of signed: Range<Int>, in bytes: Span<UInt8>, after tag: [UInt8] = [],
        by key: CodeKey, or result: CodeResult
    ) throws(CodeFault) {
        guard
            signatures.isValid(
                bytes.extracting(signature), of: bytes.extracting(signed), after: tag, by: key)
        else { throw CodeFault(result, at: signature.lowerBound) }
    }
}
