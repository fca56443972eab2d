import CardCrypto

extension UICCode {
    /// Whether a gate may open on the code, and if not, why.
    ///
    /// In order: form and algorithms, times, the issuer's key, the issuer's signature, the phone's signature. A code
    /// without a phone's key is paper, which a copy equals: not taken. A layer that must be signed and is not is fraud,
    /// `issuer-signature` or `user-signature`, and never "no signature"; an algorithm that is not ours is
    /// `unsupported-format`, and never taken for a bad signature.
    ///
    /// - **Parameters**: the bytes that were parsed; `now`, seconds since 1970, UTC.
    package func verify(_ bytes: Span<UInt8>, keys: UICKeyStore, rules: UICRules, now: UInt32) -> CodeResult {
        if let refusal = refusalOfForm() ?? refusalOfTime(rules, now: now) { return refusal }
        guard let carrier = levelOne.carrier, let number = levelOne.keyNumber,
            let issuer = keys.entry(carrier: carrier, number: number)
        else { return .unknownKey }
        if let end = issuer.notAfter, now > end { return .certificateExpired }
        guard isLevelOneSigned(by: issuer.key, bytes) else { return .issuerSignature }
        guard let point = levelTwoPoint(), let key = ECDSAPublicKey(point, on: .p256) else { return .badKey }
        return isLevelTwoSigned(by: key, bytes) ? .accept : .userSignature
    }

    /// Whether a key has signed the ticket; false without a signature.
    package func isLevelOneSigned(by key: ECDSAPublicKey, _ bytes: Span<UInt8>) -> Bool {
        guard let levelOneSignature else { return false }
        return key.verify(levelOneMessage(of: bytes), .sha256, der: levelOneSignature)
    }

    /// Whether a key has signed ticket and moment; false without a signature.
    package func isLevelTwoSigned(by key: ECDSAPublicKey, _ bytes: Span<UInt8>) -> Bool {
        guard let levelTwoSignature else { return false }
        return key.verify(levelTwoMessage(of: bytes), .sha256, der: levelTwoSignature)
    }

    /// When the code stops being good, the skew left out; nil without a moment.
    package func lastSecond(_ rules: UICRules, now: UInt32) -> UInt32? {
        moment?.time(near: now).flatMap {
            UInt32(exactly: Int($0) + (levelOne.validitySeconds ?? rules.usualValiditySeconds))
        }
    }

    /// The key that tells one showing from another: issuer, what the issuer signed, and the moment.
    ///
    /// The signatures take no part: (r, n - s) is as good as (r, s).
    package func replayKey(of bytes: Span<UInt8>, now: UInt32) -> ReplayKey? {
        guard let generated = moment?.time(near: now), let carrier = levelOne.carrier, let number = levelOne.keyNumber
        else { return nil }
        let ticket = Digest.hash(.sha256, levelOneMessage(of: bytes))
        return ReplayKey(
            format: version == 1 ? .uicU1 : .uicU2, platform: Array("\(carrier),\(number)".utf8).span,
            account: ticket.span, generated: generated)
    }

    /// The point in the phone's key, which comes bare or as SubjectPublicKeyInfo of P-256 (RFC 5480, 2); nil for a
    /// key of another form.
    package func levelTwoPoint() -> [UInt8]? {
        guard let key = levelOne.levelTwoKey, let first = key.first else { return nil }
        guard first == DERReader.Tag.sequence else { return key }
        let span = key.span
        var whole = DERReader(0..<span.count)
        guard let contents = whole.take(DERReader.Tag.sequence, in: span), whole.isAtEnd else { return nil }
        var parts = DERReader(contents)
        guard let algorithm = parts.take(DERReader.Tag.sequence, in: span),
            let point = parts.take(DERReader.Tag.bitString, in: span), parts.isAtEnd, point.count > 1,
            span[point.lowerBound] == 0
        else { return nil }
        var names = DERReader(algorithm)
        guard let kind = names.take(DERReader.Tag.objectIdentifier, in: span),
            let curve = names.take(DERReader.Tag.objectIdentifier, in: span), names.isAtEnd,
            Array(key[kind]) == Self.ellipticCurveKey, Array(key[curve]) == UICAlgorithm.p256
        else { return nil }
        return Array(key[(point.lowerBound + 1)..<point.upperBound])
    }

    /// id-ecPublicKey, 1.2.840.10045.2.1.
    private static let ellipticCurveKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

    private func refusalOfForm() -> CodeResult? {
        // The issuer's algorithms may stand in the list of keys only; those of the phone's key must be named.
        for (name, wanted) in [
            (levelOne.levelOneKeyAlgorithm, UICAlgorithm.p256),
            (levelOne.levelOneSigningAlgorithm, UICAlgorithm.ecdsaSHA256),
        ] where name != nil && name != wanted { return .unsupportedFormat }
        guard levelOneSignature != nil else { return .issuerSignature }
        guard levelOne.levelTwoKey != nil else {
            // Something that only a phone adds, and no key that could have signed it.
            return levelTwo == nil && levelTwoSignature == nil ? .unsupportedFormat : .userSignature
        }
        guard levelTwoSignature != nil else { return .userSignature }
        guard levelOne.levelTwoKeyAlgorithm == UICAlgorithm.p256,
            levelOne.levelTwoSigningAlgorithm == UICAlgorithm.ecdsaSHA256, moment != nil
        else { return .unsupportedFormat }
        return nil
    }

    private func refusalOfTime(_ rules: UICRules, now: UInt32) -> CodeResult? {
        guard let shown = moment?.time(near: now) else { return .expired }
        let validity = levelOne.validitySeconds ?? rules.usualValiditySeconds
        guard validity <= rules.mostValiditySeconds else { return .validityTooLong }
        if Int(shown) > Int(now) + rules.skewSeconds { return .clock }
        if Int(now) > Int(shown) + validity { return .expired }
        if let end = levelOne.endOfValidity, Int(now) > end.time { return .authorisationExpired }
        return nil
    }
}
