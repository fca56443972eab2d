/// A key that makes ECDSA signatures on P-256 over SHA-256 (FIPS 186-4, 6.4).
package struct ECDSAP256PrivateKey: Hashable, Sendable {
    private let signer: SigningScalar
    /// X || Y, 64 bytes.
    package let publicKey: [UInt8]

    /// 32 bytes, big-endian.
    package var scalar: [UInt8] { signer.bytes }

    /// - **Errors**: nil unless there are 32 bytes and the number is 1 to n - 2.
    package init?(scalar: [UInt8]) {
        guard let signer = SigningScalar(scalar, on: .p256) else { return nil }
        self.init(signer)
    }

    private init(_ signer: SigningScalar) {
        self.signer = signer
        publicKey = EllipticCurve.p256.point(signer.number)
    }

    /// All randomness comes from `generator`.
    package static func generate(using generator: inout some RandomNumberGenerator) -> ECDSAP256PrivateKey {
        ECDSAP256PrivateKey(.generate(on: .p256, using: &generator))
    }

    /// r || s, 64 bytes; the same message gives the same signature (RFC 6979).
    package func sign(_ message: [UInt8]) -> [UInt8] {
        signer.sign(digest: Digest.hash(.sha256, message), on: .p256, formula: Self.signature)
    }

    /// The same with s or n - s, whichever is at most n / 2, for formats that allow one of the two only.
    package func signWithLowS(_ message: [UInt8]) -> [UInt8] {
        let signature = sign(message)
        guard !CurveBounds.p256.isSignature(signature.span) else { return signature }
        let s = BigNumber(Array(signature.suffix(EllipticCurve.fieldLength)))
        s.setDifference(EllipticCurve.p256.order, s)
        return signature.prefix(EllipticCurve.fieldLength) + s.bytes(length: EllipticCurve.fieldLength)
    }

    /// FIPS 186-4, 6.4 (after ANS X9.62): r = x, s = (e + r d) / k, both modulo n.
    private static func signature(_ input: SignatureInput, _ context: BigNumberContext) -> [UInt8]? {
        let (r, s, inverse, n) = (BigNumber(), BigNumber(), BigNumber(), input.order)
        r.setRemainder(input.x, n, context)
        if r.isZero || !inverse.setInverse(input.nonce, modulo: n, context) { return nil }
        s.setProduct(r, input.scalar, modulo: n, context)
        s.setSum(s, input.digest, modulo: n, context)
        s.setProduct(s, inverse, modulo: n, context)
        if s.isZero { return nil }
        return r.bytes(length: EllipticCurve.fieldLength) + s.bytes(length: EllipticCurve.fieldLength)
    }
}
