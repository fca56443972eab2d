/// A card that is wrong in exactly one way, named by its case in emv-cases.md: `QP-E07`, `QP-A06-empty`.
package struct CardFault: Sendable {
    /// The case, and behind a further `-` which of its cards.
    package let id: String
    /// What is wrong, for a list.
    package let summary: String
    /// The card that is broken.
    package let profile: CardProfile
    let changes: [FaultChange]

    init(_ id: String, _ summary: String, _ profile: CardProfile, _ changes: [FaultChange]) {
        self.id = id
        self.summary = summary
        self.profile = profile
        self.changes = changes
    }

    init(_ id: String, _ summary: String, _ profile: CardProfile = .quickPassCredit, _ changes: FaultChange...) {
        self.init(id, summary, profile, changes)
    }

    /// All of them in the order of the cases. A case whose card is good has an entry without changes.
    package static let all: [CardFault] =
        transport + selection + reading + restrictions + authentication + sm2 + purse

    /// The fault of that name; a case without its variant (`QP-A06`) is the first one of the case.
    ///
    /// `QP-E10-bit-N` flips bit N of the issuer's certificate, bit 0 the first one sent.
    package init?(id: String) {
        if let fault = CardFault.all.first(where: { $0.id == id })
            ?? CardFault.all.first(where: { $0.testCase == id })
        {
            self = fault
            return
        }
        let prefix = "QP-E10-bit-"
        guard id.hasPrefix(prefix), let bit = Int(id.dropFirst(prefix.count)), (0..<1408).contains(bit) else {
            return nil
        }
        self = .issuerCertificateBit(bit)
    }

    /// The case that the card is for: the name without the variant.
    private var testCase: Substring {
        guard let group = id.firstIndex(of: "-") else { return id[...] }
        let variant = id[id.index(after: group)...].firstIndex(of: "-")
        return id[..<(variant ?? id.endIndex)]
    }

    /// QP-E10: one bit of an issuer certificate of 1408 bits flipped.
    package static func issuerCertificateBit(_ bit: Int) -> CardFault {
        precondition((0..<1408).contains(bit))
        return CardFault(
            "QP-E10-bit-\(bit)", "bit \(bit) of the issuer's certificate flipped", .quickPassCredit,
            .records(.exclusiveOr(0x90, at: bit / 8, 0x80 >> UInt8(bit % 8))))
    }
}

extension CardFault: Hashable {
    package static func == (first: CardFault, second: CardFault) -> Bool { first.id == second.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
