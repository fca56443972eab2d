import CardCrypto

/// The keys and MACs of an ED/EP purchase by 3DES and DES (emv.md, section 7).
///
/// - **Source**: public applets and terminals; JR/T 0025.9 was not read.
struct TransitMAC {
    let masterKey: [UInt8]
    let serial: [UInt8]
    let random: [UInt8]
    let sequence: [UInt8]
    let terminalSequence: [UInt8]
    let amount: [UInt8]
    let type: [UInt8]
    let terminal: [UInt8]
    let dateTime: [UInt8]

    /// The card's own key: the master key's encryption of the serial number and of its complement.
    var cardKey: [UInt8] {
        TripleDES.encrypt(serial, key: masterKey) + TripleDES.encrypt(serial.map(~), key: masterKey)
    }

    /// The key of this purchase.
    var sessionKey: [UInt8] { TripleDES.encrypt(random + sequence + terminalSequence.suffix(2), key: cardKey) }

    /// What the terminal proves itself with.
    var mac1: [UInt8] { mac(amount + type + terminal + dateTime, key: sessionKey) }

    /// What the card proves the debit with.
    var mac2: [UInt8] { mac(amount, key: sessionKey) }

    /// What the card gives for settlement, if the TAC key comes of the same master key.
    var tac: [UInt8] {
        let halves = zip(cardKey.prefix(8), cardKey.suffix(8)).map { $0 ^ $1 }
        return mac(amount + type + terminal + terminalSequence + dateTime, key: halves)
    }

    private func mac(_ data: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(TripleDES.cbcMAC(TripleDES.padded80(data), key: key).prefix(4))
    }
}
