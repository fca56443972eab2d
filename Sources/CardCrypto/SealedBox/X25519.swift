import COpenSSL

/// The key agreement of RFC 7748, section 6.1.
enum X25519 {
    /// The secret that both sides share: 32 bytes.
    ///
    /// - **Errors**: nil for keys of another length, and for a public key of low order, whose secret is all zeros.
    static func sharedSecret(privateKey: [UInt8], publicKey: [UInt8]) -> [UInt8]? {
        guard let own = RawKey.privateKey(.x25519, privateKey), let other = RawKey.publicKey(.x25519, publicKey)
        else { return nil }
        let operation = KeyOperation(own)
        unsafe require(EVP_PKEY_derive_init(operation.pointer))
        unsafe require(EVP_PKEY_derive_set_peer(operation.pointer, other.pointer))
        var (secret, count) = ([UInt8](repeating: 0, count: RawKey.length), RawKey.length)
        guard unsafe EVP_PKEY_derive(operation.pointer, &secret, &count) == 1, secret.contains(where: { $0 != 0 })
        else {
            ERR_clear_error()
            return nil
        }
        return secret
    }
}
