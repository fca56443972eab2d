import CardCrypto
import SmartCard

extension CardAuthenticator {
    /// fDDA: the signature that came with GET PROCESSING OPTIONS or in a record.
    ///
    /// - **Source**: emv.md 4.3 (public terminal and card sources; EMVCo Book C-7 and JR/T 0025.12 were not read). That
    ///   the counter inside the signature equals `9F36` is our own check.
    package func verifyFast(
        _ card: CardData, rid: UInt64, date: CalendarDate?, terminal: borrowing FastDDA,
        staticDataIsWhole: Bool = false
    ) -> Authentication<AuthenticatedCard> {
        let subject = Subject(rid: rid, date: date, staticDataIsWhole: staticDataIsWhole)
        do throws(AuthenticationStage) {
            return .verified(try fast(card, subject, terminal))
        } catch {
            return .failed(error)
        }
    }

    private func fast(
        _ card: CardData, _ subject: Subject, _ terminal: borrowing FastDDA
    ) throws(AuthenticationStage) -> AuthenticatedCard {
        let issuer = try issuerKey(card, subject)
        let pan: PrimaryAccountNumber
        var sm2Key: SM2PublicKey?
        switch issuer.material {
        case .rsa(let key): pan = try recoverICCKey(card, subject, key)
        case .sm2(let key): (pan, sm2Key) = try verifyICCKey(card, subject, key)
        }
        let bytes = card.bytes.span
        if terminal.rules.requiresDDABit {
            // AIP byte 1 b6: DDA supported.
            guard let profile = card.value(of: Tag.interchangeProfile), profile.count == 2,
                bytes[profile.lowerBound] & 0x20 != 0
            else { throw .dynamicAuthenticationNotSupported }
        }
        let version = try fastVersion(card, terminal.rules)
        guard let signature = card.value(of: Tag.signedDynamicData) else { throw .sdadMissing }
        let counter: UInt16
        if let sm2Key {
            counter = try verifyFastSM2(card, signature, sm2Key, terminal, version)
        } else {
            try recoverSignature(card, signature, format: terminal.rules.signedDataFormat)
            sha1.start()
            sha1.update(signedBlock.span.extracting(1..<(signedBlock.count - 21)))
            updateTerminalData(terminal, version, card) { sha1.update($0) }
            sha1.finish(into: &digest)
            guard digestMatches(signedBlock) else { throw .sdadHash }
            // LDD, then the length of the dynamic number, then the number: the transaction counter.
            guard signedBlock[3] >= 3, signedBlock[4] == 2 else { throw .atcMismatch }
            counter = UInt16(signedBlock[5]) << 8 | UInt16(signedBlock[6])
        }
        if let clear = card.value(of: Tag.transactionCounter) {
            guard clear.count == 2,
                UInt16(bytes[clear.lowerBound]) << 8 | UInt16(bytes[clear.lowerBound + 1]) == counter
            else { throw .atcMismatch }
        } else if terminal.rules.requiresCounterInClear {
            throw .atcMismatch
        }
        return AuthenticatedCard(pan: pan, method: .fdda, transactionCounter: counter)
    }

    /// Checks the card authentication data and says which version signed.
    private func fastVersion(_ card: CardData, _ rules: FastDDA.Rules) throws(AuthenticationStage) -> UInt8 {
        guard let data = card.value(of: Tag.cardAuthenticationData), !data.isEmpty else {
            guard rules.allowsVersion00 else { throw .fddaInputIncomplete }
            return 0
        }
        let bytes = card.bytes
        let version = bytes[data.lowerBound]
        guard version <= 1, version == 1 || rules.allowsVersion00 else { throw .fddaVersion }
        guard version == 1 else { return 0 }
        guard rules.cardAuthenticationDataLength.contains(data.count) else { throw .cardAuthenticationDataLength }
        // Version, card random 4, CTQ 2: a CTQ changed on the air, or left out there, shows here.
        let signed = (bytes[data.lowerBound + 5], bytes[data.lowerBound + 6])
        if let qualifiers = card.value(of: Tag.cardQualifiers) {
            guard qualifiers.count == 2, bytes[qualifiers.lowerBound] == signed.0,
                bytes[qualifiers.lowerBound + 1] == signed.1
            else { throw .ctqMismatch }
        } else if signed != (0, 0) {
            throw .ctqMismatch
        }
        return 1
    }

    /// Gives `update` the terminal's dynamic data: `9F37 9F02 5F2A 9F69`, or `9F37` alone for version 00.
    func updateTerminalData(
        _ terminal: borrowing FastDDA, _ version: UInt8, _ card: CardData, _ update: (Span<UInt8>) -> Void
    ) {
        scratch.removeAll(keepingCapacity: true)
        TransactionData.append(UInt64(terminal.unpredictableNumber), bytes: 4, to: &scratch)
        if version == 1 {
            TransactionData.appendDecimal(terminal.amount, bytes: 6, to: &scratch)
            TransactionData.append(UInt64(terminal.currency), bytes: 2, to: &scratch)
            if let data = card.value(of: Tag.cardAuthenticationData) { scratch += card.bytes[data] }
        }
        let data = scratch
        update(data.span)
    }
}
