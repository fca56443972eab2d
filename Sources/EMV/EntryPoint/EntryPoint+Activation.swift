import SmartCard

/// Pre-processing and protocol activation: starts A and B.
extension EntryPoint {
    static let presentCard = UserInterfaceRequest(.presentCard, .readyToRead)

    /// Start A: which sets count, and how (EMV Book B 2.5, 3.1.1, by libpay's account; not read).
    mutating func preprocess() {
        gatherEligible(withoutPreProcessing: false)
        guard !eligible.isEmpty else {
            // 3.1.1.13
            var outcome = Outcome(
                .tryAnotherInterface, messageOnOutcome: UserInterfaceRequest(.insertOrSwipeCard, .processingError))
            outcome.entryPointReason = .contactlessNotAllowed
            process(outcome)
            return
        }
        if let message = retained?.messageOnRestart {
            activateProtocol(showing: message)
        } else {
            activateProtocol(showing: Self.presentCard)
        }
    }

    /// Lists the combinations that the transaction may use, so that no set is looked at again during the tap.
    mutating func gatherEligible(withoutPreProcessing: Bool) {
        // Nothing but the transaction and the configuration goes into it, and a gate's transactions are alike.
        guard gathered?.transaction != transaction || gathered?.isUnprocessed != withoutPreProcessing else { return }
        gathered = (transaction, withoutPreProcessing)
        preProcessing.removeAll(keepingCapacity: true)
        for index in 0..<configuration.sets.count {
            guard counts(index) else {
                preProcessing.append(nil)
                continue
            }
            let options = configuration.sets[index].options
            preProcessing.append(
                withoutPreProcessing
                    ? PreProcessing(without: options)
                    : PreProcessing(options, amount: transaction.amount, currencyUnit: configuration.currencyUnit))
        }
        eligible.removeAll(keepingCapacity: true)
        for index in 0..<catalogue.count {
            guard let result = preProcessing[catalogue[index].set],
                !result.indicators.contains(.contactlessApplicationNotAllowed)
            else { continue }
            eligible.append(catalogue[index])
        }
    }

    /// Whether a set counts for the transaction's type.
    private func counts(_ set: Int) -> Bool {
        for index in 0..<configuration.sets[set].transactionTypes.count
        where configuration.sets[set].transactionTypes[index] == transaction.type { return true }
        return false
    }

    /// Start B: asks for a card (EMV Book B 2.5, 3.2.1.2 and 3.2.1.3, by libpay's account; not read).
    mutating func activateProtocol(showing message: UserInterfaceRequest?) {
        if let message { push(.show(message)) }
        state = .polling(isCollided: false)
        push(.pollForCard)
    }

    /// A single card is in the field and activated.
    public mutating func cardDetected() -> EntryPointAction? {
        guard case .polling = state else { return nil }
        forgetPending()
        // EMV Book B 2.5, 3.3.2.1: the reader's own start decides, also when this run has come back to B.
        if start == .b, hasIssuerData {
            selectCurrent()
        } else if start == .c {
            selectCurrent()
        } else {
            selectDirectory()
        }
        return next()
    }

    /// More than one card is in the field.
    public mutating func collision() -> EntryPointAction? {
        guard case .polling = state else { return nil }
        forgetPending()
        // 3.2.1.4
        push(.show(UserInterfaceRequest(.presentOneCardOnly, .processingError)))
        state = .polling(isCollided: true)
        push(.pollForCard)
        return next()
    }

    /// No card is in the field, or no longer more than one.
    public mutating func noCard() -> EntryPointAction? {
        guard case .polling(let isCollided) = state else { return nil }
        forgetPending()
        // 3.2.1.5
        if isCollided { push(.show(UserInterfaceRequest(.presentOneCardOnly, .readyToRead))) }
        state = .polling(isCollided: false)
        push(.pollForCard)
        return next()
    }

    /// The card did not answer, or what came was no answer.
    ///
    /// While polling it means that the card could not be activated. A kernel's failed command is the kernel's affair:
    /// it ends with ``Outcome/Kind/tryAgain`` or otherwise.
    public mutating func channelFailed() -> EntryPointAction? {
        switch state {
        case .selectingDirectory, .selectingApplication, .polling:
            forgetPending()
            // 3.3.3.7: back to start B.
            activateProtocol(showing: Self.presentCard)
            return next()
        case .idle, .inKernel, .finished:
            return nil
        }
    }
}
