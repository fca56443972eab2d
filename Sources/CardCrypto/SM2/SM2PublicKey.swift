/// A key that checks SM2 signatures (GB/T 32918.2-2016).
package final class SM2PublicKey: Sendable {
    /// X || Y, 64 bytes.
    package let xy: [UInt8]
    let handle: KeyHandle

    /// - **Errors**: nil unless there are 64 bytes X || Y of a point on the curve.
    package init?(_ xy: Span<UInt8>) {
        guard let handle = EllipticCurve.sm2.key(xy) else { return nil }
        self.handle = handle
        self.xy = xy.array
    }

    /// - **Errors**: nil unless the bytes are a point on the curve: `02`/`03` || X, `04` || X || Y, or X || Y.
    package convenience init?(encoded bytes: Span<UInt8>) {
        guard let xy = EllipticCurve.sm2.coordinates(bytes) else { return nil }
        self.init(xy.span)
    }

    /// The hash of identity, curve and key that goes before every message: 32 bytes.
    ///
    /// - **Limits**: the identity has at most 8191 bytes, as its length in bits takes two.
    package func za(id: [UInt8]) -> [UInt8] { SM2PublicKey.za(id: id, xy: xy) }

    static func za(id: [UInt8], xy: [UInt8]) -> [UInt8] {
        let digest = Digest(.sm3)
        var output: [UInt8] = []
        hashIdentity(id, xy: xy, with: digest, into: &output)
        return output
    }

    /// GB/T 32918.2-2016, 5.5: SM3(ENTL || ID || a || b || xG || yG || xA || yA); ENTL counts bits.
    static func hashIdentity(_ id: [UInt8], xy: [UInt8], with digest: Digest, into output: inout [UInt8]) {
        precondition(id.count < 8192, "the length of an SM2 identity in bits takes two bytes")
        let bits = id.count * 8
        let length: InlineArray<2, UInt8> = [UInt8(bits >> 8), UInt8(bits & 0xFF)]
        let curve = EllipticCurve.sm2.parameters
        digest.start()
        digest.update(length.span)
        digest.update(id.span)
        digest.update(curve.span)
        digest.update(xy.span)
        digest.finish(into: &output)
    }
}
