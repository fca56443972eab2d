import CardCrypto
import SmartCard

/// Whose purse a debit was made on, for its issuer alone: sealed at once.
///
/// - **Shape**: issuer (8 bytes), the serial that the card's keys follow from (8), the number's digits as ASCII.
/// - **Limits**: holds the card's number in clear; it leaves this type only sealed to the acquirer's key
///   (``SealedBox``), and the gate has no key that opens it.
/// - **Source**: the project's own choice.
package enum SealedPurse {
    /// Bound into the seal, so that a box cannot be taken for something else.
    package static let context: [UInt8] = Array("faregate-purse-1".utf8)
    /// The most bytes of a box.
    package static let longest = SealedBox.overhead + 36

    /// Seals a card's identity to an acquirer's X25519 public key; nil if that is no key.
    package static func seal(
        _ identity: PurseIdentity, to publicKey: [UInt8], using generator: inout some RandomNumberGenerator
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        defer { bytes.wipe() }
        bytes.append(identity.issuer, bytes: 8)
        bytes.append(identity.serial.value, bytes: 8)
        identity.number.appendDigits(to: &bytes)
        return SealedBox.seal(bytes, to: publicKey, context: context, using: &generator)
    }
}
