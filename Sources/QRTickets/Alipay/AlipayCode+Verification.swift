import CardCrypto

extension AlipayCode {
    /// Whether everything holds, and if not, what does not: times, the issuer's key, its signature, the user's.
    ///
    /// SHA-1 and a curve of 192 bits are of an older time: a gate takes the format only where it is switched on by name.
    ///
    /// - **Parameters**: the bytes that were parsed; `now`, seconds since 1970, UTC.
    package func verify(_ bytes: Span<UInt8>, keys: AlipayKeyStore, rules: AlipayRules, now: UInt32) -> CodeResult {
        guard Int(validitySeconds) <= rules.mostValiditySeconds else { return .validityTooLong }
        if Int(generated) > Int(now) + rules.skewSeconds { return .clock }
        if Int(now) > Int(generated) + Int(validitySeconds) { return .expired }
        if now > authorisedUntil { return .authorisationExpired }
        guard keys.has(algorithm, keyNumber) else { return .unknownKey }
        guard
            keys.isSigned(
                Self.copy(partOne, bytes), algorithm, keyNumber, der: Self.copy(issuerSignature, bytes))
        else { return .issuerSignature }
        guard let key = ECDSAPublicKey(Self.copy(userKey, bytes), on: .secp192k1) else { return .badKey }
        let signature = Self.copy(userSignature, bytes)
        return key.verify(Self.copy(userSigned, bytes), .sha1, der: signature) ? .accept : .userSignature
    }

    /// The key that tells one showing from another.
    ///
    /// A city's prefix is signed by nobody, so it takes no part: the code with another prefix, or none, is the same.
    package func replayKey(of bytes: Span<UInt8>) -> ReplayKey {
        ReplayKey(
            format: .alipay, platform: bytes.extracting(platform), account: bytes.extracting(account),
            generated: generated)
    }

    private static func copy(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8] { range.map { bytes[$0] } }
}
