import CardCrypto
import SmartCard

/// A whole tap of a payment card: directory, application, kernel, signature.
///
/// - **Shape**: a state machine without I/O or clock. ``begin(_:at:)`` gives the first step; each raw answer of the
///   card goes to ``receive(_:at:)``, a failed transmission to ``failed(_:)``. Buffers are kept from tap to tap.
/// - **Unit**: `at` is a moment in microseconds of any clock that only goes forward.
/// - **Limits**: ``Configuration/mostMicroseconds`` in all, and those of `CommandExchange`, ``ApplicationFileLocator``
///   and ``CardData``.
/// - **Errors**: none; whatever card and reader do ends in a ``TapResult``.
package struct CardDialogue {
    /// What to do next.
    package enum Step: Hashable, Sendable {
        /// Send ``CardDialogue/command`` to the card.
        case transmit
        /// Over.
        indirect case finished(TapResult)
    }

    /// The parts of a tap, for the table of times.
    package enum Phase: Hashable, Sendable {
        case directory
        case select
        case options
        case record(Int)
        case done
    }

    /// What a gate accepts.
    package struct Configuration: Hashable, Sendable {
        /// How kernel 7 is used.
        package var kernel: KernelConfiguration
        /// The applications, limits and qualifiers.
        package var entryPoint: EntryPointConfiguration
        /// The hard cap on a dialogue; real cards take 530 ms on average.
        package var mostMicroseconds = 1_500_000

        package init(kernel: KernelConfiguration, entryPoint: EntryPointConfiguration) {
            self.kernel = kernel
            self.entryPoint = entryPoint
        }

        /// A gate's configuration for UnionPay cards under one money profile.
        package init(gate profile: KernelConfiguration.MoneyProfile) {
            self.init(
                kernel: KernelConfiguration(profile: profile),
                entryPoint: EntryPointConfiguration(unionPayGate: profile))
        }
    }

    /// What the gate accepts and how.
    package let configuration: Configuration
    /// What the card has said.
    package private(set) var card = CardData()
    /// The part of the tap that is under way.
    package private(set) var phase = Phase.done
    /// The transaction's data.
    package private(set) var transaction: TransactionData?
    private var exchange = CommandExchange()
    /// The last raw answer.
    private var answer: [UInt8] = []
    private var kernel: Kernel7
    private var entryPoint: EntryPoint
    private let authenticator: CardAuthenticator
    private let denies: (AuthenticatedCard, CardData) -> Bool
    private var deadline = 0
    private var rid: UInt64 = 0
    private var refusal: KernelReason?
    /// The last message for the display.
    package private(set) var message: UserInterfaceRequest?

    /// A dialogue that trusts the authenticator's keys and asks `denies` about genuine cards.
    package init(
        _ configuration: Configuration, authenticator: CardAuthenticator,
        denies: @escaping (AuthenticatedCard, CardData) -> Bool
    ) {
        self.configuration = configuration
        kernel = Kernel7(configuration.kernel)
        entryPoint = EntryPoint(configuration.entryPoint)
        self.authenticator = authenticator
        self.denies = denies
        answer.reserveCapacity(CommandExchange.longestAnswer)
    }

    /// The bytes to send.
    package var command: [UInt8] { exchange.command }

    /// Sends ``command`` over a channel and keeps the answer for ``receive(at:)``; in here, so that neither is copied
    /// or allocated anew.
    package mutating func transmit(over channel: any CardChannel) throws(CardChannelError) {
        try channel.transmit(exchange.command, into: &answer)
    }

    /// Overwrites what the card has said, once nobody needs it: number and track 2 do not wait for the next card.
    package mutating func forget() {
        card.removeAll()
        answer.wipe()
    }

    /// Takes the answer that ``transmit(over:)`` brought.
    package mutating func receive(at now: Int) -> Step {
        let bytes = answer
        return receive(bytes, at: now)
    }

    /// Begins with a card that is in the field. The entry point sets the transaction's terminal qualifiers.
    package mutating func begin(_ transaction: TransactionData, at now: Int) -> Step {
        open(transaction, at: now)
        return follow(entryPoint.begin(Self.amounts(transaction)), cardIsPresent: true)
    }

    /// Begins with the terminal qualifiers as the transaction has them, without pre-processing (start B).
    package mutating func beginWithoutPreProcessing(_ transaction: TransactionData, at now: Int) -> Step {
        open(transaction, at: now)
        return follow(entryPoint.beginWithoutPreProcessing(Self.amounts(transaction)), cardIsPresent: true)
    }

    private mutating func open(_ transaction: TransactionData, at now: Int) {
        self.transaction = transaction
        card.removeAll()
        deadline = now + configuration.mostMicroseconds
        phase = .directory
        refusal = nil
        message = nil
    }

    private static func amounts(_ transaction: TransactionData) -> EntryPointTransaction {
        EntryPointTransaction(
            type: transaction.type, amount: transaction.amount, otherAmount: transaction.amountOther)
    }

    /// Takes an answer as it came, status word included.
    package mutating func receive(_ answer: [UInt8], at now: Int) -> Step {
        guard phase != .done else { return finish(.again, .linkFault) }
        guard now <= deadline else { return interrupted(.timedOut) }
        switch exchange.receive(answer, into: &card.bytes) {
        case .transmit: return .transmit
        case .failed(.answerTooShort): return interrupted(.linkFault)
        case .failed(.answerTooLong), .failed(.endless), .failed(.tooMuchData): return finish(.refused, .tooMuch)
        case .complete(let status, let data): return complete(status, data)
        }
    }

    /// Takes note that no answer came.
    package mutating func failed(_ error: CardChannelError) -> Step {
        switch error {
        case .removed: interrupted(.removed)
        case .timedOut: interrupted(.timedOut)
        case .collision: finish(.again, .collision)
        case .reader, .notInTranscript: interrupted(.readerFault)
        }
    }

    // MARK: Steps

    private mutating func complete(_ status: StatusWord, _ data: Range<Int>) -> Step {
        switch phase {
        case .directory, .select:
            let bytes = card.bytes
            return follow(entryPoint.answer(status, data, in: bytes.span), cardIsPresent: false)
        case .options, .record: return follow(kernel.receive(status, data: data, card: &card))
        case .done: return finish(.again, .linkFault)
        }
    }

    /// Carries out what the entry point wants until the card or the end is reached.
    private mutating func follow(_ first: EntryPointAction?, cardIsPresent: Bool) -> Step {
        var action = first
        var isPresent = cardIsPresent
        while let now = action {
            switch now {
            case .show(let request):
                message = request
                action = entryPoint.next()
            case .fieldOff: action = entryPoint.next()
            case .pollForCard:
                // The dialogue begins with a card in the field; polling again is the reader's affair.
                guard isPresent else { return finish(.again, .linkFault) }
                isPresent = false
                action = entryPoint.cardDetected()
            case .transmit:
                if entryPoint.isSelectingDirectory { phase = .directory } else { phase = .select }
                exchange.prepare(into: card.bytes, isCase4: true)
                exchange.command += entryPoint.command
                return .transmit
            case .activateKernel: return activate()
            case .finished: return finish(.refused, reason(entryPoint.outcome))
            }
        }
        return finish(.again, .linkFault)
    }

    private mutating func activate() -> Step {
        guard let activation = entryPoint.activation, let range = activation.fileControlInformation,
            var data = transaction
        else {
            return finish(.refused, .notAccepted)
        }
        if let qualifiers = activation.qualifiers { data.terminalQualifiers = qualifiers.rawValue }
        transaction = data
        let name = activation.selectedName
        rid = CAKeyIdentity.rid(of: name.span) ?? 0
        return follow(kernel.activate(Kernel7.Selection(fci: range, name: name), card: &card, transaction: data))
    }

    private func reason(_ outcome: Outcome?) -> TapReason {
        switch outcome?.entryPointReason {
        case .contactlessNotAllowed: .limitExceeded
        case .noCommonApplication, .directoryNotFound, .directoryMalformed: .notSupported
        case .cardBlocked, .directoryRefused(.fileBlocked), .candidatesExhausted(.fileBlocked),
            .candidatesExhausted(.functionNotSupported):
            .blocked
        case .candidatesExhausted: refusal.map { .kernel($0) } ?? .notAccepted
        case .directoryRefused, .issuerDataUndeliverable, nil: .notAccepted
        }
    }

    private mutating func follow(_ step: Kernel7.Step) -> Step {
        switch step {
        case .transmit:
            if case .record(let place) = kernel.state { phase = .record(place) } else { phase = .options }
            exchange.prepare(into: card.bytes, isCase4: phase == .options)
            _ = kernel.appendCommand(to: &exchange.command, card: card)
            return .transmit
        case .decide: return end(kernel.decide(card: card, authenticator: authenticator, rid: rid, denies: denies))
        case .finished(let result):
            if result.kind == .selectNext {
                refusal = result.reason
                return follow(entryPoint.kernelFinished(Outcome(.selectNext)), cardIsPresent: false)
            }
            return end(result)
        }
    }

    private mutating func end(_ result: KernelResult) -> Step {
        let verdict: TapResult.Verdict
        switch result.kind {
        case .approved: verdict = .accepted
        case .onlineRequest: verdict = result.reason == .authorisedLater ? .accepted : .refused
        case .tryAgain: verdict = .again
        case .declined, .endApplication, .selectNext, .tryAnotherInterface: verdict = .refused
        }
        phase = .done
        return .finished(TapResult(verdict, .kernel(result.reason), kernel: result))
    }

    /// The link has failed: nothing is charged, and the card may come back.
    private mutating func interrupted(_ reason: TapReason) -> Step {
        var result = TapResult(.again, reason)
        if case .record = phase, kernel.isReadingLastRecord {
            result.isTorn = true
            result.torn = TornTap(card)
        }
        phase = .done
        return .finished(result)
    }

    private mutating func finish(_ verdict: TapResult.Verdict, _ reason: TapReason) -> Step {
        phase = .done
        return .finished(TapResult(verdict, reason))
    }
}
