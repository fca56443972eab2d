import CardCrypto
import SmartCard

/// What the acquirer needs to ask the bank later, made and sealed at once.
///
/// - **Shape**: the data objects `57 5F34 9F26 9F10 9F36 9F37 95 9A 82 9C 9F1A 5F2A 9F02 9F03` in this order.
/// - **Limits**: holds the card number in clear; it leaves this type only sealed to the acquirer's key (X25519, HKDF,
///   AES-256-GCM, a fresh key each time), and the box has no key that opens it.
/// - **Source**: the list is the project's own choice (emv.md 5.1).
package struct AuthorisationData: Sendable {
    /// Bound into the seal, so that a box cannot be taken for something else.
    package static let context: [UInt8] = Array("faregate-authorisation-1".utf8)

    private let bytes: [UInt8]

    /// The data of a transaction.
    package init(card: CardData, transaction: TransactionData) {
        var writer = TLVWriter()
        for tag: UInt32 in [0x57, 0x5F34, 0x9F26, 0x9F10, 0x9F36] {
            if let value = card.copy(of: tag) { writer.write(tag, value) }
        }
        func write(_ tag: UInt32) {
            var value: [UInt8] = []
            if transaction.append(tag, to: &value, sm2: false) { writer.write(tag, value) }
        }
        for tag in [Tag.unpredictableNumber, Tag.verificationResults, Tag.transactionDate] { write(tag) }
        if let profile = card.copy(of: Tag.interchangeProfile) { writer.write(Tag.interchangeProfile, profile) }
        for tag in [
            Tag.transactionType, Tag.terminalCountry, Tag.transactionCurrency, Tag.amount, Tag.amountOther,
        ] {
            write(tag)
        }
        bytes = writer.bytes
    }

    /// Whether anything can be sealed to a key: it is one, and shares a secret.
    package static func canSeal(to publicKey: [UInt8], using generator: inout some RandomNumberGenerator) -> Bool {
        SealedBox.seal([], to: publicKey, context: context, using: &generator) != nil
    }

    /// The data sealed to an acquirer's X25519 public key; nil if that is no key.
    package func sealed(
        to publicKey: [UInt8], using generator: inout some RandomNumberGenerator
    ) -> [UInt8]? {
        SealedBox.seal(bytes, to: publicKey, context: Self.context, using: &generator)
    }
}
