import COpenSSL

/// Keys that are 32 bytes and nothing else: Ed25519 and X25519.
enum RawKey {
    enum Kind {
        case ed25519
        case x25519

        fileprivate var number: Int32 { self == .ed25519 ? EVP_PKEY_ED25519 : EVP_PKEY_X25519 }
    }

    static let length = 32

    /// - **Errors**: nil for another length.
    static func privateKey(_ kind: Kind, _ bytes: [UInt8]) -> KeyHandle? {
        guard bytes.count == length else { return nil }
        return unsafe KeyHandle(
            owning: required(EVP_PKEY_new_raw_private_key(kind.number, nil, bytes, bytes.count)))
    }

    /// - **Errors**: nil for another length; whether the bytes are a point is not checked here.
    static func publicKey(_ kind: Kind, _ bytes: [UInt8]) -> KeyHandle? {
        guard bytes.count == length else { return nil }
        return unsafe KeyHandle(
            owning: required(EVP_PKEY_new_raw_public_key(kind.number, nil, bytes, bytes.count)))
    }

    /// The public half of a private key.
    static func publicBytes(_ key: KeyHandle) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var count = length
        unsafe require(EVP_PKEY_get_raw_public_key(key.pointer, &bytes, &count))
        precondition(count == length)
        return bytes
    }
}
