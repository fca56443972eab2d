import CardCrypto
import SmartCard

/// SDA, DDA and CDA: the methods of contact cards, for the verify tool. A gate accepts fDDA only.
extension CardAuthenticator {
    /// SDA: the issuer's signature over fixed data (EMV Book 2, 5; from public sources, the page was not read).
    package func verifyStatic(
        _ card: CardData, rid: UInt64, date: CalendarDate?, staticDataIsWhole: Bool = false
    ) -> Authentication<AuthenticationMethod> {
        let subject = Subject(rid: rid, date: date, staticDataIsWhole: staticDataIsWhole)
        do throws(AuthenticationStage) {
            let issuer = try issuerKey(card, subject)
            guard let signature = card.value(of: Tag.signedStaticData) else { throw .ssadMissing }
            switch issuer.material {
            case .sm2(let key): try verifyStaticSM2(card, subject, signature, key)
            case .rsa(let key): try verifyStaticRSA(card, subject, signature, key)
            }
            return .verified(.sda)
        } catch {
            return .failed(error)
        }
    }

    private func verifyStaticRSA(
        _ card: CardData, _ subject: Subject, _ signature: Range<Int>, _ key: RSAPublicKey
    ) throws(AuthenticationStage) {
        let bytes = card.bytes.span
        guard signature.count == key.modulusLength else { throw .ssadLength }
        guard rsa.recover(bytes.extracting(signature), with: key, into: &signedBlock), Self.hasFrame(signedBlock),
            signedBlock[1] == 0x03, signedBlock[2] == 0x01
        else { throw .ssadHeader }
        sha1.start()
        sha1.update(signedBlock.span.extracting(1..<(signedBlock.count - 21)))
        for range in card.staticData { sha1.update(bytes.extracting(range)) }
        if let profile = staticProfile(card, subject) { sha1.update(bytes.extracting(profile)) }
        sha1.finish(into: &digest)
        guard digestMatches(signedBlock) else { throw .ssadHash }
    }

    /// What a DDA or CDA card signed beside its own number.
    package struct ContactTerminal: Sendable {
        /// DDA: the DDOL's values. CDA: `9F37`.
        package var dynamicData: [UInt8]
        /// CDA: PDOL values, CDOL1 values, then the answer's objects but `9F4B`, in the card's order.
        package var transactionData: [UInt8]
        /// `staticDataToAuthenticate` was not recorded: the hash of the card's certificate is not checked.
        package var lacksStaticData: Bool

        package init(dynamicData: [UInt8], transactionData: [UInt8] = [], lacksStaticData: Bool = false) {
            self.dynamicData = dynamicData
            self.transactionData = transactionData
            self.lacksStaticData = lacksStaticData
        }
    }

    /// DDA and CDA (EMV Book 2, 6.5 and 6.6; from public sources, the pages were not read).
    package func verifyDynamic(
        _ card: CardData, rid: UInt64, date: CalendarDate?, method: AuthenticationMethod,
        terminal: ContactTerminal, staticDataIsWhole: Bool = false
    ) -> Authentication<AuthenticationMethod> {
        let subject = Subject(rid: rid, date: date, staticDataIsWhole: staticDataIsWhole)
        do throws(AuthenticationStage) {
            let issuer = try issuerKey(card, subject)
            guard case .rsa(let key) = issuer.material else { throw .issuerPublicKey }
            _ = try recoverICCKey(card, subject, key, checksStaticData: !terminal.lacksStaticData)
            guard let signature = card.value(of: Tag.signedDynamicData) else { throw .sdadMissing }
            try recoverSignature(card, signature, format: 0x05)
            sha1.start()
            sha1.update(signedBlock.span.extracting(1..<(signedBlock.count - 21)))
            sha1.update(terminal.dynamicData.span)
            sha1.finish(into: &digest)
            guard digestMatches(signedBlock) else { throw .sdadHash }
            if method == .cda { try checkCombined(card, terminal) }
            return .verified(method)
        } catch {
            return .failed(error)
        }
    }

    private func checkCombined(_ card: CardData, _ terminal: ContactTerminal) throws(AuthenticationStage) {
        guard let signed = combinedData else { throw .cdaCryptogramInformation }
        guard let information = card.value(of: Tag.cryptogramInformation), information.count == 1,
            card.bytes[information.lowerBound] == signed.cryptogramInformation
        else { throw .cdaCryptogramInformation }
        guard Digest.hash(.sha1, terminal.transactionData) == signed.transactionDataHash else {
            throw .cdaTransactionDataHash
        }
    }

    /// The card's dynamic data in the last recovered signature: the number, and for CDA what follows it.
    package var dynamicNumber: [UInt8]? {
        guard Self.hasFrame(signedBlock), signedBlock[1] != 0x03, signedBlock[3] > 0,
            Int(signedBlock[3]) + 25 <= signedBlock.count
        else { return nil }
        let length = Int(signedBlock[4])
        guard length < Int(signedBlock[3]) else { return nil }
        return Array(signedBlock[5..<(5 + length)])
    }

    /// What CDA signs behind the dynamic number.
    package struct CombinedData: Hashable, Sendable {
        package let cryptogramInformation: UInt8
        package let cryptogram: [UInt8]
        package let transactionDataHash: [UInt8]
    }

    /// The CDA part of the last recovered signature; nil if it has none.
    package var combinedData: CombinedData? {
        guard let number = dynamicNumber else { return nil }
        let at = 5 + number.count
        guard Int(signedBlock[3]) == 1 + number.count + 29, at + 29 <= signedBlock.count - 21 else { return nil }
        return CombinedData(
            cryptogramInformation: signedBlock[at], cryptogram: Array(signedBlock[(at + 1)..<(at + 9)]),
            transactionDataHash: Array(signedBlock[(at + 9)..<(at + 29)]))
    }

    /// The card's signature recovered with its own key, whatever it is worth; empty if it cannot be. For reports.
    package func recoveredSignature(of card: CardData) -> [UInt8] {
        guard let range = card.value(of: Tag.signedDynamicData), let exponent = card.value(of: Tag.iccExponent)
        else { return [] }
        let bytes = card.bytes.span
        let modulus = iccKeyBytes
        guard range.count == modulus.count,
            rsa.recover(
                bytes.extracting(range), modulus: modulus.span, exponent: bytes.extracting(exponent),
                into: &signedBlock)
        else { return [] }
        return signedBlock
    }

    /// The certificate number field, expiry and code that were recovered last, for reports.
    package var details: Details {
        let icc = iccBlock.count > 42 ? (Array(iccBlock[2..<12]), Array(iccBlock[12..<14])) : ([], [])
        return Details(
            iccPANField: icc.0, iccExpiry: icc.1,
            dataAuthenticationCode: signedBlock.count > 5 ? Array(signedBlock[3..<5]) : [])
    }

    /// What a report shows of recovered blocks.
    package struct Details: Hashable, Sendable {
        package let iccPANField: [UInt8]
        package let iccExpiry: [UInt8]
        package let dataAuthenticationCode: [UInt8]
    }
}
