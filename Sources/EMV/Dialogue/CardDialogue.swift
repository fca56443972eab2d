import SmartCard

/// A whole tap of a payment card: directory, application, kernel, signature.
///
/// - **Shape**: a state machine without I/O or clock. ``begin(_:at:)`` gives the first step; each raw answer of the card
///   goes to ``receive(_:at:)``, a failed transmission to ``failed(_:)``. Buffers are kept from tap to tap.
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
        case finished(TapResult)
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
        /// The applications.
        package var applications: [AcceptedApplication]
        /// The hard cap on a dialogue; real cards take 530 ms on average.
        package var mostMicroseconds = 1_500_000

        package init(kernel: KernelConfiguration, applications: [AcceptedApplication] = AcceptedApplication.unionPay) {
            self.kernel = kernel
            self.applications = applications
        }
    }

    /// `2PAY.SYS.DDF01`, the directory of contactless applications.
    static let directoryName: [UInt8] = Array("2PAY.SYS.DDF01".utf8)

    /// What the gate accepts and how.
    package let configuration: Configuration
    /// What the card has said.
    package private(set) var card = CardData()
    /// The part of the tap that is under way.
    package private(set) var phase = Phase.done
    /// The transaction's data.
    package private(set) var transaction: TransactionData?
    private var exchange = CommandExchange()
    private var kernel: Kernel7
    private var selection: ApplicationSelection
    private let authenticator: CardAuthenticator
    private let denies: (AuthenticatedCard, CardData) -> Bool
    private var deadline = 0
    private var name: [UInt8] = []
    private var refusal = TapReason.notAccepted

    /// A dialogue that trusts the authenticator's keys and asks `denies` about genuine cards.
    package init(
        _ configuration: Configuration, authenticator: CardAuthenticator,
        denies: @escaping (AuthenticatedCard, CardData) -> Bool
    ) {
        self.configuration = configuration
        kernel = Kernel7(configuration.kernel)
        selection = ApplicationSelection(configuration.applications)
        self.authenticator = authenticator
        self.denies = denies
        name.reserveCapacity(16)
    }

    /// The bytes to send.
    package var command: [UInt8] { exchange.command }

    /// Begins with a card that is in the field.
    package mutating func begin(_ transaction: TransactionData, at now: Int) -> Step {
        self.transaction = transaction
        card.removeAll()
        selection.removeAll()
        deadline = now + configuration.mostMicroseconds
        phase = .directory
        refusal = .notSupported
        name.removeAll(keepingCapacity: true)
        name += Self.directoryName
        select()
        return .transmit
    }

    /// Takes an answer as it came, status word included.
    package mutating func receive(_ answer: Span<UInt8>, at now: Int) -> Step {
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
        case .directory:
            guard status == .success else {
                return finish(.refused, status == .functionNotSupported ? .blocked : .notSupported)
            }
            let bytes = card.bytes
            selection.readDirectory(data, of: bytes.span)
            return selectNext()
        case .select:
            guard status == .success, let transaction else {
                if status == .fileBlocked || status == .functionNotSupported { refusal = .blocked }
                return selectNext()
            }
            return follow(
                kernel.activate(Kernel7.Selection(fci: data, name: name), card: &card, transaction: transaction))
        case .options, .record: return follow(kernel.receive(status, data: data, card: &card))
        case .done: return finish(.again, .linkFault)
        }
    }

    private mutating func selectNext() -> Step {
        guard let candidate = selection.takeNext() else { return finish(.refused, refusal) }
        if refusal == .notSupported { refusal = .notAccepted }
        name.removeAll(keepingCapacity: true)
        for index in candidate.name { name.append(card.bytes[index]) }
        phase = .select
        select()
        return .transmit
    }

    private mutating func select() {
        let name = self.name
        exchange.start(into: card.bytes, isCase4: true) { command in
            // ISO/IEC 7816-4, 11.2.2: SELECT by name.
            command.append(0x00)
            command.append(0xA4)
            command.append(0x04)
            command.append(0x00)
            command.append(UInt8(name.count))
            command += name
            command.append(0x00)
        }
    }

    private mutating func follow(_ step: Kernel7.Step) -> Step {
        switch step {
        case .transmit:
            if case .record(let place) = kernel.state { phase = .record(place) } else { phase = .options }
            var isCase4 = false
            exchange.start(into: card.bytes, isCase4: phase == .options) { command in
                isCase4 = kernel.appendCommand(to: &command, card: card)
            }
            assert(isCase4 == (phase == .options))
            return .transmit
        case .decide:
            let rid = CAKeyIdentity.rid(of: name.span) ?? 0
            return end(kernel.decide(card: card, authenticator: authenticator, rid: rid, denies: denies))
        case .finished(let result):
            if result.kind == .selectNext {
                refusal = .kernel(result.reason)
                return selectNext()
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
        if case .record = phase, kernel.isReadingLastRecord { result.torn = TornTap(card) }
        phase = .done
        return .finished(result)
    }

    private mutating func finish(_ verdict: TapResult.Verdict, _ reason: TapReason) -> Step {
        phase = .done
        return .finished(TapResult(verdict, reason))
    }
}
