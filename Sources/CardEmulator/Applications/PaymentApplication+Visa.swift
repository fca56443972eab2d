import CardCrypto

extension PaymentApplication {
    /// A Visa card's answer: always an ARQC, with signature if the reader asks for it (a real card's tap,
    /// `trace-visa-oda-for-online-arqc-a`; TTQ byte 2, b8 does not matter there).
    mutating func visa(
        _ request: TerminalRequest, _ credentials: CardCredentials, _ card: inout CardState
    ) -> CardReply {
        let image = card.image
        let isAuthenticated = request.qualifiers.wantsAuthenticationForOnline
        var objects = ObjectList([DataObject(0x82, PaymentApplication.profile(kind))])
        var records: [CardRecord] = []
        var signature: [UInt8]?
        var isInAnswer = true
        if isAuthenticated {
            var plan = FastAuthentication(
                format: 0x95, version: 1, authenticationData: [0x01] + card.random(4) + image.qualifiers, request,
                counter: image.counterBytes)
            changes.edit(&plan)
            let signed = plan.signature.signed(by: credentials.signer)
            signature = signed
            isInAnswer = signed.count <= PaymentApplication.longestSignatureInAnswer
            records = PaymentApplication.visaRecords(
                image, credentials, authenticationData: plan.authenticationData, signature: isInAnswer ? nil : signed)
            objects.append(0x94, CardRecord.fileLocator(records))
        }
        objects.append(0x57, image.visaPAN.track2(expiry: image.expiry))
        if !isAuthenticated { objects.append(0x5F34, [image.panSequence]) }
        objects.append(0x9F10, issuerData(request, .online, image))
        objects.append(0x9F26, cryptogram(request, .online, image))
        objects.append(0x9F27, [CryptogramType.online.information])
        objects.append(0x9F36, image.counterBytes)
        if let signature, isInAnswer { objects.append(0x9F4B, signature) }
        objects.append(0x9F6C, image.qualifiers)
        changes.edit(&records, pan: image.visaPAN)
        changes.edit(&objects)
        transaction = PaymentTransaction(
            request: request, records: records, isDebitCredit: false, counter: image.counterBytes,
            signer: credentials.signer)
        return reply(objects)
    }
}
