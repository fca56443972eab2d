import SmartCard

/// A whole tap of a stored-value purse: files, journey state, price, composite purchase, proof.
///
/// - **Shape**: a state machine without I/O or clock. ``begin(_:at:moment:terminal:)`` gives the first step; each step
///   says what the caller does next: carry a command, price the ride, ask the key module, keep the intent. `PurseTap`
///   does so over a channel.
/// - **Unit**: `at` is a moment in microseconds of any clock that only goes forward.
/// - **Limits**: ``PurseConfiguration/mostMicroseconds`` in all; commands are bounded by the lists of applications and
///   records; `CommandExchange` bounds each answer.
/// - **Errors**: none; whatever card and key module do ends in a ``PurseResult``.
/// - **Source**: emv.md, 7 and 8.12, from public terminals, readers and scripts; JT/T 978 was not read.
package struct PurseDialogue {
    /// What the terminal wants of the card.
    package enum Purpose: Hashable, Sendable {
        case read
        case entry
        case exit
    }

    /// What to do next.
    package enum Step: Hashable, Sendable {
        /// Send ``PurseDialogue/command`` to the card.
        case transmit
        /// ``PurseDialogue/card`` is read: price the ride, then `debit`, `recover` or `finish`.
        case decide
        /// Ask the key module for MAC1, then `authorised` or `authorisationFailed`.
        case authorise(PurchaseRequest)
        /// Put the intent on stable storage, then `kept` or `notKept`: the next command debits.
        case keep(PurseIntent)
        /// Ask the key module about MAC2, then `checked`.
        case check(DebitAnswer, PurchaseRequest, PurchaseAuthorisation)
        /// Over.
        case finished(PurseResult)
    }

    /// The parts of a tap, for the table of times.
    package enum Phase: Hashable, Sendable {
        case select(Int)
        case identity
        case location
        case balance
        case overdraft
        case journey(Int)
        case transaction(Int)
        case deciding
        case initialise
        case update
        case authorising
        case keeping
        case debit
        case checking
        case proof
        case checkingProof
        /// A record of file 18, read to find a debit in it.
        case evidence(Int)
        case done
    }

    /// How the terminal takes purses.
    package let configuration: PurseConfiguration
    /// What has been read; nil until a purse has answered with its number.
    package internal(set) var card: PurseCard?
    /// The part of the tap that is under way.
    package internal(set) var phase = Phase.done

    var purpose = Purpose.read
    var moment: PurseMoment?
    var terminal: UInt64 = 0
    var deadline = 0
    var answer: [UInt8] = []
    var application: PurseApplication?
    var purchase = Purchase()
    var evidence = Evidence()
    /// Where a debit that is asked about would end the tap; nil: anywhere.
    var recoveryPlace: UInt64?
    private var exchange = CommandExchange()

    /// A purchase on its way through the commands.
    struct Purchase {
        var amountFen: UInt32 = 0
        var place: UInt64 = 0
        var request: PurchaseRequest?
        var intent: PurseIntent?
        var answer: DebitAnswer?
    }

    /// A dialogue for one terminal; it can be used for one card after the other.
    package init(_ configuration: PurseConfiguration) { self.configuration = configuration }

    /// Class and instruction of DEBIT FOR PURCHASE.
    private static let debitHeader: [UInt8] = [0x80, 0x54]

    /// What the card has given for the debit of now, or for the one that it was asked about; nil if nothing.
    package var debitAnswer: DebitAnswer? { purchase.answer ?? evidence.proof }

    /// The bytes to send.
    package var command: [UInt8] { exchange.command }

    /// Begins with a card that is in the field, at a terminal with a number of six bytes.
    package mutating func begin(
        _ purpose: Purpose, at now: Int, moment: PurseMoment, terminal: UInt64
    ) -> Step {
        self.purpose = purpose
        self.moment = moment
        self.terminal = terminal
        deadline = now + configuration.mostMicroseconds
        card = nil
        application = nil
        purchase = Purchase()
        evidence = Evidence()
        return select(0)
    }

    /// Takes an answer as it came, status word included.
    package mutating func receive(_ bytes: [UInt8], at now: Int) -> Step {
        guard isAwaitingCard else { return finish(.again, .linkFault) }
        // What answers a debit says that there was one, however late it comes.
        guard now <= deadline || phase == .debit else { return interrupted(.timedOut) }
        switch exchange.receive(bytes, into: &answer) {
        case .transmit:
            // A debit is sent once: a card that wants it with another length may have made it already.
            let isRepetition = phase == .debit && exchange.command.starts(with: Self.debitHeader)
            return isRepetition ? interrupted(.badAnswer) : .transmit
        case .failed(.answerTooShort): return interrupted(.linkFault)
        case .failed: return isAskingAboutDebit ? interrupted(.tooMuch) : finish(.refused, .tooMuch)
        case .complete(let status, _): return complete(status)
        }
    }

    /// Takes note that no answer came.
    package mutating func failed(_ error: CardChannelError) -> Step {
        guard isAwaitingCard else { return finish(.again, .linkFault) }
        return switch error {
        case .removed: interrupted(.removed)
        case .timedOut: interrupted(.timedOut)
        case .collision: interrupted(.collision)
        case .reader, .notInTranscript: interrupted(.readerFault)
        }
    }

    /// Ends a dialogue that waits for a decision, without a debit.
    package mutating func finish(_ reason: PurseReason) -> Step {
        guard phase == .deciding else { return finish(.again, .linkFault) }
        return finish(reason == .read ? .read : .refused, reason)
    }

    // MARK: Steps

    var isAwaitingCard: Bool {
        switch phase {
        case .deciding, .authorising, .keeping, .checking, .checkingProof, .done: false
        default: true
        }
    }

    mutating func send(_ command: CommandAPDU, _ phase: Phase) -> Step {
        answer.removeAll(keepingCapacity: true)
        exchange.start(command, into: answer)
        self.phase = phase
        return .transmit
    }

    mutating func finish(_ outcome: PurseResult.Outcome, _ reason: PurseReason) -> Step {
        phase = .done
        return .finished(PurseResult(outcome, reason))
    }

    /// The link has failed: nothing was debited, or it is not known.
    mutating func interrupted(_ reason: PurseReason) -> Step {
        if isAskingAboutDebit, let intent = purchase.intent { return finish(.unknown(intent), reason) }
        return finish(.again, reason)
    }

    /// A debit was sent, now or at an earlier presentation, and it is not known what became of it.
    private var isAskingAboutDebit: Bool {
        switch phase {
        case .debit, .checking, .proof, .checkingProof, .evidence: true
        default: false
        }
    }

    private mutating func complete(_ status: StatusWord) -> Step {
        switch phase {
        case .select(let index): selected(index, status)
        case .identity: identityRead(status)
        case .location: locationRead(status)
        case .balance: balanceRead(status)
        case .overdraft: overdraftRead(status)
        case .journey(let number): journeyRead(number, status)
        case .transaction(let number): transactionRead(number, status)
        case .initialise: initialised(status)
        case .update: updated(status)
        case .debit: debited(status)
        case .proof: proofRead(status)
        case .evidence(let number): evidenceRead(number, status)
        case .deciding, .authorising, .keeping, .checking, .checkingProof, .done: finish(.again, .linkFault)
        }
    }
}
