import CardCrypto

extension UICCode {
    /// id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480, 2.1.1).
    private static let ellipticCurveKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

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

    /// Why no gate can take the code, whatever its signatures say; nil if one can.
    ///
    /// A layer that must be signed and is not is fraud, `issuer-signature` or `user-signature`, never "no signature";
    /// an algorithm that is not ours is `unsupported-format`, never a bad signature. A code without a phone's key is
    /// paper, of which a copy is as good.
    var refusalOfForm: CodeResult? {
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
        // The moment has no year: without an end a copy would be good again each year.
        return levelOne.endOfValidity == nil ? .unsupportedFormat : nil
    }
}
