import CardCrypto
import SmartCard

extension PaymentApplication {
    /// GET PROCESSING OPTIONS (EMV Book 3, 6.5.8, and emv.md, 3.2 and 3.5).
    mutating func processingOptions(_ command: CommandAPDU, _ card: inout CardState) -> CardReply {
        let data = command.data
        guard command.p1 == 0, command.p2 == 0 else { return .status(0x6A86) }
        guard data.count >= 2, data[0] == 0x83, Int(data[1]) == data.count - 2,
            let request = TerminalRequest(Array(data[2...]), list: information.proprietary.value(0x9F38) ?? [])
        else { return .status(0x6A80) }
        guard transaction == nil, card.image.transactionCounter < UInt16.max else { return .status(0x6985) }
        let wanted = request.supportsSM2 ? sm2 ?? rsa : rsa
        guard let credentials = wanted else { return .status(0x6985) }
        let qualifiers = request.qualifiers
        let leavesQuickPass =
            kind == .contact || information.proprietary.value(0x9F38) == nil
            || (kind != .visa && qualifiers.wantsDebitCredit)
        guard leavesQuickPass || qualifiers.supportsQuickPass else { return .status(0x6985) }
        card.image.transactionCounter += 1
        if leavesQuickPass { return debitCredit(request, credentials, card) }
        return kind == .visa ? visa(request, credentials, &card) : quickPass(request, credentials, &card)
    }

    /// AIP and AFL in format 80: the card is used like one in a slot (EMV Book 3, 6.5.8.4).
    private mutating func debitCredit(
        _ request: TerminalRequest, _ credentials: CardCredentials, _ card: CardState
    ) -> CardReply {
        var records =
            leadingRecords + PaymentApplication.records(credentials)
            + [PaymentApplication.debitCreditRecord(card.image, kind)]
        changes.edit(&records, pan: card.image.pan)
        transaction = PaymentTransaction(
            request: request, records: records, isDebitCredit: true, counter: card.image.counterBytes,
            signer: credentials.signer)
        var objects = ObjectList([
            DataObject(0x82, PaymentApplication.profile(kind)), DataObject(0x94, CardRecord.fileLocator(records)),
        ])
        changes.edit(&objects)
        return reply(objects, form: changes.processingForm ?? .format1)
    }

    private mutating func quickPass(
        _ request: TerminalRequest, _ credentials: CardCredentials, _ card: inout CardState
    ) -> CardReply {
        let type = decide(request, card.image)
        let canAuthenticateOnline = (card.image.additionalFunctions ?? 0) & 0x40 != 0
        let qualifiers = request.qualifiers
        let isAuthenticated =
            switch type {
            case .approved: true
            case .online:
                canAuthenticateOnline && qualifiers.wantsAuthenticationForOnline && qualifiers.wantsOnlineCryptogram
            case .declined: false
            }
        guard isAuthenticated else {
            transaction = PaymentTransaction(
                request: request, records: [], isDebitCredit: false, counter: card.image.counterBytes,
                signer: credentials.signer)
            return reply(plainAnswer(request, type, card.image))
        }
        // From version 0030 on a card makes version 01, if the reader can check it.
        let isVersion1 = card.image.version.lexicographicallyPrecedes([0x00, 0x30]) == false
        var plan = FastAuthentication(
            format: 0x05, version: isVersion1 && qualifiers.supportsVersion1 ? 1 : 0, authenticationData: nil,
            request, counter: card.image.counterBytes)
        if plan.version == 1 {
            plan.authenticationData =
                [0x01] + card.random(4) + card.image.qualifiers + [card.image.additionalFunctions ?? 0]
        }
        changes.edit(&plan)
        let signature = plan.signature.signed(by: credentials.signer)
        let isInAnswer = signature.count <= PaymentApplication.longestSignatureInAnswer
        let cash = type == .approved ? card.image.cashBalanceFen : nil
        var records = leadingRecords + PaymentApplication.records(credentials)
        if !isInAnswer {
            records += signatureRecords(signature, cash: cash)
        }
        var last: [DataObject] = []
        if type == .approved { last.append(DataObject(0x9F74, Array("ECC001".utf8))) }
        if let data = plan.authenticationData { last.append(DataObject(0x9F69, data)) }
        if let extra = changes.extraRecord { records.append(extra) }
        if !last.isEmpty { records.append(CardRecord(7, 1, last)) }
        let locator = CardRecord.fileLocator(records)
        changes.edit(&records, pan: card.image.pan)
        transaction = PaymentTransaction(
            request: request, records: records, isDebitCredit: false, counter: card.image.counterBytes,
            signer: credentials.signer, debitFen: type == .approved ? request.amount : 0)
        var objects = ObjectList([
            DataObject(0x82, PaymentApplication.profile(kind)), DataObject(0x94, locator),
            DataObject(0x9F36, card.image.counterBytes),
            DataObject(0x9F26, cryptogram(request, type, card.image)),
            DataObject(0x9F10, issuerData(request, type, card.image)),
            DataObject(0x57, card.image.pan.track2(expiry: card.image.expiry)),
            DataObject(0x5F34, [card.image.panSequence]),
        ])
        if isInAnswer { objects.append(0x9F4B, signature) }
        objects.append(0x9F6C, card.image.qualifiers)
        if isInAnswer, let cash { objects.append(0x9F5D, BinaryCodedDecimal.bytes(cash, count: 6)) }
        changes.edit(&objects)
        return reply(objects)
    }

    /// The longest `9F4B` that still goes into the answer: a key of 1024 bits (a card applet, emv.md, 3.5).
    static let longestSignatureInAnswer = 128

    /// What the card makes of the amount and the reader's wishes (a card applet, emv.md, 5.1).
    private func decide(_ request: TerminalRequest, _ image: CardImage) -> CryptogramType {
        if image.isPrepaid, request.amount == 0 { return .declined }
        if request.qualifiers.wantsOnlineCryptogram { return .online }
        if let balance = image.cashBalanceFen, request.value(0x5F2A, count: 2) == image.currency,
            request.amount <= min(balance, image.cashLimitFen)
        {
            return .approved
        }
        return request.qualifiers.isOfflineOnly ? .declined : .online
    }

    /// An answer without authentication: no file locator, nothing to read.
    private func plainAnswer(_ request: TerminalRequest, _ type: CryptogramType, _ image: CardImage) -> ObjectList {
        var objects = ObjectList([
            DataObject(0x82, PaymentApplication.profile(kind)), DataObject(0x9F36, image.counterBytes),
            DataObject(0x57, image.pan.track2(expiry: image.expiry)),
            DataObject(0x9F10, issuerData(request, type, image)),
            DataObject(0x9F26, cryptogram(request, type, image)),
            DataObject(0x9F63, [UInt8](repeating: 0x30, count: 16)), DataObject(0x5F34, [image.panSequence]),
            DataObject(0x9F6C, image.qualifiers),
        ])
        changes.edit(&objects)
        return objects
    }

    /// `9F4B` and what is left of the electronic cash. With a key of 1984 bits they do not fit one short answer, and
    /// the amount gets a record of its own; that is our choice, no such card was seen.
    private func signatureRecords(_ signature: [UInt8], cash: Int?) -> [CardRecord] {
        let first = CardRecord(6, 1, [DataObject(0x9F4B, signature)])
        guard let cash else { return [first] }
        let amount = DataObject(0x9F5D, BinaryCodedDecimal.bytes(cash, count: 6))
        var both = first
        both.objects.append(amount.tag, amount.value)
        return both.bytes.count <= 256 ? [both] : [first, CardRecord(6, 2, [amount])]
    }
}
