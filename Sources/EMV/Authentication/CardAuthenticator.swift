import CardCrypto
import SmartCard

/// Offline data authentication: is this the card that the issuer made?
///
/// - **Shape**: one object a thread; it keeps contexts, buffers and the keys of issuers seen. The checks of the
///   certificates, and of each kind of signature, are in extensions of this type.
/// - **Limits**: ``mostIssuerKeys`` issuer keys are kept. They are found by comparing all of what they were made of,
///   so a certificate with one changed bit is never taken for a known one.
/// - **Errors**: none; a verification that could not be done is a failed one (``AuthenticationStage``).
/// - **Source**: EMV Book 2, 5 and 6 as collected in public sources (the pages were not read); compared with the real
///   cards of `oda.json`.
package final class CardAuthenticator {
    /// How many issuer keys are kept.
    package static let mostIssuerKeys = 256

    /// The CA keys it trusts.
    package let keys: CAPublicKeyStore

    let rsa = RSAWorkspace()
    let sha1 = Digest(.sha1)
    let sm2 = SM2Verification()
    /// The identifier that goes into SM2 signatures.
    package private(set) var sm2IdentifierInUse = SM2.defaultIdentifier
    var sm2Identifier: [UInt8] { sm2IdentifierInUse }
    var issuerKeys: [VerifiedIssuerKey] = []
    private var nextIssuerSlot = 0
    /// The last recovered blocks, for ``details``.
    var issuerBlock: [UInt8] = []
    var iccBlock: [UInt8] = []
    var signedBlock: [UInt8] = []
    var digest: [UInt8] = []
    var scratch: [UInt8] = []
    /// The last issuer key that a CA key vouched for.
    package internal(set) var issuerKey: VerifiedIssuerKey?
    /// The issuer of a check for which nobody vouched.
    var unverifiedIssuer: ClaimedIssuerKey?
    /// What the last issuer certificate said, whoever vouched for it.
    package var claimedIssuer: ClaimedIssuerKey? { unverifiedIssuer ?? issuerKey?.claim }
    /// The card's modulus, or X and Y, of the last card.
    package internal(set) var iccKeyBytes: [UInt8] = []
    /// Whether issuer keys are kept from tap to tap.
    package var keepsIssuerKeys = true

    /// An authenticator that trusts `keys`.
    package init(keys: CAPublicKeyStore) {
        self.keys = keys
        issuerBlock.reserveCapacity(256)
        iccBlock.reserveCapacity(256)
        signedBlock.reserveCapacity(256)
        digest.reserveCapacity(32)
        scratch.reserveCapacity(768)
        iccKeyBytes.reserveCapacity(256)
    }

    /// Uses another identifier in SM2 signatures; issuer keys checked with the old one are forgotten.
    package func setSM2Identifier(_ identifier: [UInt8]) {
        sm2IdentifierInUse = identifier
        issuerKeys.removeAll()
    }

    func keep(_ key: VerifiedIssuerKey) {
        guard keepsIssuerKeys else { return }
        if issuerKeys.count < Self.mostIssuerKeys {
            issuerKeys.append(key)
        } else {
            issuerKeys[nextIssuerSlot] = key
            nextIssuerSlot = (nextIssuerSlot + 1) % Self.mostIssuerKeys
        }
    }

    /// What a certificate is compared with beside the card's own data.
    struct Subject {
        let rid: UInt64
        /// The day of the transaction; nil: dates are not checked.
        let date: CalendarDate?
        /// The static data end with the interchange profile already (a vector gives them whole).
        let staticDataIsWhole: Bool
    }

    /// `9F4A` may only name the interchange profile (EMV Book 3, 10.3, from public sources).
    func checkStaticDataTagList(_ card: CardData) throws(AuthenticationStage) {
        guard let list = card.value(of: Tag.staticDataTagList) else { return }
        guard list.count == 1, card.bytes[list.lowerBound] == 0x82, card.has(Tag.interchangeProfile) else {
            throw .staticDataTagList
        }
    }

    /// A pair of block bytes that every recovered block has around it.
    static func hasFrame(_ block: [UInt8]) -> Bool {
        block.count > 36 && block[0] == 0x6A && block[block.count - 1] == 0xBC
    }

    /// Whether `digest` is what stands in the 20 bytes before the block's last.
    func digestMatches(_ block: [UInt8]) -> Bool {
        guard digest.count == 20, block.count > 21 else { return false }
        let (expected, bytes) = (digest, block)
        let (found, start) = (bytes.span, block.count - 21)
        var difference: UInt8 = 0
        for index in 0..<20 { difference |= expected.span[index] ^ found[start + index] }
        return difference == 0
    }
}
