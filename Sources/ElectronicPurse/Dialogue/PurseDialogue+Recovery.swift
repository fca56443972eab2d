import SmartCard

/// What became of a debit whose answer was lost: proof of the card first, then its records and balance.
///
/// The card is never debited here; ``Step/decide`` comes again only where all that speaks says "not debited".
extension PurseDialogue {
    /// What a source says of a debit.
    enum Word {
        case debited
        case notDebited
        /// Nothing, or something that fits both.
        case silent
    }

    /// What the card has said of a debit so far.
    struct Evidence {
        var proof: DebitAnswer?
        var verdict: PSAMVerdict?
        /// GET TRANSACTION PROVE was refused.
        var isRefused = false
        /// The records of file 18 that could be read.
        var records: [PurseTransaction] = []
        /// File 18 was read to its end or to its last record.
        var isWhole = false
    }

    /// Asks what became of an intent that was kept for this very card.
    ///
    /// A debit that has not happened is followed by ``Step/decide`` with ``PurseCard/recovery``. One that has ends the
    /// dialogue; but with a `place`, only where the same tap is presented again: the card's newest journey is the
    /// intent's, in the direction that is asked for now and at this place. Else ``Step/decide`` follows for the tap of
    /// now, and the proof is in the card's recovery.
    package mutating func recover(_ intent: PurseIntent, place: UInt64? = nil) -> Step {
        guard phase == .deciding, purpose != .read, let card else { return finish(.again, .linkFault) }
        // Asked once a tap: what the card says will not change.
        guard card.recovery == nil else { return finish(.unknown(intent), .undecided) }
        purchase = Purchase(intent: intent)
        recoveryPlace = place
        evidence = Evidence()
        // GET TRANSACTION PROVE; the counter is the one after the debit (three terminals; emv.md, 8.12).
        var data: [UInt8] = []
        data.append(intent.sequence &+ configuration.unverified.proofSequenceStep, bytes: 2)
        return send(CommandAPDU(0x80, 0x5A, 0x00, intent.kind, data: data, expectedLength: 8), .proof)
    }

    mutating func proofRead(_ status: StatusWord) -> Step {
        guard let intent = purchase.intent, let card else { return finish(.again, .linkFault) }
        guard status == .success, let proof = DebitAnswer(proof: answer) else {
            evidence.isRefused = status != .success
            return askEvidence(1)
        }
        evidence.proof = proof
        phase = .checkingProof
        return .check(proof, intent.request(of: card.identity), intent.authorisation)
    }

    mutating func proofChecked(_ verdict: PSAMVerdict?) -> Step {
        guard var intent = purchase.intent, let proof = evidence.proof else { return finish(.again, .linkFault) }
        evidence.verdict = verdict ?? .notKnown
        // A card that has gone on may prove another debit: whether a wrong MAC2 is this one's, the records tell.
        if verdict != .genuine { intent.doubt = max(intent.doubt, verdict == .wrongTAC ? .wrong : .unchecked) }
        purchase.intent = intent
        let debit = PurseProof(intent: intent, answer: proof, isVerified: true, isRecovered: true)
        switch verdict {
        case .genuine: return recovered(debit)
        case .wrongTAC:
            return finish(
                .suspicious(PurseProof(intent: intent, answer: proof, isVerified: false, isRecovered: true)), .wrongTAC)
        case .wrongMAC2, .notKnown, nil: return askEvidence(1)
        }
    }

    private mutating func askEvidence(_ number: Int) -> Step {
        send(Self.transactionCommand(number), .evidence(number))
    }

    mutating func evidenceRead(_ number: Int, _ status: StatusWord) -> Step {
        guard let intent = purchase.intent else { return finish(.again, .linkFault) }
        if status == .success, let record = try? PurseTransaction(answer, record: number) {
            evidence.records.append(record)
            // The newest one that is ours ends the search.
            if Self.isRecord(record, of: intent) { return conclude(intent) }
        }
        guard status == .success || status == .recordNotFound else { return conclude(intent) }
        if status == .success, number < PurseTransaction.most { return askEvidence(number + 1) }
        evidence.isWhole = true
        return conclude(intent)
    }

    private mutating func conclude(_ asked: PurseIntent) -> Step {
        var intent = asked
        // A card whose newest record is ours, and which cannot prove it, is not believed.
        if evidence.verdict == .wrongMAC2, isNewest(intent) { intent.doubt = .wrong }
        let isWrong = intent.doubt == .wrong
        func proof(_ answer: DebitAnswer?) -> PurseProof {
            PurseProof(intent: intent, answer: answer, isVerified: false, isRecovered: true)
        }
        let (records, balance) = (wordOfRecords(intent), wordOfBalance(intent))
        if records == .debited {
            if isWrong { return finish(.suspicious(proof(evidence.proof)), .wrongMAC2) }
            return recovered(proof(evidence.verdict == .notKnown ? evidence.proof : nil))
        }
        let isRefusalEnough = evidence.isRefused && configuration.unverified.refusedProofMeansNotDebited
        switch (records, balance) {
        case (.notDebited, .notDebited), (.notDebited, .silent): return notDebited()
        // Without records a refused proof counts if nothing is gone from the purse.
        case (.silent, .notDebited) where isRefusalEnough: return notDebited()
        case (.silent, .debited) where evidence.verdict == .notKnown && !isWrong:
            return recovered(proof(evidence.proof))
        default: return finish(.unknown(intent), .undecided)
        }
    }

    /// The debit has not happened: the caller decides anew.
    private mutating func notDebited() -> Step {
        purchase = Purchase()
        card?.recovery = .notDebited
        phase = .deciding
        return .decide
    }

    /// The debit has happened.
    private mutating func recovered(_ proof: PurseProof) -> Step {
        let intent = proof.intent
        let isThisTap =
            isNewestJourney(intent) && intent.state == newState && card?.journeys.first?.place == recoveryPlace
        if recoveryPlace == nil || isThisTap { return finish(.debited(proof), .recovered) }
        purchase = Purchase()
        card?.recovery = .debited(proof)
        phase = .deciding
        return .decide
    }

    /// Files 18 and 1E: a record of the same terminal, second and amount is ours, whichever of its two counters the
    /// card writes there.
    private func wordOfRecords(_ intent: PurseIntent) -> Word {
        if isNewest(intent) || evidence.records.contains(where: { Self.isRecord($0, of: intent) }) { return .debited }
        // A purchase of 0 need not have a record in file 18. But nothing can be charged twice with it either: unless
        // the card says that it happened, it is made anew.
        guard intent.amountFen > 0 else { return .notDebited }
        guard evidence.isWhole else { return .silent }
        // Ours may have been pushed out, unless an older purchase is still there. Loads have another counter.
        let isFull = evidence.records.count >= PurseTransaction.most
        let kinds = [PurseTransaction.Kind.purchase, PurseTransaction.Kind.compositePurchase]
        let isOlderThere = evidence.records.contains {
            kinds.contains($0.kind) && Int16(bitPattern: $0.sequence &- intent.sequence) < 0
        }
        return isFull && !isOlderThere ? .silent : .notDebited
    }

    /// Whether the newest journey or the newest transaction is what the intent wanted.
    private func isNewest(_ intent: PurseIntent) -> Bool {
        isNewestJourney(intent) || evidence.records.first.map { Self.isRecord($0, of: intent) } ?? false
    }

    private func isNewestJourney(_ intent: PurseIntent) -> Bool {
        guard let journey = card?.journeys.first else { return false }
        return journey.state == intent.state && journey.terminal == intent.terminal
            && journey.time == intent.moment.digits && journey.amountFen == intent.amountFen
    }

    private static func isRecord(_ record: PurseTransaction, of intent: PurseIntent) -> Bool {
        record.terminal == intent.terminal && record.moment == intent.moment && record.amountFen == intent.amountFen
            && (record.sequence == intent.sequence || record.sequence == intent.sequence &+ 1)
    }

    private func wordOfBalance(_ intent: PurseIntent) -> Word {
        guard intent.amountFen > 0, let now = card?.balance?.fen else { return .silent }
        // What another terminal took or loaded since is in the balance too.
        let isOld = { (record: PurseTransaction) in
            record.moment.digits < intent.moment.digits
                && (record.kind == PurseTransaction.Kind.load
                    || Int16(bitPattern: record.sequence &- intent.sequence) <= 0)
        }
        guard evidence.records.allSatisfy({ isOld($0) || Self.isRecord($0, of: intent) }) else { return .silent }
        if now == Int(intent.balanceBeforeFen) { return .notDebited }
        return now == Int(intent.balanceBeforeFen) - Int(intent.amountFen) ? .debited : .silent
    }
}
