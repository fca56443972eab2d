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
            let filler: TLVReader.Filler = configuration.unverified.skipsFFBetweenTopLevelObjects ? .zeroAndFF : .zero
            guard try card.add(processingOptions: data, filler: filler) else {
                return .finished(KernelResult(.endApplication, .answerMalformed))
            }
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
