import COpenSSL

/// A key that checks ECDSA signatures in DER on any of the curves that tickets use (FIPS 186-4, 6.4).
package struct ECDSAPublicKey: Sendable {
    package let curve: NamedCurve
    private let handle: KeyHandle

    /// - **Errors**: nil unless the bytes are `02` or `03` || X, or `04` || X || Y, of a point on the curve, with
    ///   coordinates below the field's prime.
    package init?(_ point: [UInt8], on curve: NamedCurve) {
        let lengths = [1 + curve.fieldLength, 1 + 2 * curve.fieldLength]
        switch point.first {
        case 2, 3: guard point.count == lengths[0] else { return nil }
        case 4: guard point.count == lengths[1] else { return nil }
        default: return nil
        }
        guard let handle = Self.handle(point, curve) else { return nil }
        self.curve = curve
        self.handle = handle
    }

    /// Whether the bytes are the key's signature of the message.
    ///
    /// - **Errors**: false unless they are SEQUENCE { r, s } in DER and both numbers are 1 to n - 1.
    /// - **Limits**: n - s is as good as s, as the standard has it: a signature is no identity of a ticket.
    package func verify(_ message: [UInt8], _ algorithm: DigestAlgorithm, der signature: [UInt8]) -> Bool {
        guard let (r, s) = PairEncoding.numbers(signature.span), r.count <= curve.fieldLength,
            s.count <= curve.fieldLength
        else { return false }
        return handle.verify(Digest.hash(algorithm, message), der: signature)
    }

    private static func handle(_ point: [UInt8], _ curve: NamedCurve) -> KeyHandle? {
        let operation = KeyOperation(kind: "EC")
        unsafe require(EVP_PKEY_fromdata_init(operation.pointer))
        let parameters = ParameterList()
        parameters.add(OSSL_PKEY_PARAM_GROUP_NAME, text: curve.rawValue)
        parameters.add(OSSL_PKEY_PARAM_PUB_KEY, bytes: point)
        var made: OpaquePointer?
        let result = unsafe parameters.withParameters {
            unsafe EVP_PKEY_fromdata(operation.pointer, &made, faregate_public_key_selection, $0)
        }
        guard result == 1, let made = unsafe made else {
            ERR_clear_error()
            return nil
        }
        return unsafe KeyHandle(owning: made)
    }
}

extension KeyHandle {
    /// Whether a signature in DER is the key's of this digest; r and s out of range are not.
    func verify(_ digest: [UInt8], der signature: [UInt8]) -> Bool {
        let operation = KeyOperation(self)
        unsafe require(EVP_PKEY_verify_init(operation.pointer))
        let result = unsafe EVP_PKEY_verify(
            operation.pointer, signature, signature.count, digest, digest.count)
        if result != 1 { ERR_clear_error() }
        return result == 1
    }
}
