import CardCrypto
import SmartCard

extension FastAuthentication {
    /// What a card signs of a terminal's request.
    init(
        format: UInt8, version: UInt8, authenticationData: [UInt8]?, _ request: TerminalRequest, counter: [UInt8]
    ) {
        self.init(
            format: format, version: version, authenticationData: authenticationData,
            unpredictableNumber: request.value(0x9F37, count: 4), amount: request.value(0x9F02, count: 6),
            currency: request.value(0x5F2A, count: 2), counter: counter)
    }
}

extension PaymentApplication {
    /// `9F10`: key index, cryptogram version, CVR, algorithm, amount or balance, MAC (emv.md, 3.4); Visa's is shorter.
    func issuerData(_ request: TerminalRequest, _ type: CryptogramType, _ image: CardImage) -> [UInt8] {
        let results: [UInt8] = [0x03, type.verificationResults, 0x00, 0x00]
        if kind == .visa { return [0x06, 0x04, 0x0A, 0x03, type.verificationResults, 0x20, 0x00] }
        let algorithm: UInt8 = 0x01
        let balance = BinaryCodedDecimal.bytes(image.cashBalanceFen ?? 0, count: 5)
        let plain = [0x07, 0x01, 0x01] + results + [algorithm, 0x0A, 0x01] + balance
        return plain + mac(plain, image).prefix(4)
    }

    /// `9F26`: made with a secret of the emulator; no issuer's algorithm, since only an issuer could check it.
    func cryptogram(_ request: TerminalRequest, _ type: CryptogramType, _ image: CardImage) -> [UInt8] {
        Array(mac(request.bytes + PaymentApplication.profile(kind) + [type.information], image).prefix(8))
    }

    private func mac(_ bytes: [UInt8], _ image: CardImage) -> [UInt8] {
        let key = Array("FareGate test issuer".utf8) + image.pan(of: kind).compressed
        return HMAC.sha256(image.counterBytes + bytes, key: key)
    }

    /// The answer to GET PROCESSING OPTIONS around its objects.
    func reply(_ objects: ObjectList, form: ProcessingForm? = nil) -> CardReply {
        switch form ?? changes.processingForm {
        case nil: return CardReply(data: objects.template(0x77))
        case .bytes(let bytes): return CardReply(data: bytes)
        case .leading(let bytes): return CardReply(data: bytes + objects.template(0x77))
        case .format1:
            var writer = TLVWriter()
            writer.write(0x80, (objects.value(0x82) ?? []) + (objects.value(0x94) ?? []))
            return CardReply(data: writer.bytes)
        }
    }

    /// INTERNAL AUTHENTICATE (EMV Book 2, 6.5.1): the signature over counter and terminal number, format 80.
    func internalAuthenticate(_ command: CommandAPDU) -> CardReply {
        guard let transaction, transaction.isDebitCredit else { return .status(0x6985) }
        guard command.data.count == 4 else { return .status(0x6700) }
        let signature = DynamicSignature(
            format: 0x05, dynamicData: [0x02] + transaction.counter, terminalData: command.data
        ).signed(by: transaction.signer)
        var writer = TLVWriter()
        writer.write(0x80, signature)
        return CardReply(data: writer.bytes)
    }

    /// GENERATE AC of the debit/credit path, with P1 b5 as combined signature (EMV Book 2, 6.6.1).
    func generateCryptogram(_ command: CommandAPDU, _ card: CardState) -> CardReply {
        guard let transaction, transaction.isDebitCredit else { return .status(0x6985) }
        guard let request = TerminalRequest(command.data, list: PaymentApplication.firstCryptogramList) else {
            return .status(0x6700)
        }
        // The card never approves by itself: it goes online unless the terminal refuses.
        let type: CryptogramType = command.p1 & 0xC0 == 0 ? .declined : .online
        let code = cryptogram(request, type, card.image)
        let data = issuerData(request, type, card.image)
        guard command.p1 & 0x10 != 0, type != .declined, case .rsa = transaction.signer else {
            var writer = TLVWriter()
            writer.write(0x80, [type.information] + transaction.counter + code + data)
            return CardReply(data: writer.bytes)
        }
        var objects = ObjectList([DataObject(0x9F27, [type.information]), DataObject(0x9F36, transaction.counter)])
        var covered = objects
        covered.append(0x9F10, data)
        // Transaction data hash: PDOL values, CDOL1 values, the answer without the signature (emv.md, 8, rule 11).
        let hash = Digest.hash(.sha1, transaction.request.bytes + request.bytes + covered.bytes)
        let dynamicNumber = [0x02] + transaction.counter
        let signature = DynamicSignature(
            format: 0x05,
            dynamicData: dynamicNumber + [changes.combinedCryptogramType ?? type.information] + code + hash,
            terminalData: request.value(0x9F37, count: 4)
        ).signed(by: transaction.signer)
        objects.append(0x9F4B, signature)
        objects.append(0x9F10, data)
        return CardReply(data: objects.template(0x77))
    }
}
