import CardCrypto

/// All that makes one virtual card: what `faregate card make` writes and `card tap` reads and writes back.
///
/// Certificates are not in it: they follow from the keys and are signed when a ``VirtualCard`` is made of it.
package struct CardImage: Hashable, Sendable {
    /// The kind of card that it was made as; it has no effect later.
    package var profile: CardProfile
    /// What is wrong with the card; see ``apply(_:)``.
    package private(set) var fault: CardFault?
    /// In the order of the directory.
    package var applications: [ApplicationKind]

    /// The number of all applications but Visa's.
    package var pan: PrimaryAccountNumber
    /// The number of the Visa application.
    package var visaPAN = PrimaryAccountNumber.visa16
    /// One byte in BCD.
    package var panSequence: UInt8 = 0x01
    /// YYMMDD.
    package var expiry: [UInt8] = [0x30, 0x12, 0x31]
    /// YYMMDD; empty for a card that does not say.
    package var effective: [UInt8] = []
    /// ISO 3166-1 numeric in BCD, two bytes.
    package var country: [UInt8] = [0x01, 0x56]
    /// ISO 4217 numeric in BCD, two bytes.
    package var currency: [UInt8] = [0x01, 0x56]

    /// `rsa`, or with `sm2` where the reader can do it too.
    package var algorithms: [CardAlgorithm] = [.rsa]
    /// The CA key that signed the issuer's RSA certificate.
    package var authorityIndex: UInt8 = 0xF3
    /// The issuer's embedded RSA key.
    package var issuerKeyName = TestKeyName(.issuer, bits: 1152)
    /// MMYY.
    package var issuerExpiry: [UInt8] = [0x12, 0x35]
    /// MMYY.
    package var cardExpiry: [UInt8] = [0x12, 0x30]
    /// What the card signs with under RSA.
    package var cardKey: RSAPrivateKey
    /// What the card signs with under SM2.
    package var sm2Key = TestKeys.sm2(.card)

    /// Card transaction qualifiers, `9F6C`.
    package var qualifiers: [UInt8] = [0x00, 0x00]
    /// The additional function indicator, `DF61`; nil for a card that has none. Bit 7: authentication for online.
    package var additionalFunctions: UInt8? = 0x40
    /// `9F08`; from 0030 on the card makes signatures of version 01.
    package var version: [UInt8] = [0x00, 0x30]
    /// Whether the first record and the AIP are signed in the card's certificate.
    package var signsStaticData = false
    /// A prepaid card refuses the amount 0.
    package var isPrepaid = false

    /// The electronic cash on the card; nil for a card without it.
    package var cashBalanceFen: Int?
    /// The most that one electronic cash transaction may take.
    package var cashLimitFen = 100_000
    /// The application transaction counter after the last transaction.
    package var transactionCounter: UInt16 = 0
    /// The purse; nil for a card without it.
    package var purse: PurseImage?

    /// A card of a profile with the keys of a chain; the number is the profile's test number unless given.
    package init(_ profile: CardProfile, chain: KeyChain? = nil, pan: PrimaryAccountNumber? = nil) {
        self.profile = profile
        let chain = chain ?? KeyChain.standard(profile)
        applications = profile.applications
        authorityIndex = chain.authorityIndex
        issuerKeyName = chain.issuer
        cardKey = chain.card
        self.pan = pan ?? (profile == .quickPassDebit ? .unionPay19 : .unionPay16)
        switch profile {
        case .quickPassDebit: signsStaticData = true
        case .quickPassSM2: algorithms = [.rsa, .sm2]
        case .quickPassLegacy: additionalFunctions = nil
        case .quickPassCash:
            additionalFunctions = 0x82
            cashBalanceFen = 50_00
        case .visa:
            additionalFunctions = nil
            if let pan { visaPAN = pan }
        case .tUnion:
            self.pan = pan ?? .tUnion19
            additionalFunctions = 0x82
            cashBalanceFen = 50_00
            purse = .tUnion(pan: self.pan)
        case .shenzhenTong: purse = .shenzhenTong
        case .contact: signsStaticData = true
        case .quickPassCredit, .dualBrand: break
        }
    }

    /// A card of a profile with a fresh key of its own; all randomness comes from `generator`.
    package static func personalise(
        _ profile: CardProfile, chain: KeyChain? = nil, pan: PrimaryAccountNumber? = nil,
        using generator: inout some RandomNumberGenerator
    ) -> CardImage {
        var image = CardImage(profile, chain: chain, pan: pan)
        image.cardKey = RSAPrivateKey.generate(
            bits: image.cardKey.modulus.count * 8, exponent: image.cardKey.exponent == [3] ? 3 : 65537,
            using: &generator)
        image.sm2Key = SM2PrivateKey.generate(using: &generator)
        image.transactionCounter = UInt16.random(in: 0..<0x100, using: &generator)
        return image
    }

    /// A broken card: the profile that the fault is meant for, with its changes. A fault that is about the number
    /// itself may put another in the place of the one given.
    package init(_ fault: CardFault, pan: PrimaryAccountNumber? = nil) {
        self.init(fault.profile, pan: pan)
        apply(fault)
    }

    /// Breaks the card in one way: changes of plain values happen now, all others when the card is used.
    package mutating func apply(_ fault: CardFault) {
        self.fault = fault
        FaultChanges(fault.changes).edit(&self)
    }

    /// Names the fault of an image that was written with its values changed already.
    mutating func restore(_ fault: CardFault) { self.fault = fault }

    var changes: FaultChanges { FaultChanges(fault?.changes ?? []) }

    func pan(of application: ApplicationKind) -> PrimaryAccountNumber { application == .visa ? visaPAN : pan }

    var issuerKey: RSAPrivateKey {
        guard let key = TestKeys.rsa(issuerKeyName) else {
            preconditionFailure("no embedded key \(issuerKeyName.seed)")
        }
        return key
    }

    func authorityKey(of application: ApplicationKind) -> RSAPrivateKey {
        guard
            let name = TestCertificationAuthority.keyName(rid: application.scheme, index: authorityIndex),
            let key = TestKeys.rsa(name)
        else { preconditionFailure("no CA key \(authorityIndex)") }
        return key
    }
}
