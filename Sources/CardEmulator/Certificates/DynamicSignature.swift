import CardCrypto

/// What a card signs afresh in each transaction, before it does.
///
/// - **Source**: emv.md 4.1 (signed dynamic application data) and 4.4 (SM2, known from one public source).
struct DynamicSignature: Hashable, Sendable {
    /// `05`; Visa writes `95`.
    var format: UInt8
    /// Length and value of the ICC dynamic number, and for CDA what follows it.
    var dynamicData: [UInt8]
    /// What the terminal knows and the signature covers too.
    var terminalData: [UInt8]
    /// The identity in ZA; unused for RSA.
    var identity = SM2.defaultIdentifier

    func signed(by signer: CardCredentials.Signer) -> [UInt8] {
        switch signer {
        case .rsa(let key):
            let header = [format, 0x01, UInt8(dynamicData.count)] + dynamicData
            let filler = [UInt8](repeating: 0xBB, count: key.modulus.count - header.count - 22)
            let hash = Digest.hash(.sha1, header + filler + terminalData)
            return key.sign([0x6A] + header + filler + hash + [0xBC])
        case .sm2(let key):
            let plain = [0x15, UInt8(dynamicData.count)] + dynamicData
            return plain + key.sign(plain + terminalData, id: identity)
        }
    }
}

/// The fast dynamic authentication of a contactless card: what it puts into `9F69` and what it signs (emv.md 4.3).
struct FastAuthentication: Hashable, Sendable {
    /// `05` for UnionPay, `95` for Visa.
    var format: UInt8
    /// 01 signs the terminal's number, amount and currency and the authentication data; 00 the number alone.
    var version: UInt8
    /// `9F69`; nil for a card of version 00.
    var authenticationData: [UInt8]?
    var unpredictableNumber: [UInt8]
    var amount: [UInt8]
    var currency: [UInt8]
    /// The transaction counter as ICC dynamic number.
    var counter: [UInt8]
    var identity = SM2.defaultIdentifier

    var signature: DynamicSignature {
        let terminalData =
            version == 0
            ? unpredictableNumber : unpredictableNumber + amount + currency + (authenticationData ?? [])
        return DynamicSignature(
            format: format, dynamicData: [UInt8(counter.count)] + counter, terminalData: terminalData,
            identity: identity)
    }
}
