/// A transaction of a payment application, from GET PROCESSING OPTIONS to the last record.
struct PaymentTransaction {
    let request: TerminalRequest
    /// In the order of the file locator.
    let records: [CardRecord]
    /// Whether the card left qPBOC, so that INTERNAL AUTHENTICATE and GENERATE AC follow.
    let isDebitCredit: Bool
    let counter: [UInt8]
    let signer: CardCredentials.Signer
    /// What the last record takes from the electronic cash.
    var debitFen = 0
    var recordsRead = 0
}

/// The type of cryptogram that a card gives, as it stands in `9F10` and `9F27`.
enum CryptogramType {
    /// Refused.
    case declined
    /// Approved by the card.
    case approved
    /// To be sent to the bank.
    case online

    /// Byte 2 of the CVR: bits b6 and b5 say the type, b8 that no second cryptogram was asked (emv.md, 3.4).
    var verificationResults: UInt8 {
        switch self {
        case .declined: 0x80
        case .approved: 0x90
        case .online: 0xA0
        }
    }

    /// Cryptogram information data, `9F27`.
    var information: UInt8 {
        switch self {
        case .declined: 0x00
        case .approved: 0x40
        case .online: 0x80
        }
    }
}
