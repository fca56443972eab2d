/// Checks SM2 signatures one after the other, with kept contexts; one for each thread.
///
/// The digest e = SM3(ZA || M) is made here and libcrypto checks the signature of e: setting up its own hashing
/// operation per signature costs as much and allocates more.
package final class SM2Verification {
    private let digest = Digest(.sm3)
    private let pair = PairSignature(.sm2)
    private var hash: [UInt8] = []
    private var key: SM2PublicKey?

    package init() {}

    /// Begins a message, that is hashes the signer's identity.
    package func start(_ key: SM2PublicKey, id: [UInt8] = SM2.defaultIdentifier) {
        self.key = key
        SM2PublicKey.hashIdentity(id, xy: key.xy, with: digest, into: &hash)
        let identity = hash
        digest.start()
        digest.update(identity.span)
    }

    package func update(_ bytes: Span<UInt8>) {
        precondition(key != nil, "a verification that was not started")
        digest.update(bytes)
    }

    /// Whether r || s is the key's signature of the message; the next one needs ``start(_:id:)``.
    ///
    /// - **Errors**: false unless there are 64 bytes with 1 ≤ r, s < n and r + s not a multiple of n
    ///   (GB/T 32918.2-2016, 7.1, B1 to B5).
    package func finish(signature rs: Span<UInt8>) -> Bool {
        guard let key else { preconditionFailure("a verification that was not started") }
        self.key = nil
        digest.finish(into: &hash)
        return pair.isValid(rs, digest: hash, key: key.handle)
    }
}
