/// A key that makes SM2 signatures (GB/T 32918.2-2016), for emulated cards and test CAs.
package struct SM2PrivateKey: Hashable, Sendable {
    private let signer: SigningScalar
    /// X || Y, 64 bytes.
    package let publicKey: [UInt8]

    /// 32 bytes, big-endian.
    package var scalar: [UInt8] { signer.bytes }

    /// - **Errors**: nil unless there are 32 bytes and the number is 1 to n - 2.
    package init?(scalar: [UInt8]) {
        guard let signer = SigningScalar(scalar, on: .sm2) else { return nil }
        self.init(signer)
    }

    private init(_ signer: SigningScalar) {
        self.signer = signer
        publicKey = EllipticCurve.sm2.point(signer.number)
    }

    /// All randomness comes from `generator`.
    package static func generate(using generator: inout some RandomNumberGenerator) -> SM2PrivateKey {
        SM2PrivateKey(.generate(on: .sm2, using: &generator))
    }

    /// r || s, 64 bytes; the same message gives the same signature.
    package func sign(_ message: [UInt8], id: [UInt8] = SM2.defaultIdentifier) -> [UInt8] {
        let digest = Digest.hash(.sm3, SM2PublicKey.za(id: id, xy: publicKey) + message)
        return signer.sign(digest: digest, on: .sm2, formula: Self.signature)
    }

    /// GB/T 32918.2-2016, 6.1, A5 and A6: r = e + x, s = (k - r d) / (1 + d), both modulo n.
    static func signature(_ input: SignatureInput, _ context: BigNumberContext) -> [UInt8]? {
        let (r, s, sum, n) = (BigNumber(), BigNumber(), BigNumber(), input.order)
        r.setSum(input.digest, input.x, modulo: n, context)
        sum.setSum(r, input.nonce, modulo: n, context)
        if r.isZero || sum.isZero { return nil }
        s.setProduct(r, input.scalar, modulo: n, context)
        s.setDifference(input.nonce, s, modulo: n, context)
        sum.load(1)
        sum.setSum(sum, input.scalar, modulo: n, context)
        sum.markSecret()
        guard sum.setInverse(sum, modulo: n, context) else { return nil }
        s.setProduct(s, sum, modulo: n, context)
        if s.isZero { return nil }
        return r.bytes(length: EllipticCurve.fieldLength) + s.bytes(length: EllipticCurve.fieldLength)
    }
}
