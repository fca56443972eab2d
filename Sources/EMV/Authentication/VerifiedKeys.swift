import CardCrypto

/// What an issuer's certificate says; by itself it proves nothing.
package struct ClaimedIssuerKey: Sendable {
    /// The key itself.
    package enum Material: Sendable {
        case rsa(RSAPublicKey)
        case sm2(SM2PublicKey)
    }

    package let material: Material
    /// The leftmost PAN digits it may sign for, padded with F.
    package let identifier: [UInt8]
    /// The last two bytes of validity as written, MMYY.
    package let expiry: [UInt8]
    /// The certificate's serial number.
    package let serial: [UInt8]
    /// The key as written: the modulus, or X and Y.
    package let keyBytes: [UInt8]
}

/// An issuer's public key whose certificate a CA key has vouched for.
///
/// - **Shape**: only ``CardAuthenticator`` makes it; it is kept for the issuer's next card.
package final class VerifiedIssuerKey: Sendable {
    /// What the certificate says.
    package let claim: ClaimedIssuerKey
    /// What the certificate was made of; equal inputs need no second check.
    let source: [UInt8]
    /// The key that vouched for it.
    package let caKey: CAKeyIdentity

    init(_ claim: ClaimedIssuerKey, source: [UInt8], caKey: CAKeyIdentity) {
        self.claim = claim
        self.source = source
        self.caKey = caKey
    }

    /// The key itself.
    package var material: ClaimedIssuerKey.Material { claim.material }
    /// The key as written: the modulus, or X and Y.
    package var keyBytes: [UInt8] { claim.keyBytes }
}

/// A card that offline data authentication has found genuine.
///
/// - **Shape**: only ``CardAuthenticator`` makes it. What a gate may trust of a card is here.
/// - **Limits**: the fDDA signature covers the reader's random number, amount and currency, the card authentication
///   data and the transaction counter. It does not cover the issuer application data and the cryptogram in it.
package struct AuthenticatedCard: Hashable, Sendable {
    /// The card number from the card's certificate.
    package let pan: PrimaryAccountNumber
    /// How it was authenticated.
    package let method: AuthenticationMethod
    /// The transaction counter inside the signature (`9F36`); 0 where the method signs none.
    package let transactionCounter: UInt16

    init(pan: PrimaryAccountNumber, method: AuthenticationMethod, transactionCounter: UInt16) {
        self.pan = pan
        self.method = method
        self.transactionCounter = transactionCounter
    }
}

/// How a card proves that it is genuine.
package enum AuthenticationMethod: String, Hashable, Sendable {
    /// A signature over fixed data; whoever has read it once can show it again.
    case sda = "SDA"
    /// A signature over the terminal's data, by INTERNAL AUTHENTICATE.
    case dda = "DDA"
    /// The same together with the application cryptogram.
    case cda = "CDA"
    /// The same, given with GET PROCESSING OPTIONS.
    case fdda = "fDDA"
}

/// The result of offline data authentication.
package enum Authentication<Verified: Sendable>: Sendable {
    case verified(Verified)
    /// The first check that failed.
    case failed(AuthenticationStage)

    /// The first check that failed, for reports; nil if none did.
    package var failedStage: AuthenticationStage? {
        guard case .failed(let stage) = self else { return nil }
        return stage
    }
}
