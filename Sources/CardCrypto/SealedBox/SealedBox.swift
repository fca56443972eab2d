/// Messages that only the holder of a private key can open: what an acquirer needs of a card, sealed at the gate.
///
/// Each box has a key pair of its own: X25519 between that and the receiver's key, then HKDF-SHA-256 for the key and
/// nonce of AES-256-GCM. The salt is both public keys, the info is `context`, so a box opens only for the same receiver
/// and purpose. The design is the project's own, after RFC 9180's base mode; it is not that format.
///
/// - **Shape**: ephemeral public key 32 || ciphertext, as long as the plaintext || tag 16.
package enum SealedBox {
    /// Bytes of a box beside the plaintext.
    package static let overhead = RawKey.length + tagLength
    private static let tagLength = 16
    private static let nonceLength = 12
    /// libcrypto 3.0 takes little more into one derivation.
    private static let maximumContextLength = 1024

    /// All randomness comes from `generator`, which must be the system's where secrecy matters.
    ///
    /// - **Errors**: nil if the public key has not 32 bytes or shares no secret.
    package static func seal(
        _ plaintext: [UInt8], to publicKey: [UInt8], context: [UInt8],
        using generator: inout some RandomNumberGenerator
    ) -> [UInt8]? {
        var ephemeral = randomBytes(RawKey.length, using: &generator)
        defer { ephemeral.wipe() }
        guard let ephemeralPublic = self.publicKey(of: ephemeral),
            var secret = X25519.sharedSecret(privateKey: ephemeral, publicKey: publicKey)
        else { return nil }
        defer { secret.wipe() }
        let cipher = cipher(.encrypt, secret, salt: ephemeralPublic + publicKey, context: context)
        let ciphertext = cipher.transform(plaintext)
        return ephemeralPublic + ciphertext + cipher.finish(tagLength: tagLength)
    }

    /// - **Errors**: nil for a box that was not sealed to this key with this context, or was changed in any bit.
    package static func open(_ box: [UInt8], privateKey: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard box.count >= overhead, let publicKey = publicKey(of: privateKey) else { return nil }
        let ephemeralPublic = Array(box.prefix(RawKey.length))
        guard var secret = X25519.sharedSecret(privateKey: privateKey, publicKey: ephemeralPublic) else { return nil }
        defer { secret.wipe() }
        let cipher = cipher(.decrypt, secret, salt: ephemeralPublic + publicKey, context: context)
        let plaintext = cipher.transform(Array(box.dropFirst(RawKey.length).dropLast(tagLength)))
        return cipher.finish(expecting: Array(box.suffix(tagLength))) ? plaintext : nil
    }

    /// - **Errors**: nil unless the private key has 32 bytes.
    package static func publicKey(of privateKey: [UInt8]) -> [UInt8]? {
        RawKey.privateKey(.x25519, privateKey).map(RawKey.publicBytes)
    }

    private static func cipher(
        _ direction: CipherOperation.Direction, _ secret: [UInt8], salt: [UInt8], context: [UInt8]
    ) -> CipherOperation {
        precondition(context.count <= maximumContextLength, "a context is a short name of the purpose")
        let length = CipherMethod.aes256GCM.keyLength
        var derived = KeyDerivation.bytes(length + nonceLength, secret: secret, salt: salt, info: context)
        defer { derived.wipe() }
        return CipherOperation(
            .aes256GCM, direction, key: Array(derived.prefix(length)), iv: Array(derived.suffix(nonceLength)))
    }
}
