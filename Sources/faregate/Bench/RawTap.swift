import CardCrypto
import EMV
import SmartCard

/// What libcrypto must do for one card, and nothing else.
struct RawTap {
    private enum Work {
        case rsa(RawOperations, RSAInputs)
        case sm2(RawSM2Operations, SM2Inputs)
    }

    private struct RSAInputs {
        var issuerCertificate: [UInt8]
        var iccCertificate: [UInt8]
        var signature: [UInt8]
        var issuerModulus: [UInt8]
        var iccModulus: [UInt8]
        var exponents: (ca: UInt, issuer: UInt, icc: UInt)
        /// Messages of about the lengths that are hashed.
        var messages: [[UInt8]]
    }

    /// One signature with what it covers.
    private struct Signed {
        var message: [UInt8]
        var signature: [UInt8]
    }

    private struct SM2Inputs {
        var issuerCertificate: Signed
        var iccCertificate: Signed
        var dynamicData: Signed
        var issuerKey: [UInt8]
        var iccKey: [UInt8]
    }

    private let isIssuerKnown: Bool
    private let work: Work

    var isSM2: Bool {
        if case .sm2 = work { return true }
        return false
    }

    /// What an accepted tap needed; nil if the card lacks something of it.
    init?(_ card: CardData, _ authenticator: CardAuthenticator, _ tap: RecordedTap, isIssuerKnown: Bool) {
        guard let issuer = authenticator.issuerKey,
            let caKey = tap.keys.key(issuer.caKey, certificateLength: nil),
            let certificate = card.copy(of: Tag.issuerCertificate), let icc = card.copy(of: Tag.iccCertificate),
            let signature = card.copy(of: Tag.signedDynamicData)
        else { return nil }
        self.isIssuerKnown = isIssuerKnown
        switch caKey.material {
        case .rsa(let key):
            func word(_ tag: UInt32) -> UInt { (card.copy(of: tag) ?? [3]).reduce(0) { $0 << 8 | UInt($1) } }
            let inputs = RSAInputs(
                issuerCertificate: certificate, iccCertificate: icc, signature: signature,
                issuerModulus: issuer.keyBytes, iccModulus: authenticator.iccKeyBytes,
                exponents: (UInt(key.exponent), word(Tag.issuerExponent), word(Tag.iccExponent)),
                messages: [certificate.count + 40, icc.count + 40, signature.count].map {
                    [UInt8](repeating: 0x5A, count: $0)
                })
            work = .rsa(RawOperations(keptModulus: isIssuerKnown ? issuer.keyBytes : key.modulusBytes), inputs)
        case .sm2(let key):
            let operations = RawSM2Operations()
            operations.keep(isIssuerKnown ? issuer.keyBytes : key.xy)
            let inputs = SM2Inputs(
                issuerCertificate: Self.signed(certificate),
                iccCertificate: Self.signed(icc, and: Self.staticData(card)),
                dynamicData: Self.signed(signature, and: Self.terminalData(card, tap.transaction)),
                issuerKey: issuer.keyBytes, iccKey: authenticator.iccKeyBytes)
            work = .sm2(operations, inputs)
            // The yardstick must do the whole work: with other messages nothing would be good.
            guard Self.verify(operations, inputs, isIssuerKnown) else { return nil }
        }
    }

    /// The operations of one tap.
    func run() {
        switch work {
        case .rsa(let operations, let inputs): recover(operations, inputs)
        case .sm2(let operations, let inputs): _ = Self.verify(operations, inputs, isIssuerKnown)
        }
    }

    private func recover(_ operations: RawOperations, _ inputs: RSAInputs) {
        if !isIssuerKnown {
            operations.recoverKept(inputs.issuerCertificate, exponent: inputs.exponents.ca)
            operations.digest(inputs.messages[0])
            operations.recoverPreparing(
                inputs.iccCertificate, modulus: inputs.issuerModulus, exponent: inputs.exponents.issuer)
        } else {
            operations.recoverKept(inputs.iccCertificate, exponent: inputs.exponents.issuer)
        }
        operations.digest(inputs.messages[1])
        operations.recoverOnce(inputs.signature, modulus: inputs.iccModulus, exponent: inputs.exponents.icc)
        operations.digest(inputs.messages[2])
    }

    /// Keys from their points, and one verification each.
    private static func verify(
        _ operations: RawSM2Operations, _ inputs: SM2Inputs, _ isIssuerKnown: Bool
    ) -> Bool {
        let (issuer, icc, data) = (inputs.issuerCertificate, inputs.iccCertificate, inputs.dynamicData)
        if isIssuerKnown {
            guard operations.verifyKept(icc.message, icc.signature) else { return false }
        } else {
            guard operations.verifyKept(issuer.message, issuer.signature),
                operations.verify(icc.message, icc.signature, key: inputs.issuerKey)
            else { return false }
        }
        return operations.verify(data.message, data.signature, key: inputs.iccKey)
    }

    // MARK: What SM2 signs (emv.md 4.4)

    private static func signed(_ object: [UInt8], and more: [UInt8] = []) -> Signed {
        Signed(
            message: object.dropLast(64) + more, signature: RawSM2Operations.encoded(Array(object.suffix(64))))
    }

    private static func staticData(_ card: CardData) -> [UInt8] {
        let records = card.staticData.flatMap { card.bytes[$0] }
        return card.has(Tag.staticDataTagList) ? records + (card.copy(of: Tag.interchangeProfile) ?? []) : records
    }

    private static func terminalData(_ card: CardData, _ transaction: TransactionData) -> [UInt8] {
        func bytes(_ number: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * (count - 1 - $0))) }
        }
        let amount = Hex.bytes(decimal(transaction.amount, digits: 12)) ?? []
        return bytes(transaction.unpredictableNumber, 4) + amount + bytes(UInt32(transaction.currency), 2)
            + (card.copy(of: Tag.cardAuthenticationData) ?? [])
    }
}
