/// What a validator says of a code: the words of records, JSON and vectors.
///
/// - **Source**: `qr.md` 6.2, a superset of what the wallets' own kits answer.
package enum CodeResult: String, Hashable, Sendable, CaseIterable {
    /// Everything holds.
    case accept
    /// The bytes are no whole code of the format that they begin like.
    case malformed
    /// No format begins like this.
    case unknownFormat = "unknown-format"
    /// A format that is recognised and not taken: closed, switched off, or the wrong thing to show a gate.
    case unsupportedFormat = "unsupported-format"
    /// Its validity is over.
    case expired
    /// Its time lies in the future, or the gate's own clock cannot be trusted.
    case clock
    /// The issuer's authorisation of the account is over.
    case authorisationExpired = "authorisation-expired"
    /// It claims to be good for longer than the policy allows.
    case validityTooLong = "validity-too-long"
    /// The issuer's certificate, or the root above it, has expired.
    case certificateExpired = "certificate-expired"
    /// No root of that index is pinned.
    case unknownCA = "unknown-ca"
    /// No key of that issuer and number is configured.
    case unknownKey = "unknown-key"
    /// The root has not signed the issuer's certificate.
    case certificateSignature = "certificate-signature"
    /// The issuer has not signed the account and the user's key.
    case issuerSignature = "issuer-signature"
    /// The user's key has not signed this moment; or a layer that must be signed is stripped.
    case userSignature = "user-signature"
    /// A public key that is no point of its curve.
    case badKey = "bad-key"
    /// Issuer, serial, platform or account is on the revocation list.
    case revoked
    /// Shown before.
    case replay
    /// The fare, or the code's own limit, is above what is allowed.
    case limitExceeded = "limit-exceeded"
    /// Not for this service or station.
    case wrongService = "wrong-service"
    /// Only its issuer can say, over a network.
    case onlineRequired = "online-required"
    /// Longer than any code, or inflating to more than is allowed.
    case tooLarge = "too-large"
    /// EMVCo text: the payload format indicator is not the first object.
    case payloadFormatFirst = "payload-format-first"
    /// EMVCo text: no CRC at the end.
    case crcMissing = "crc-missing"
    /// EMVCo text: the CRC in small letters.
    case crcCase = "crc-case"
    /// EMVCo text: an object twice.
    case duplicateTag = "duplicate-tag"
}
