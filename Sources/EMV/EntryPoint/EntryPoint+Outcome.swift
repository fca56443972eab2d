/// Kernel activation at D and outcome processing.
extension EntryPoint {
    /// Start D: the kernel that ran before, with no new SELECT and no FCI.
    mutating func activateKernelAgain() {
        guard var again = activation else { return endApplication(.candidatesExhausted(lastRefusal)) }
        again.fileControlInformation = nil
        again.start = .d
        again.isRestart = true
        again.hasIssuerData = hasIssuerData
        activation = again
        state = .inKernel
        push(.activateKernel)
    }

    /// The kernel has ended with an outcome.
    public mutating func kernelFinished(_ outcome: Outcome) -> EntryPointAction? {
        guard case .inKernel = state else { return nil }
        forgetPending()
        process(outcome)
        return next()
    }

    /// No application, or none left (EMV Book B 2.5, 3.3.2.7, by libpay's account; not read).
    mutating func endApplication(_ reason: EntryPointReason) {
        var outcome = Outcome(
            .endApplication, messageOnOutcome: UserInterfaceRequest(.tryAnotherCard, .readyToRead))
        outcome.entryPointReason = reason
        process(outcome)
    }

    /// Outcome processing (EMV Book B 2.5, 3.5.1, by libpay's account; not read).
    mutating func process(_ outcome: Outcome) {
        if let message = outcome.messageOnOutcome { push(.show(message)) }
        if let time = outcome.fieldOff100ms { push(.fieldOff(holdTime100ms: time)) }
        switch outcome.kind {
        case .tryAgain:
            // What the kernel had to say stays on the display; "present card" would hide it.
            let isSilent = outcome.messageOnOutcome == nil
            activateProtocol(showing: outcome.messageOnRestart ?? (isSilent ? Self.presentCard : nil))
        case .selectNext:
            dropCurrent()
        case .approved, .declined, .onlineRequest, .requestOnlinePIN, .tryAnotherInterface, .endApplication:
            retained = outcome
            state = .finished
            push(.finished)
        }
    }
}
