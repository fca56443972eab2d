import SmartCard

/// The composite purchase: 8050, 80DC, MAC1, 8054, MAC2 (emv.md, 7; `composite-purchase-fare-200-a`).
extension PurseDialogue {
    /// Debits the purse and writes the journey's record in one: 0 at an entry, the fare at an exit.
    ///
    /// `place` is line and station as the operator numbers them, seven bytes. With `despiteObjection` it does not
    /// matter whether entry and exit alternate on the card.
    package mutating func debit(_ amountFen: UInt32, place: UInt64, despiteObjection: Bool = false) -> Step {
        guard phase == .deciding, purpose != .read, let card else { return finish(.again, .linkFault) }
        if let objection = card.objection, !despiteObjection { return finish(.refused, objection) }
        purchase = Purchase(amountFen: amountFen, place: place)
        var data = [configuration.unverified.keyIndex]
        data.append(amountFen, bytes: 4)
        data.append(terminal, bytes: 6)
        return send(
            CommandAPDU(0x80, 0x50, 0x03, 0x02, data: data, expectedLength: PurchaseInitialisation.length), .initialise)
    }

    mutating func initialised(_ status: StatusWord) -> Step {
        guard status == .success else { return finish(.refused, Self.refusal(status)) }
        guard let card, let moment, let initialisation = PurchaseInitialisation(answer) else {
            return finish(.refused, .badAnswer)
        }
        let algorithm = PurseAlgorithm(rawValue: initialisation.algorithm)
        guard algorithm != nil, algorithm != .sm4 || configuration.unverified.acceptsSM4 else {
            return finish(.refused, .algorithmNotSupported(initialisation.algorithm))
        }
        purchase.request = PurchaseRequest(
            random: initialisation.random, sequence: initialisation.sequence, amountFen: purchase.amountFen,
            kind: PurseTransaction.Kind.compositePurchase, terminal: terminal, moment: moment,
            keyVersion: initialisation.keyVersion, algorithm: initialisation.algorithm, serial: card.identity.serial,
            issuer: card.identity.issuer)
        let left = Int(initialisation.balanceFen) - Int(purchase.amountFen)
        let record = PurseJourney(
            state: newState, terminal: terminal, mode: configuration.unverified.mode, place: purchase.place,
            amountFen: purchase.amountFen, balanceFen: UInt32(clamping: left), moment: moment,
            city: configuration.city, acquirer: configuration.acquirer)
        let file = PurseLayoutFault.File.journeys.rawValue << 3
        return send(CommandAPDU(0x80, 0xDC, 0x00, file, data: record.bytes), .update)
    }

    var newState: UInt8 { purpose == .entry ? PurseJourney.State.entered : PurseJourney.State.left }

    mutating func updated(_ status: StatusWord) -> Step {
        guard status == .success else { return finish(.refused, Self.refusal(status)) }
        guard let request = purchase.request else { return finish(.again, .linkFault) }
        phase = .authorising
        return .authorise(request)
    }

    /// Takes the key module's permission.
    package mutating func authorised(_ authorisation: PurchaseAuthorisation) -> Step {
        guard phase == .authorising, let request = purchase.request, let card else {
            return finish(.again, .linkFault)
        }
        let intent = PurseIntent(request, authorisation, balanceFen: card.balance?.fen ?? 0, state: newState)
        purchase.intent = intent
        phase = .keeping
        return .keep(intent)
    }

    /// The key module did not give permission: nothing is debited.
    package mutating func authorisationFailed(_ error: PSAMError) -> Step {
        guard phase == .authorising else { return finish(.again, .linkFault) }
        return finish(.refused, .keyModule(error))
    }

    /// The intent is on stable storage: sends the debit, unless time is up.
    package mutating func kept(at now: Int) -> Step {
        guard phase == .keeping, let intent = purchase.intent else { return finish(.again, .linkFault) }
        guard now <= deadline else { return finish(.again, .timedOut) }
        var data: [UInt8] = []
        data.append(intent.authorisation.terminalSequence, bytes: 4)
        data.append(intent.moment.digits, bytes: 7)
        data.append(intent.authorisation.mac1, bytes: 4)
        return send(CommandAPDU(0x80, 0x54, 0x01, 0x00, data: data, expectedLength: 8), .debit)
    }

    /// The intent could not be stored: nothing is debited.
    package mutating func notKept() -> Step {
        guard phase == .keeping else { return finish(.again, .linkFault) }
        return finish(.refused, .notKept)
    }

    mutating func debited(_ status: StatusWord) -> Step {
        guard let intent = purchase.intent, let card else { return finish(.again, .linkFault) }
        guard status == .success else {
            // Checking errors come before anything is written, and without data; after others the card may have been
            // debited.
            let isCheck = (0x67...0x6F).contains(status.sw1) || status.sw1 == 0x93 || status.sw1 == 0x94
            return isCheck && answer.isEmpty
                ? finish(.refused, Self.refusal(status))
                : finish(.unknown(intent), .cardRefused(status: status.rawValue))
        }
        guard let proof = DebitAnswer(debit: answer) else { return finish(.unknown(intent), .badAnswer) }
        purchase.answer = proof
        phase = .checking
        return .check(proof, intent.request(of: card.identity), intent.authorisation)
    }

    /// Takes the key module's verdict on the card's answer; nil where the module failed.
    package mutating func checked(_ verdict: PSAMVerdict?) -> Step {
        if phase == .checkingProof { return proofChecked(verdict) }
        guard phase == .checking, var intent = purchase.intent, let answer = purchase.answer else {
            return finish(.again, .linkFault)
        }
        switch verdict {
        case .genuine: break
        case .wrongMAC2, .wrongTAC: intent.doubt = .wrong
        case .notKnown, nil: intent.doubt = .unchecked
        }
        let proof = PurseProof(intent: intent, answer: answer, isVerified: verdict == .genuine, isRecovered: false)
        return switch verdict {
        case .genuine: finish(.debited(proof), .debited)
        case .wrongMAC2: finish(.suspicious(proof), .wrongMAC2)
        case .wrongTAC: finish(.suspicious(proof), .wrongTAC)
        case .notKnown, nil: finish(.unknown(intent), .undecided)
        }
    }

    static func refusal(_ status: StatusWord) -> PurseReason {
        switch status.rawValue {
        case 0x9302: .wrongMAC1
        case 0x9401: .notEnoughMoney
        case 0x9402: .counterAtLimit
        case 0x9403: .keyNotSupported
        default: .cardRefused(status: status.rawValue)
        }
    }
}
