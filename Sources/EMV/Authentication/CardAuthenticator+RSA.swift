import CardCrypto
import SmartCard

extension CardAuthenticator {
    /// The issuer's key, from its certificate or from an earlier card with the same certificate.
    ///
    /// EMV Book 2, 6.3 (from public sources; the page was not read).
    func issuerKey(_ card: CardData, _ subject: Subject) throws(AuthenticationStage) -> VerifiedIssuerKey {
        guard let index = card.value(of: Tag.caKeyIndex), index.count == 1,
            let caKey = keys.key(
                CAKeyIdentity(rid: subject.rid, index: card.bytes[index.lowerBound]),
                certificateLength: card.value(of: Tag.issuerCertificate)?.count)
        else { throw .caKeyNotFound }
        if let date = subject.date, let last = caKey.lastDay, date > last { throw .caKeyExpired }
        try checkStaticDataTagList(card)
        guard let certificate = card.value(of: Tag.issuerCertificate) else { throw .issuerCertificateMissing }
        let remainder = card.value(of: Tag.issuerRemainder)
        let exponent = card.value(of: Tag.issuerExponent)

        let key: VerifiedIssuerKey
        if let known = knownIssuerKey(card, caKey.identity, certificate, remainder, exponent) {
            key = known
        } else {
            switch caKey.material {
            case .rsa(let rsaKey):
                key = try recoverIssuerKey(card, caKey.identity, rsaKey, certificate, remainder, exponent)
            case .sm2(let sm2Key):
                key = try verifyIssuerKey(card, caKey.identity, sm2Key, certificate)
            }
            keep(key)
        }
        issuerKey = key
        unverifiedIssuer = nil
        try check(key.claim, card, subject)
        return key
    }

    /// The issuer must be that of the card number, and its certificate still valid.
    func check(_ key: ClaimedIssuerKey, _ card: CardData, _ subject: Subject) throws(AuthenticationStage) {
        let identifier = key.identifier
        if let pan = card.clearPAN, !pan.begins(with: identifier.span) {
            throw .issuerIdentifierMismatch
        }
        guard let date = subject.date else { return }
        let expiry = key.expiry
        guard let last = CalendarDate(endOfMonthYear: expiry.span), date <= last else {
            throw .issuerCertificateExpired
        }
    }

    private func knownIssuerKey(
        _ card: CardData, _ caKey: CAKeyIdentity, _ certificate: Range<Int>, _ remainder: Range<Int>?,
        _ exponent: Range<Int>?
    ) -> VerifiedIssuerKey? {
        let count = certificate.count + (remainder?.count ?? 0) + (exponent?.count ?? 0) + 4
        for key in issuerKeys where key.source.count == count && key.caKey == caKey {
            if Self.isMade(key.source, of: certificate, remainder, exponent, card.bytes.span) { return key }
        }
        return nil
    }

    /// The certificate, remainder and exponent with their lengths, as one string of bytes.
    static func source(
        _ certificate: Range<Int>, _ remainder: Range<Int>?, _ exponent: Range<Int>?, _ bytes: [UInt8]
    ) -> [UInt8] {
        var source: [UInt8] = [
            UInt8(truncatingIfNeeded: certificate.count >> 8), UInt8(truncatingIfNeeded: certificate.count),
            UInt8(truncatingIfNeeded: remainder?.count ?? 0), UInt8(truncatingIfNeeded: exponent?.count ?? 0),
        ]
        source += bytes[certificate]
        if let remainder { source += bytes[remainder] }
        if let exponent { source += bytes[exponent] }
        return source
    }

    private static func isMade(
        _ source: [UInt8], of certificate: Range<Int>, _ remainder: Range<Int>?, _ exponent: Range<Int>?,
        _ bytes: Span<UInt8>
    ) -> Bool {
        guard source[0] == UInt8(truncatingIfNeeded: certificate.count >> 8),
            source[1] == UInt8(truncatingIfNeeded: certificate.count),
            source[2] == UInt8(truncatingIfNeeded: remainder?.count ?? 0),
            source[3] == UInt8(truncatingIfNeeded: exponent?.count ?? 0)
        else { return false }
        var rest = source.span.extracting(droppingFirst: 4)
        guard rest.extracting(first: certificate.count).hasSameBytes(as: bytes.extracting(certificate)) else {
            return false
        }
        rest = rest.extracting(droppingFirst: certificate.count)
        if let remainder {
            guard rest.extracting(first: remainder.count).hasSameBytes(as: bytes.extracting(remainder)) else {
                return false
            }
            rest = rest.extracting(droppingFirst: remainder.count)
        }
        guard let exponent else { return rest.isEmpty }
        return rest.hasSameBytes(as: bytes.extracting(exponent))
    }

    private func recoverIssuerKey(
        _ card: CardData, _ caKey: CAKeyIdentity, _ rsaKey: RSAPublicKey, _ certificate: Range<Int>,
        _ remainder: Range<Int>?, _ exponent: Range<Int>?
    ) throws(AuthenticationStage) -> VerifiedIssuerKey {
        let bytes = card.bytes.span
        guard certificate.count == rsaKey.modulusLength else { throw .issuerCertificateLength }
        guard rsa.recover(bytes.extracting(certificate), with: rsaKey, into: &issuerBlock),
            Self.hasFrame(issuerBlock)
        else { throw .issuerCertificateHeader }
        let block = issuerBlock
        // 02, identifier 4, expiry 2, serial 3, hash and key algorithm, key length, exponent length, key, hash, BC.
        guard block[1] == 0x02, block[11] == 0x01, block[12] == 0x01 else { throw .issuerCertificateFormat }
        sha1.start()
        sha1.update(block.span.extracting(1..<(block.count - 21)))
        if let remainder { sha1.update(bytes.extracting(remainder)) }
        if let exponent { sha1.update(bytes.extracting(exponent)) }
        sha1.finish(into: &digest)
        guard digestMatches(block) else { throw .issuerCertificateHash }

        let length = Int(block[13])
        let room = block.count - 36
        var modulus = Array(block[15..<(15 + min(room, length))])
        if let remainder { modulus += card.bytes[remainder] }
        guard Self.isWhole(remainder, length - room), let exponent, exponent.count == Int(block[14]),
            let key = RSAPublicKey(modulus: modulus.span, exponent: bytes.extracting(exponent))
        else { throw .issuerPublicKey }
        return VerifiedIssuerKey(
            ClaimedIssuerKey(
                material: .rsa(key), identifier: Array(block[2..<6]), expiry: Array(block[6..<8]),
                serial: Array(block[8..<11]), keyBytes: modulus),
            source: Self.source(certificate, remainder, exponent, card.bytes), caKey: caKey)
    }

    /// Whether a remainder is as long as what is missing of the key, and absent or empty where nothing is.
    ///
    /// The hash covers remainder, exponent and static data one behind the other: were a remainder taken that the key
    /// does not need, signed records could be hidden in it and others put in their place.
    static func isWhole(_ remainder: Range<Int>?, _ missing: Int) -> Bool {
        (remainder?.count ?? 0) == max(0, missing)
    }

    /// The card's modulus into ``iccKeyBytes``, from its certificate.
    ///
    /// EMV Book 2, 6.4 (from public sources; the page was not read).
    func recoverICCKey(
        _ card: CardData, _ subject: Subject, _ issuer: RSAPublicKey, checksStaticData: Bool = true
    ) throws(AuthenticationStage) -> PrimaryAccountNumber {
        let bytes = card.bytes.span
        guard let certificate = card.value(of: Tag.iccCertificate) else { throw .iccCertificateMissing }
        guard certificate.count == issuer.modulusLength else { throw .iccCertificateLength }
        guard rsa.recover(bytes.extracting(certificate), with: issuer, into: &iccBlock), Self.hasFrame(iccBlock),
            iccBlock.count > 42
        else { throw .iccCertificateHeader }
        let block = iccBlock
        let end = block.count
        guard block[1] == 0x04, block[17] == 0x01, block[18] == 0x01 else { throw .iccCertificateFormat }
        let remainder = card.value(of: Tag.iccRemainder)
        let exponent = card.value(of: Tag.iccExponent)
        if checksStaticData {
            sha1.start()
            sha1.update(block.span.extracting(1..<(end - 21)))
            if let remainder { sha1.update(bytes.extracting(remainder)) }
            if let exponent { sha1.update(bytes.extracting(exponent)) }
            for range in card.staticData { sha1.update(bytes.extracting(range)) }
            if let profile = staticProfile(card, subject) { sha1.update(bytes.extracting(profile)) }
            sha1.finish(into: &digest)
            guard digestMatches(block) else { throw .iccCertificateHash }
        }
        let pan = try certifiedPAN(block.span.extracting(2..<12), card)
        try checkICCExpiry(block.span.extracting(12..<14), subject)

        let length = Int(block[19])
        let room = end - 42
        iccKeyBytes.removeAll(keepingCapacity: true)
        iccKeyBytes += block[21..<(21 + min(room, length))]
        if let remainder { iccKeyBytes += card.bytes[remainder] }
        guard Self.isWhole(remainder, length - room), let exponent, exponent.count == Int(block[20]), length >= 64
        else { throw .iccPublicKey }
        return pan
    }

    /// Where the interchange profile lies, if it is signed behind the records.
    func staticProfile(_ card: CardData, _ subject: Subject) -> Range<Int>? {
        guard !subject.staticDataIsWhole, card.has(Tag.staticDataTagList) else { return nil }
        return card.value(of: Tag.interchangeProfile)
    }

    /// The card number of a certificate; it must be the one the card gives in clear, and the issuer's to give.
    func certifiedPAN(_ field: Span<UInt8>, _ card: CardData) throws(AuthenticationStage) -> PrimaryAccountNumber {
        guard let pan = PrimaryAccountNumber(compressed: field) else { throw .iccPANMismatch }
        if let clear = card.clearPAN {
            guard clear == pan else { throw .iccPANMismatch }
        } else if let issuer = claimedIssuer {
            // With a number in clear this was found out with the issuer's certificate.
            let identifier = issuer.identifier
            guard pan.begins(with: identifier.span) else { throw .issuerIdentifierMismatch }
        }
        return pan
    }

    func checkICCExpiry(_ field: Span<UInt8>, _ subject: Subject) throws(AuthenticationStage) {
        guard let date = subject.date else { return }
        guard let last = CalendarDate(endOfMonthYear: field), date <= last else { throw .iccCertificateExpired }
    }

    /// Recovers a signature of the card into ``signedBlock`` and checks its frame.
    func recoverSignature(
        _ card: CardData, _ range: Range<Int>, format: UInt8
    ) throws(AuthenticationStage) {
        guard range.count == iccKeyBytes.count else { throw .sdadLength }
        guard let exponent = card.value(of: Tag.iccExponent),
            rsa.recover(
                card.bytes.span.extracting(range), modulus: iccKeyBytes.span,
                exponent: card.bytes.span.extracting(exponent), into: &signedBlock),
            Self.hasFrame(signedBlock), signedBlock[1] == format, signedBlock[2] == 0x01,
            Int(signedBlock[3]) + 25 <= signedBlock.count
        else { throw .sdadHeader }
    }
}
