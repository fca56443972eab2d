/// What the card answers with: the two upper bits of the cryptogram information data.
package enum CryptogramType: UInt8, Hashable, Sendable {
    /// Refused.
    case aac = 0x00
    /// Approved by the card, offline.
    case tc = 0x40
    /// To be authorised online.
    case arqc = 0x80

    /// From `9F27`, or from the card verification results in `9F10` where there is none.
    ///
    /// CVR byte 2, bits b6-b5: 00 AAC, 01 TC, 10 ARQC, 11 an error (emv.md 3.4: public card and terminal sources).
    ///
    /// Neither is signed. A card that says "approved" in one and something else in the other is taken for no card.
    package init?(card: borrowing CardData) {
        var verification: UInt8?
        if let data = card.value(of: Tag.issuerApplicationData), data.count >= 7 {
            verification = (card.bytes[data.lowerBound + 4] & 0x30) << 2
        }
        guard let information = card.value(of: Tag.cryptogramInformation) else {
            guard let verification else { return nil }
            self.init(rawValue: verification)
            return
        }
        guard information.count == 1 else { return nil }
        self.init(rawValue: card.bytes[information.lowerBound] & 0xC0)
        if self == .tc, let verification, verification != rawValue { return nil }
    }
}
