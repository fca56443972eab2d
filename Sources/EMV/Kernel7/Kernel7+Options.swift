import SmartCard

extension Kernel7 {
    /// Takes the answer to GET PROCESSING OPTIONS.
    mutating func options(_ status: StatusWord, _ data: Range<Int>, _ card: inout CardData) -> Step {
        switch status {
        case .success: break
        case .conditionsNotSatisfied: return .finished(KernelResult(.selectNext, .conditionsNotSatisfied))
        case .commandNotAllowed: return refused(.deviceVerificationWanted)
        default: return refused(.optionsRefused)
        }
        do throws(CardData.Fault) {
            guard try readOptions(data, &card) else {
                return .finished(KernelResult(.endApplication, .answerMalformed))
            }
            card.optionsEnd = card.bytes.count
        } catch {
            return .finished(Self.result(of: error))
        }
        guard card.value(of: Tag.interchangeProfile)?.count == 2 else {
            return .finished(KernelResult(.endApplication, .mandatoryObjectMissing))
        }
        // No cryptogram: this is not qPBOC (format 80, or a card that fell back to DDA by command).
        guard card.value(of: Tag.applicationCryptogram)?.count == 8,
            card.value(of: Tag.transactionCounter)?.count == 2, card.has(Tag.issuerApplicationData)
        else { return refused(.mandatoryObjectMissing) }
        guard let type = CryptogramType(card: card) else {
            return .finished(KernelResult(.endApplication, .cryptogramTypeInvalid))
        }
        cryptogram = type
        return choosePath(card)
    }

    private func refused(_ reason: KernelReason) -> Step {
        switch configuration.refusedOptions {
        case .endApplication: .finished(KernelResult(.endApplication, reason))
        case .tryAnotherInterface: .finished(KernelResult(.tryAnotherInterface, reason))
        }
    }

    /// Notes the objects of both answer formats; false if it is neither.
    private func readOptions(_ data: Range<Int>, _ card: inout CardData) throws(CardData.Fault) -> Bool {
        let filler: TLVReader.Filler = configuration.unverified.skipsFFBetweenTopLevelObjects ? .zeroAndFF : .zero
        var reader = TLVReader(data, filler: filler)
        let object: TLVObject?
        let next: TLVObject?
        do throws(TLVError) {
            object = try reader.next(in: card.bytes.span)
            next = try reader.next(in: card.bytes.span)
        } catch {
            throw .malformed(error)
        }
        guard let object, next == nil else { return false }
        switch object.tag {
        case Tag.responseFormat2:
            try card.add(objectsIn: object.value)
            return true
        case Tag.responseFormat1:
            guard object.value.count >= 6, (object.value.count - 2) % 4 == 0 else { return false }
            let start = object.value.lowerBound
            try card.append(Tag.interchangeProfile, Array(card.bytes[start..<(start + 2)]))
            try card.append(Tag.fileLocator, Array(card.bytes[(start + 2)..<object.value.upperBound]))
            return true
        default: return false
        }
    }

    /// Decides by the cryptogram and the money profile whether reading on makes sense.
    private mutating func choosePath(_ card: CardData) -> Step {
        switch (cryptogram, configuration.profile) {
        case (.aac, _): return .finished(KernelResult(.declined, .cardDeclined))
        case (.tc, .deferred): return .finished(KernelResult(.declined, .wrongProfile))
        case (.arqc, .electronicCash):
            guard configuration.isOnlineCapable else {
                return .finished(KernelResult(.declined, .onlineRequired))
            }
        case (.arqc, .deferred), (.tc, .electronicCash): break
        }
        guard let range = card.value(of: Tag.fileLocator), !range.isEmpty else {
            return .finished(KernelResult(.declined, .noAuthenticationData))
        }
        guard let locator = ApplicationFileLocator(range, of: card.bytes.span) else {
            return .finished(KernelResult(.endApplication, .fileLocatorInvalid))
        }
        self.locator = locator
        return readRecord(at: 0, card: card)
    }
}
