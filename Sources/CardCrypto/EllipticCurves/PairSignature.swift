import COpenSSL

/// Checks a signature r || s of ECDSA or SM2, which libcrypto wants as DER.
final class PairSignature {
    private let curve: EllipticCurve
    private let part = BigNumber()
    private var encoded: [UInt8] = []

    init(_ curve: EllipticCurve) {
        self.curve = curve
        encoded.reserveCapacity(2 * (EllipticCurve.fieldLength + 3) + 2)
    }

    /// Whether the key made the signature of this digest.
    ///
    /// - **Errors**: false unless there are 64 bytes and both numbers are 1 to order - 1.
    func isValid(_ signature: Span<UInt8>, digest: [UInt8], key: KeyHandle) -> Bool {
        guard signature.count == EllipticCurve.pairLength,
            isInRange(signature.extracting(first: EllipticCurve.fieldLength)),
            isInRange(signature.extracting(last: EllipticCurve.fieldLength))
        else { return false }
        encode(signature)
        let operation = KeyOperation(key)
        unsafe require(EVP_PKEY_verify_init(operation.pointer))
        let result = unsafe EVP_PKEY_verify(operation.pointer, encoded, encoded.count, digest, digest.count)
        if result != 1 { ERR_clear_error() }
        return result == 1
    }

    private func isInRange(_ bytes: Span<UInt8>) -> Bool {
        part.load(bytes)
        return !part.isZero && part < curve.order
    }

    /// SEQUENCE { INTEGER r, INTEGER s } in DER (X.690, 8.3: shortest form, 00 before a set top bit).
    private func encode(_ signature: Span<UInt8>) {
        encoded.removeAll(keepingCapacity: true)
        encoded.append(0x30)
        encoded.append(0)
        appendInteger(signature.extracting(first: EllipticCurve.fieldLength))
        appendInteger(signature.extracting(last: EllipticCurve.fieldLength))
        encoded[1] = UInt8(encoded.count - 2)
    }

    private func appendInteger(_ bytes: Span<UInt8>) {
        var first = 0
        while first < bytes.count - 1 && bytes[first] == 0 { first += 1 }
        let needsZero = bytes[first] >= 0x80
        encoded.append(0x02)
        encoded.append(UInt8(bytes.count - first + (needsZero ? 1 : 0)))
        if needsZero { encoded.append(0) }
        for index in first..<bytes.count { encoded.append(bytes[index]) }
    }
}
