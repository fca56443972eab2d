import CardCrypto
import EMV
import SmartCard

/// Authorisation data that the acquirer's key has opened.
///
/// - **Limits**: holds the card number in clear, in memory and nowhere else; nothing of it is printed.
package struct OpenedAuthorisation {
    /// The card's counter of transactions (`9F36`).
    package private(set) var transactionCounter: UInt16?
    /// The random number that the card signed (`9F37`).
    package private(set) var unpredictableNumber: UInt32?
    /// Whether the card's cryptogram (`9F26`) is there.
    package private(set) var hasCryptogram = false
    private var number: PrimaryAccountNumber?

    /// Opens a box; nil if it was not sealed to this key, was changed, or holds something else.
    package init?(_ box: [UInt8], privateKey: [UInt8]) {
        guard let bytes = SealedBox.open(box, privateKey: privateKey, context: AuthorisationData.context) else {
            return nil
        }
        var reader = TLVReader(0..<bytes.count)
        do throws(TLVError) {
            while let object = try reader.next(in: bytes.span) {
                let value = bytes[object.value]
                switch object.tag {
                case 0x57: number = PrimaryAccountNumber(track2: Array(value).span)
                case 0x9F36 where value.count == 2: transactionCounter = UInt16(Self.number(value))
                case 0x9F37 where value.count == 4: unpredictableNumber = UInt32(Self.number(value))
                case 0x9F26: hasCryptogram = value.count == 8
                default: break
                }
            }
        } catch {
            return nil
        }
    }

    /// Whether it is the data of a tap: its counter and random number, and with the token's key its card.
    package func belongs(
        counter: UInt16?, unpredictableNumber number: UInt32?, token: CardTokenValue, tokenizer: CardTokenizer?
    ) -> Bool {
        guard hasCryptogram, let transactionCounter, transactionCounter == counter, unpredictableNumber == number else {
            return false
        }
        guard let tokenizer else { return true }
        guard let card = self.number else { return false }
        return tokenizer.token(of: card) == token
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
