import SmartCard

extension Kernel7 {
    /// Authenticates what has been read and decides.
    ///
    /// - Parameter denies: whether the operator has listed this card; asked once the card is known to be genuine.
    package mutating func decide(
        card: CardData, authenticator: CardAuthenticator, rid: UInt64,
        denies: (AuthenticatedCard, CardData) -> Bool
    ) -> KernelResult {
        guard let transaction, state == .read else { return KernelResult(.endApplication, .answerMalformed) }
        if let refusal = checkIdentity(card) { return refusal }
        // What is authorised later needs track 2 (emv.md 3.5); nothing signs it into the answer, so it could be
        // removed.
        if cryptogram == .arqc, !card.has(Tag.track2Equivalent) {
            return KernelResult(.endApplication, .mandatoryObjectMissing)
        }
        if let refusal = checkRestrictions(card, transaction) { return refusal }
        if let refusal = checkVerification(card, transaction) { return refusal }

        let authentication: Authentication<AuthenticatedCard> =
            staticDataFailed
            ? .failed(.staticDataRecord) : authenticate(card, transaction, authenticator, rid)
        switch authentication {
        case .failed(let stage): return failed(stage, card)
        case .verified(let genuine):
            // A counter of 0 is no card that has ever been personalised (emv.md 3.2, two bus validators).
            guard genuine.transactionCounter != 0 else {
                return KernelResult(.declined, .counterIsZero, card: genuine)
            }
            if denies(genuine, card) { return KernelResult(.declined, .denied, card: genuine) }
            switch cryptogram {
            case .tc: return KernelResult(.approved, .approvedOffline, card: genuine)
            case .arqc where configuration.profile == .deferred:
                return KernelResult(.onlineRequest, .authorisedLater, card: genuine)
            case .arqc: return KernelResult(.onlineRequest, .onlineRequired, card: genuine)
            case .aac: return KernelResult(.declined, .cardDeclined)
            }
        }
    }

    private func authenticate(
        _ card: CardData, _ transaction: TransactionData, _ authenticator: CardAuthenticator, _ rid: UInt64
    ) -> Authentication<AuthenticatedCard> {
        var rules = FastDDA.Rules.unionPay
        rules.allowsVersion00 = configuration.allowsFastDDA00
        let terminal = FastDDA(
            unpredictableNumber: transaction.unpredictableNumber, amount: transaction.amount,
            currency: transaction.currency, rules: rules)
        return authenticator.verifyFast(card, rid: rid, date: transaction.date, terminal: terminal)
    }

    /// The card number must be there, and the same in both places.
    private func checkIdentity(_ card: CardData) -> KernelResult? {
        // A number that came but is none counts as missing, also beside a good one.
        if card.applicationPAN == nil, card.has(Tag.applicationPAN) || card.track2PAN == nil {
            return KernelResult(.declined, .cardNumberMissing)
        }
        guard card.has(Tag.track2Equivalent) else { return nil }
        guard let track2 = card.track2PAN else { return KernelResult(.declined, .cardNumberMissing) }
        guard let number = card.applicationPAN, number != track2 else { return nil }
        return KernelResult(.endApplication, .cardNumberMismatch)
    }

    /// Dates, currency, usage (EMV Book 3, 10.4 in kind; what kernel 7 demands exactly was not readable).
    private func checkRestrictions(_ card: CardData, _ transaction: TransactionData) -> KernelResult? {
        let bytes = card.bytes.span
        let rules = configuration.unverified
        guard let range = card.value(of: Tag.expirationDate), let last = CalendarDate(bytes.extracting(range)) else {
            return KernelResult(.declined, .expirationDateMissing)
        }
        if transaction.date > last {
            let goesOnline =
                rules.expiredGoesOnline && configuration.isOnlineCapable
                && qualifiers(card) & rules.ctqOnlineIfExpired != 0
            return KernelResult(goesOnline ? .onlineRequest : .declined, .expired)
        }
        if let range = card.value(of: Tag.effectiveDate) {
            guard let first = CalendarDate(bytes.extracting(range)), transaction.date >= first else {
                return KernelResult(.declined, .notYetEffective)
            }
        }
        if cryptogram == .tc, rules.declinesForeignCurrencyOffline {
            for tag in [Tag.cashCurrency, Tag.applicationCurrency] {
                guard let range = card.value(of: tag) else { continue }
                guard range.count == 2,
                    UInt16(bytes[range.lowerBound]) << 8 | UInt16(bytes[range.lowerBound + 1])
                        == transaction.currency
                else { return KernelResult(.declined, .currencyMismatch) }
            }
        }
        // Application usage control byte 1 b1: valid at terminals other than ATMs.
        if rules.checksUsageControl, let range = card.value(of: Tag.usageControl) {
            guard range.count == 2, bytes[range.lowerBound] & 0x01 != 0 else {
                return KernelResult(.declined, .usageNotAllowed)
            }
        }
        return nil
    }

    /// A gate has no PIN pad and nobody to look at a signature.
    private func checkVerification(_ card: CardData, _ transaction: TransactionData) -> KernelResult? {
        let rules = configuration.unverified
        let asked = qualifiers(card)
        let isDone = asked & rules.ctqDeviceVerified != 0
        if asked & (rules.ctqOnlinePIN | rules.ctqSignature) != 0, !isDone {
            return KernelResult(.declined, .verificationRequired)
        }
        // TTQ byte 2 b7: the reader's own limit demands it.
        if transaction.terminalQualifiers & 0x0040_0000 != 0, !(isDone && rules.deviceVerificationMeetsLimit) {
            return KernelResult(.declined, .verificationRequired)
        }
        return nil
    }

    /// Authentication has failed: a gate declines, whatever the card would like (emv.md 4.6).
    private func failed(_ stage: AuthenticationStage, _ card: CardData) -> KernelResult {
        let rules = configuration.unverified
        let asked = qualifiers(card)
        let kind: KernelResult.Kind
        if configuration.isOnlineCapable, asked & rules.ctqOnlineIfAuthenticationFails != 0 {
            kind = .onlineRequest
        } else if configuration.hasContactInterface, asked & rules.ctqContactIfAuthenticationFails != 0 {
            kind = .tryAnotherInterface
        } else {
            kind = .declined
        }
        return KernelResult(kind, .authenticationFailed, stage: stage)
    }

    /// The card's transaction qualifiers; 0 where it gives none.
    private func qualifiers(_ card: CardData) -> UInt16 {
        guard let range = card.value(of: Tag.cardQualifiers), range.count == 2 else { return 0 }
        return UInt16(card.bytes[range.lowerBound]) << 8 | UInt16(card.bytes[range.lowerBound + 1])
    }
}
