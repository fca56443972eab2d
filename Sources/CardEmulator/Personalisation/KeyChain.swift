import CardCrypto

/// The RSA keys of a card, from the certification authority down; none may be longer than the one above it.
package struct KeyChain: Hashable, Sendable {
    /// F1 to F6; Visa applications need F3 or F4.
    package let authorityIndex: UInt8
    /// The issuer's embedded key.
    package let issuer: TestKeyName
    /// The card's key.
    package let card: RSAPrivateKey

    /// Embedded keys of these sizes.
    ///
    /// - **Errors**: nil for an index or a size that does not exist, or a key longer than the one above it.
    package init?(
        authorityIndex: UInt8, issuerBits: Int, issuerExponent: UInt32 = 3, cardBits: Int, cardExponent: UInt32 = 3
    ) {
        let issuer = TestKeyName(.issuer, bits: issuerBits, exponent: issuerExponent)
        guard
            let authority = TestCertificationAuthority.keyName(
                rid: TestCertificationAuthority.unionPay, index: authorityIndex),
            let card = TestKeys.rsa(TestKeyName(.card, bits: cardBits, exponent: cardExponent)),
            TestKeys.rsa(issuer) != nil, issuerBits <= authority.bits, cardBits <= issuerBits
        else { return nil }
        self.authorityIndex = authorityIndex
        self.issuer = issuer
        self.card = card
    }

    /// The chain of a profile's good card.
    static func standard(_ profile: CardProfile) -> KeyChain {
        let chain =
            switch profile {
            case .quickPassDebit: KeyChain(authorityIndex: 0xF4, issuerBits: 1408, cardBits: 1152)
            case .quickPassCash: KeyChain(authorityIndex: 0xF4, issuerBits: 1408, cardBits: 1152)
            case .visa, .dualBrand: KeyChain(authorityIndex: 0xF4, issuerBits: 1408, cardBits: 1024)
            case .contact: KeyChain(authorityIndex: 0xF3, issuerBits: 1152, cardBits: 1152, cardExponent: 65537)
            default: KeyChain(authorityIndex: 0xF3, issuerBits: 1152, cardBits: 1024)
            }
        guard let chain else { preconditionFailure("the embedded keys lack a profile's") }
        return chain
    }
}
