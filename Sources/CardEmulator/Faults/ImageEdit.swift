/// A change to a plain value.
enum ImageEdit: Hashable, Sendable {
    case applications([ApplicationKind])
    case pan(PrimaryAccountNumber)
    case expiry([UInt8])
    case effective([UInt8])
    case currency([UInt8])
    case qualifiers([UInt8])
    case version([UInt8])
    case algorithms([CardAlgorithm])
    case signsStaticData
    case isPrepaid
    case issuerExpiry([UInt8])
    case cardExpiry([UInt8])
    case keys(authority: UInt8, issuerBits: Int, cardBits: Int, cardExponent: UInt32)
    case purseBalance(UInt32)
    case purseOverdraftUsed(UInt32)
    case purseFile15Length(Int)
    case purseValidTo([UInt8])
    case purseTransaction([UInt8])
    /// A record of file 1E in this state.
    case purseState(UInt8)
    case purseUsesSM4
    case purseOmitsZeroTransactions
}

extension ImageEdit {
    func apply(to image: inout CardImage) {
        switch self {
        case .applications(let applications): image.applications = applications
        case .pan(let pan): image.pan = pan
        case .expiry(let expiry): image.expiry = expiry
        case .effective(let effective): image.effective = effective
        case .currency(let currency): image.currency = currency
        case .qualifiers(let qualifiers): image.qualifiers = qualifiers
        case .version(let version): image.version = version
        case .algorithms(let algorithms): image.algorithms = algorithms
        case .signsStaticData: image.signsStaticData = true
        case .isPrepaid: image.isPrepaid = true
        case .issuerExpiry(let expiry): image.issuerExpiry = expiry
        case .cardExpiry(let expiry): image.cardExpiry = expiry
        case .keys(let authority, let issuerBits, let cardBits, let cardExponent):
            guard
                let chain = KeyChain(
                    authorityIndex: authority, issuerBits: issuerBits, cardBits: cardBits, cardExponent: cardExponent)
            else { preconditionFailure("a fault names keys that are not embedded") }
            image.authorityIndex = chain.authorityIndex
            image.issuerKeyName = chain.issuer
            image.cardKey = chain.card
        case .purseBalance(let fen): image.purse?.balanceFen = fen
        case .purseOverdraftUsed(let fen): image.purse?.overdraftUsedFen = fen
        case .purseFile15Length(let count): image.purse.edit { $0.file15 = Array($0.file15.prefix(count)) }
        case .purseValidTo(let date): image.purse?.file15.replaceSubrange(24..<28, with: date)
        case .purseTransaction(let record): image.purse?.transactions.insert(record, at: 0)
        case .purseState(let state):
            // Terminal, metro, place, 5.00 and 35.85 yuan, a day in 2026, Shenzhen, no acquirer.
            image.purse?.addJourney(
                [
                    state, 0, 0, 0x30, 0, 0x89, 0, 0x03, 0x40, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0xF4, 0, 0, 0x0E,
                    0x01,
                ]
                    + [0x20, 0x26, 0x11, 0x20, 0x08, 0x30, 0x15, 0x58, 0x40] + [UInt8](repeating: 0, count: 14))
        case .purseUsesSM4: image.purse?.usesSM4 = true
        case .purseOmitsZeroTransactions: image.purse?.omitsZeroTransactions = true
        }
    }
}

extension Optional where Wrapped == PurseImage {
    fileprivate mutating func edit(_ change: (inout PurseImage) -> Void) {
        guard var purse = self else { return }
        change(&purse)
        self = purse
    }
}
