import CardCrypto
import SmartCard

/// The SM2 forms of certificates and signatures.
///
/// - **Source**: emv.md 4.4: seen on a T-Union test personalisation; the form of the fDDA signature rests on one public
///   card test tool. PBOC 3.0 part 17 (JR/T 0025.17) was not read.
extension CardAuthenticator {
    private enum Layout {
        static let issuerCertificate = 142
        static let iccCertificate = 148
        static let staticSignature = 67
        static let signature = 64
    }

    func verifyIssuerKey(
        _ card: CardData, _ caKey: CAKeyIdentity, _ ca: SM2PublicKey, _ certificate: Range<Int>
    ) throws(AuthenticationStage) -> VerifiedIssuerKey {
        let parts = try issuerParts(card, certificate)
        let bytes = card.bytes.span
        let end = certificate.upperBound - Layout.signature
        sm2.start(ca, id: sm2Identifier)
        sm2.update(bytes.extracting(certificate.lowerBound..<end))
        guard sm2.finish(signature: bytes.extracting(end..<certificate.upperBound)) else {
            throw .issuerCertificateSignature
        }
        return VerifiedIssuerKey(
            try claim(from: parts, card, certificate),
            source: Self.source(
                certificate, card.value(of: Tag.issuerRemainder), card.value(of: Tag.issuerExponent), card.bytes),
            caKey: caKey)
    }

    private func issuerParts(
        _ card: CardData, _ certificate: Range<Int>
    ) throws(AuthenticationStage) -> Range<Int> {
        guard certificate.count == Layout.issuerCertificate else { throw .issuerCertificateLength }
        let at = certificate.lowerBound
        let bytes = card.bytes
        // 12, identifier 4, expiry 2, serial 3, signature algorithm 04, encryption 00, curve 11, key length 40.
        guard bytes[at] == 0x12 else { throw .issuerCertificateHeader }
        guard bytes[at + 10] == 0x04, bytes[at + 12] == 0x11, bytes[at + 13] == 0x40 else {
            throw .issuerCertificateFormat
        }
        return (at + 14)..<(at + 78)
    }

    private func claim(
        from xy: Range<Int>, _ card: CardData, _ certificate: Range<Int>
    ) throws(AuthenticationStage) -> ClaimedIssuerKey {
        guard let key = SM2PublicKey(card.bytes.span.extracting(xy)) else { throw .issuerPublicKey }
        let at = certificate.lowerBound
        return ClaimedIssuerKey(
            material: .sm2(key), identifier: Array(card.bytes[(at + 1)..<(at + 5)]),
            expiry: Array(card.bytes[(at + 5)..<(at + 7)]), serial: Array(card.bytes[(at + 7)..<(at + 10)]),
            keyBytes: Array(card.bytes[xy]))
    }

    func verifyICCKey(
        _ card: CardData, _ subject: Subject, _ issuer: SM2PublicKey
    ) throws(AuthenticationStage) -> (PrimaryAccountNumber, SM2PublicKey) {
        let bytes = card.bytes.span
        guard let certificate = card.value(of: Tag.iccCertificate) else { throw .iccCertificateMissing }
        guard certificate.count == Layout.iccCertificate else { throw .iccCertificateLength }
        let at = certificate.lowerBound
        // 14, PAN 10, expiry 2, serial 3, signature algorithm 04, encryption 00, curve 11, key length 40.
        guard bytes[at] == 0x14 else { throw .iccCertificateHeader }
        guard bytes[at + 16] == 0x04, bytes[at + 18] == 0x11, bytes[at + 19] == 0x40 else {
            throw .iccCertificateFormat
        }
        let end = certificate.upperBound - Layout.signature
        sm2.start(issuer, id: sm2Identifier)
        sm2.update(bytes.extracting(at..<end))
        for range in card.staticData { sm2.update(bytes.extracting(range)) }
        if let profile = staticProfile(card, subject) { sm2.update(bytes.extracting(profile)) }
        guard sm2.finish(signature: bytes.extracting(end..<certificate.upperBound)) else {
            throw .iccCertificateSignature
        }
        let pan = try certifiedPAN(bytes.extracting((at + 1)..<(at + 11)), card)
        try checkICCExpiry(bytes.extracting((at + 11)..<(at + 13)), subject)
        guard let key = SM2PublicKey(bytes.extracting((at + 20)..<(at + 84))) else { throw .iccPublicKey }
        iccKeyBytes.removeAll(keepingCapacity: true)
        iccKeyBytes += card.bytes[(at + 20)..<(at + 84)]
        return (pan, key)
    }

    /// `15`, LDD, dynamic data, then r and s over these and the terminal's data; returns the counter inside.
    func verifyFastSM2(
        _ card: CardData, _ signature: Range<Int>, _ key: SM2PublicKey, _ terminal: borrowing FastDDA, _ version: UInt8
    ) throws(AuthenticationStage) -> UInt16 {
        let bytes = card.bytes.span
        guard signature.count >= 2 + Layout.signature else { throw .sdadLength }
        let at = signature.lowerBound
        let dynamicLength = Int(bytes[at + 1])
        guard signature.count == 2 + dynamicLength + Layout.signature else { throw .sdadLength }
        guard bytes[at] == 0x15 else { throw .sdadHeader }
        let end = signature.upperBound - Layout.signature
        sm2.start(key, id: sm2Identifier)
        sm2.update(bytes.extracting(at..<end))
        updateTerminalData(terminal, version, card) { sm2.update($0) }
        guard sm2.finish(signature: bytes.extracting(end..<signature.upperBound)) else { throw .sdadSignature }
        guard dynamicLength >= 3, bytes[at + 2] == 2 else { throw .atcMismatch }
        return UInt16(bytes[at + 3]) << 8 | UInt16(bytes[at + 4])
    }

    /// `13`, data authentication code 2, then r and s over these and the static data.
    func verifyStaticSM2(
        _ card: CardData, _ subject: Subject, _ signature: Range<Int>, _ issuer: SM2PublicKey
    ) throws(AuthenticationStage) {
        let bytes = card.bytes.span
        guard signature.count == Layout.staticSignature else { throw .ssadLength }
        guard bytes[signature.lowerBound] == 0x13 else { throw .ssadHeader }
        let end = signature.upperBound - Layout.signature
        sm2.start(issuer, id: sm2Identifier)
        sm2.update(bytes.extracting(signature.lowerBound..<end))
        for range in card.staticData { sm2.update(bytes.extracting(range)) }
        if let profile = staticProfile(card, subject) { sm2.update(bytes.extracting(profile)) }
        guard sm2.finish(signature: bytes.extracting(end..<signature.upperBound)) else { throw .ssadSignature }
    }

    /// For the verify tool: checks what an issuer key that nobody has vouched for has signed.
    ///
    /// The result says that the signature fits the key in `90`, not that the card is genuine; so it is no
    /// ``AuthenticatedCard``.
    package func checkAgainstUnverifiedIssuer(
        _ card: CardData, method: AuthenticationMethod, staticDataIsWhole: Bool
    ) -> AuthenticationStage? {
        let subject = Subject(rid: 0, date: nil, staticDataIsWhole: staticDataIsWhole)
        do throws(AuthenticationStage) {
            try checkStaticDataTagList(card)
            guard let certificate = card.value(of: Tag.issuerCertificate) else { throw .issuerCertificateMissing }
            let parts = try issuerParts(card, certificate)
            let key = try claim(from: parts, card, certificate)
            unverifiedIssuer = key
            try check(key, card, subject)
            guard case .sm2(let sm2Key) = key.material else { throw .issuerPublicKey }
            if method == .sda {
                guard let signature = card.value(of: Tag.signedStaticData) else { throw .ssadMissing }
                try verifyStaticSM2(card, subject, signature, sm2Key)
            } else {
                _ = try verifyICCKey(card, subject, sm2Key)
            }
            return nil
        } catch {
            return error
        }
    }
}
