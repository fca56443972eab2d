import COpenSSL

/// HKDF with SHA-256 (RFC 5869).
@safe final class KeyDerivation {
    private static let method = KeyDerivationMethod("HKDF")

    private let context: OpaquePointer

    private init() { unsafe context = required(EVP_KDF_CTX_new(Self.method.pointer)) }

    deinit { unsafe EVP_KDF_CTX_free(context) }

    static func bytes(_ count: Int, secret: [UInt8], salt: [UInt8], info: [UInt8]) -> [UInt8] {
        let parameters = ParameterList()
        parameters.add(OSSL_KDF_PARAM_DIGEST, text: "SHA256")
        parameters.add(OSSL_KDF_PARAM_KEY, bytes: secret)
        parameters.add(OSSL_KDF_PARAM_SALT, bytes: salt)
        parameters.add(OSSL_KDF_PARAM_INFO, bytes: info)
        var output = [UInt8](repeating: 0, count: count)
        let derivation = KeyDerivation()
        unsafe parameters.withParameters {
            unsafe require(EVP_KDF_derive(derivation.context, &output, count, $0))
        }
        return output
    }
}
