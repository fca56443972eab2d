/// Checks ECDSA signatures on P-256 one after the other, with kept contexts; one for each thread.
package final class ECDSAP256Verification {
    private let digest = Digest(.sha256)
    private let pair = PairSignature(.p256)
    private var hash: [UInt8] = []

    package init() {}

    /// Begins a message.
    package func start() { digest.start() }

    package func update(_ bytes: Span<UInt8>) { digest.update(bytes) }

    /// Whether r || s is the key's signature of the message; the next one needs ``start()``.
    ///
    /// - **Errors**: false unless there are 64 bytes with 1 ≤ r < n and 1 ≤ s ≤ n / 2: of s and n - s, which are both
    ///   good by the standard, the lower one only.
    package func finish(_ key: ECDSAP256PublicKey, signatureWithLowS rs: Span<UInt8>) -> Bool {
        digest.finish(into: &hash)
        return CurveBounds.p256.isSignature(rs) && pair.isValid(rs, digest: hash, key: key.handle)
    }
}
