import CardCrypto

/// What proves a card genuine under one algorithm: the certificate chain it shows and the key it signs with.
struct CardCredentials: Sendable {
    /// The card's own key.
    enum Signer: Sendable {
        case rsa(RSAPrivateKey)
        case sm2(SM2PrivateKey)
    }

    /// `8F`.
    let authorityIndex: UInt8
    /// `90` and `92`.
    let issuer: CertificatePlan.Signed
    /// `9F46` and `9F48`.
    let card: CertificatePlan.Signed
    /// `9F32`; nil for SM2.
    let issuerExponent: [UInt8]?
    /// `9F47`; nil for SM2.
    let cardExponent: [UInt8]?
    let signer: Signer

    /// The bytes in a signature of the card: the modulus, or `15`, length, `02`, counter, r and s.
    var signatureLength: Int {
        switch signer {
        case .rsa(let key): key.modulus.count
        case .sm2: 69
        }
    }

    /// The issuer's and the card's certificates, made anew from an image.
    ///
    /// `staticData` is what the issuer signs of the card's records.
    init(
        _ image: CardImage, _ application: ApplicationKind, _ algorithm: CardAlgorithm, staticData: [UInt8],
        changes: FaultChanges
    ) {
        let pan = image.pan(of: application)
        var issuerPlan = CertificatePlan(
            subject: .issuer, identifier: Array(pan.issuerIdentifier), expiry: image.issuerExpiry,
            serial: [0x00, 0x00, 0x01], hashAlgorithm: 0x01, keyAlgorithm: 0x01, key: [], exponent: [], staticData: [])
        switch algorithm {
        case .rsa:
            let authority = image.authorityKey(of: application)
            let issuerKey = image.issuerKey
            issuerPlan = issuerPlan.with(key: issuerKey.modulus, exponent: issuerKey.exponent)
            var cardPlan = CardCredentials.cardPlan(image, pan, staticData)
                .with(key: image.cardKey.modulus, exponent: image.cardKey.exponent)
            changes.edit(&issuerPlan)
            changes.edit(&cardPlan)
            authorityIndex = image.authorityIndex
            issuer = issuerPlan.signed(by: changes.authority.flatMap(TestKeys.rsa) ?? authority)
            card = cardPlan.signed(by: issuerKey)
            issuerExponent = issuerKey.exponent
            cardExponent = image.cardKey.exponent
            signer = .rsa(image.cardKey)
        case .sm2:
            issuerPlan = issuerPlan.with(sm2: TestKeys.sm2(.issuer).publicKey)
            var cardPlan = CardCredentials.cardPlan(image, pan, staticData).with(sm2: image.sm2Key.publicKey)
            changes.edit(&issuerPlan)
            changes.edit(&cardPlan)
            authorityIndex = TestCertificationAuthority.sm2Index
            issuer = issuerPlan.signed(by: TestKeys.sm2(.authority))
            card = cardPlan.signed(by: TestKeys.sm2(.issuer))
            issuerExponent = nil
            cardExponent = nil
            signer = .sm2(image.sm2Key)
        }
    }

    private static func cardPlan(
        _ image: CardImage, _ pan: PrimaryAccountNumber, _ staticData: [UInt8]
    ) -> CertificatePlan {
        CertificatePlan(
            subject: .card, identifier: pan.padded(to: 10), expiry: image.cardExpiry, serial: [0x00, 0x00, 0x02],
            hashAlgorithm: 0x01, keyAlgorithm: 0x01, key: [], exponent: [], staticData: staticData)
    }
}

extension CertificatePlan {
    fileprivate func with(key: [UInt8], exponent: [UInt8]) -> CertificatePlan {
        CertificatePlan(
            subject: subject, identifier: identifier, expiry: expiry, serial: serial, hashAlgorithm: 0x01,
            keyAlgorithm: 0x01, key: key, exponent: exponent, staticData: staticData)
    }

    /// Signature algorithm 04 (SM2 with SM3), no encryption.
    fileprivate func with(sm2 point: [UInt8]) -> CertificatePlan {
        CertificatePlan(
            subject: subject, identifier: identifier, expiry: expiry, serial: serial, hashAlgorithm: 0x04,
            keyAlgorithm: 0x00, key: point, exponent: [], staticData: staticData)
    }
}
