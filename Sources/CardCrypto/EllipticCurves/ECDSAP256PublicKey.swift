/// A key that checks ECDSA signatures on P-256 over SHA-256 (FIPS 186-4, 6.4).
package struct ECDSAP256PublicKey: Sendable {
    /// X || Y, 64 bytes.
    package let xy: [UInt8]
    let handle: KeyHandle

    /// - **Errors**: nil unless there are 64 bytes X || Y, or 65 with `04` before them, of a point on the curve.
    package init?(_ bytes: [UInt8]) {
        let hasPrefix = bytes.count == EllipticCurve.pairLength + 1 && bytes[0] == 4
        let xy = hasPrefix ? Array(bytes.dropFirst()) : bytes
        guard let handle = EllipticCurve.p256.key(xy.span) else { return nil }
        self.handle = handle
        self.xy = xy
    }

    /// - **Errors**: nil unless the bytes are a point on the curve: `02`/`03` || X, `04` || X || Y, or X || Y.
    package init?(encoded bytes: Span<UInt8>) {
        guard let xy = EllipticCurve.p256.coordinates(bytes) else { return nil }
        self.init(xy)
    }

    /// Whether r || s, 64 bytes, is the key's signature of the message.
    ///
    /// - **Limits**: n - s is as good as s, as the standard has it: a signature is no identity of a ticket.
    package func verify(_ message: [UInt8], signature: [UInt8]) -> Bool {
        let digest = Digest.hash(.sha256, message)
        return PairSignature(.p256).isValid(signature.span, digest: digest, key: handle)
    }
}
