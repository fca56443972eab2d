import CardCrypto

/// Issuers' keys of Alipay's code, by algorithm and number.
package struct AlipayKeyStore: Sendable {
    private var ecdsa: [UInt8: ECDSAPublicKey] = [:]
    private var sm2: [UInt8: SM2PublicKey] = [:]

    package init() {}

    /// Adds a key; false if the bytes are no point of the algorithm's curve, or the number is taken.
    ///
    /// - **Parameters**: `point`, in compressed form or whole with `04` in front.
    package mutating func add(_ algorithm: AlipayCode.Algorithm, number: UInt8, point: [UInt8]) -> Bool {
        switch algorithm {
        case .ecdsa:
            guard ecdsa[number] == nil, let key = ECDSAPublicKey(point, on: .secp256k1) else { return false }
            ecdsa[number] = key
        case .sm2:
            guard sm2[number] == nil, let key = SM2PublicKey(encoded: point.span) else { return false }
            sm2[number] = key
        }
        return true
    }

    /// Whether there is a key of that number.
    func has(_ algorithm: AlipayCode.Algorithm, _ number: UInt8) -> Bool {
        algorithm == .ecdsa ? ecdsa[number] != nil : sm2[number] != nil
    }

    /// Whether the key of that number has signed the message; false without one.
    func isSigned(_ message: [UInt8], _ algorithm: AlipayCode.Algorithm, _ number: UInt8, der: [UInt8]) -> Bool {
        switch algorithm {
        case .ecdsa: return ecdsa[number]?.verify(message, .sha1, der: der) ?? false
        case .sm2:
            guard let key = sm2[number], let pair = PairEncoding.pair(der.span, length: 32) else { return false }
            let verification = SM2Verification()
            verification.start(key)
            verification.update(message.span)
            return verification.finish(signature: pair.span)
        }
    }
}
