import SmartCard

/// Selection, files, balance, records.
extension PurseDialogue {
    /// Looks for the purse of that place in the list.
    mutating func select(_ index: Int) -> Step {
        guard index < configuration.applications.count else { return finish(.refused, .notSupported) }
        return send(.select(configuration.applications[index].name), .select(index))
    }

    mutating func selected(_ index: Int, _ status: StatusWord) -> Step {
        switch status {
        case .success: break
        // emv.md, 8.6: what SELECT says of a blocked card or application.
        case .functionNotSupported: return finish(.refused, .cardBlocked)
        case .fileBlocked:
            guard !configuration.unverified.refusesBlockedApplication else {
                return finish(.refused, .applicationBlocked)
            }
        default: return select(index + 1)
        }
        let application = configuration.applications[index]
        self.application = application
        // The file stands in the answer; a copy cut short is read again.
        if let copy = Self.identityCopy(in: answer),
            let identity = try? PurseIdentity(copy, scheme: application.scheme)
        {
            return identified(PurseCard(application, identity))
        }
        let length = application.scheme == .shenzhenTong ? PurseIdentity.shortest : PurseIdentity.length
        return send(CommandAPDU(0x00, 0xB0, 0x95, 0x00, expectedLength: length), .identity)
    }

    /// The value of `9F0C`, the copy of file 15 in the answer to SELECT.
    private static func identityCopy(in information: [UInt8]) -> [UInt8]? {
        var copy: Range<Int>?
        try? TLVReader.walk(0..<information.count, of: information.span) { object, _ in
            if object.tag == 0x9F0C, copy == nil { copy = object.value }
        }
        return copy.map { Array(information[$0]) }
    }

    mutating func identityRead(_ status: StatusWord) -> Step {
        guard status == .success else { return finish(.refused, .fileMissing(.identity)) }
        guard let application else { return finish(.again, .linkFault) }
        do throws(PurseLayoutFault) {
            return identified(PurseCard(application, try PurseIdentity(answer, scheme: application.scheme)))
        } catch {
            return finish(.refused, .wrongLayout(error))
        }
    }

    private mutating func identified(_ card: PurseCard) -> Step {
        self.card = card
        if purpose != .read, let moment {
            if moment.date > card.identity.validTo { return finish(.refused, .expired) }
            if configuration.unverified.checksValidFrom, moment.date < card.identity.validFrom {
                return finish(.refused, .notYetValid)
            }
        }
        // Only T-Union's file 17 is known.
        guard card.application.scheme == .tUnion, configuration.unverified.requiresLocation || purpose == .read else {
            return askBalance()
        }
        return send(
            CommandAPDU(0x00, 0xB0, 0x97, 0x00, expectedLength: PurseLocation.length), .location)
    }

    mutating func locationRead(_ status: StatusWord) -> Step {
        guard status == .success else {
            return purpose == .read ? askBalance() : finish(.refused, .fileMissing(.location))
        }
        do throws(PurseLayoutFault) { card?.location = try PurseLocation(answer) } catch {
            guard purpose == .read else { return finish(.refused, .wrongLayout(error)) }
            card?.skipped.append(error)
        }
        return askBalance()
    }

    private mutating func askBalance() -> Step {
        send(CommandAPDU(0x80, 0x5C, 0x00, 0x02, expectedLength: 4), .balance)
    }

    mutating func balanceRead(_ status: StatusWord) -> Step {
        guard status == .success, let amount = PurseBalance.amount(answer) else {
            return finish(.refused, .balanceUnknown)
        }
        card?.balance = PurseBalance(loadedFen: amount)
        guard amount == 0 else { return askJourney(1) }
        // Nothing is loaded: the rider may owe what was used of the overdraft.
        let parameter = configuration.unverified.overdraftUsedParameter
        return send(CommandAPDU(0x80, 0x5C, parameter, 0x02, expectedLength: 4), .overdraft)
    }

    mutating func overdraftRead(_ status: StatusWord) -> Step {
        if status == .success, let amount = PurseBalance.amount(answer) { card?.balance?.overdraftUsedFen = amount }
        return askJourney(1)
    }

    private mutating func askJourney(_ number: Int) -> Step {
        // A record of an old Shenzhen Tong's file 1E is laid out in a way not known here.
        guard let application = card?.application, application.canDebit else {
            return purpose == .read ? askTransaction(1) : finish(.refused, .readOnly)
        }
        return send(.readRecord(UInt8(number), sfi: PurseLayoutFault.File.journeys.rawValue), .journey(number))
    }

    mutating func journeyRead(_ number: Int, _ status: StatusWord) -> Step {
        let isRead = purpose == .read
        switch status {
        case .success:
            do throws(PurseLayoutFault) { card?.journeys.append(try PurseJourney(answer, record: number)) } catch {
                guard isRead else { return finish(.refused, .wrongLayout(error)) }
                card?.skipped.append(error)
            }
            if isRead, number < configuration.mostJourneys { return askJourney(number + 1) }
        // No record has been written yet.
        case .recordNotFound: break
        default: if !isRead { return finish(.refused, .fileMissing(.journeys)) }
        }
        return isRead ? askTransaction(1) : decide()
    }

    private mutating func askTransaction(_ number: Int) -> Step {
        send(Self.transactionCommand(number), .transaction(number))
    }

    static func transactionCommand(_ number: Int) -> CommandAPDU {
        CommandAPDU(
            0x00, 0xB2, UInt8(number), PurseLayoutFault.File.transactions.rawValue << 3 | 4,
            expectedLength: PurseTransaction.length)
    }

    mutating func transactionRead(_ number: Int, _ status: StatusWord) -> Step {
        guard status == .success else { return finish(.read, .read) }
        do throws(PurseLayoutFault) {
            card?.transactions.append(try PurseTransaction(answer, record: number))
        } catch {
            card?.skipped.append(error)
        }
        return number < PurseTransaction.most ? askTransaction(number + 1) : finish(.read, .read)
    }

    /// Hands over to the caller, with what the journey's state says against the gate's purpose.
    mutating func decide() -> Step {
        let state = card?.state ?? PurseJourney.State.initial
        let rules = configuration.unverified
        if purpose == .entry, !rules.entryStates.contains(state) { card?.objection = .alreadyInside }
        if purpose == .exit, !rules.exitStates.contains(state) { card?.objection = .notEntered }
        phase = .deciding
        return .decide
    }
}
