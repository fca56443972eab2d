import SmartCard

/// The EMV contactless entry point: from the amount to the kernel, and from the kernel's outcome to the reader's.
///
/// - **Shape**: a state machine without I/O. Each event is one mutating function that returns the action to perform;
///   after an action that awaits no event (see ``EntryPointAction``) the driver calls ``next()``. Commands are those of
///   the application layer: the driver deals with `61xx`, `6Cxx` and warnings (`CommandExchange`) and reports a whole
///   answer as its status word and where its data lie in a buffer of its own.
/// - **Limits**: ``PaymentDirectory/mostEntries`` directory entries, ``CandidateList/most`` candidates. The machine has
///   no clock: a card that fails for ever is polled for ever, until the driver's time for the dialogue is over.
/// - **Errors**: an event that does not fit the state changes nothing and returns nil.
/// - **Source**: EMV Books A and B 2.5 by the account that emerald79/libpay gives of them in its comments and tests;
///   the books were not read. Where the two disagreed the vectors of `entry-point.json` decided.
public struct EntryPoint: Sendable {
    enum State: Hashable, Sendable {
        case idle
        case polling(isCollided: Bool)
        case selectingDirectory
        case selectingApplication
        case inKernel
        case finished
    }

    /// A combination that counts for the transaction's type and amount.
    struct Eligible: Hashable, Sendable {
        var combination: EntryPointConfiguration.Combination
        var set: Int
        var schemeRank: Int
    }

    /// What the reader accepts.
    public let configuration: EntryPointConfiguration
    /// The bytes to send at ``EntryPointAction/transmit``: a SELECT with Le.
    public internal(set) var command: [UInt8] = []
    /// What pre-processing gave, one a set; nil for a set that does not count for the transaction's type.
    public internal(set) var preProcessing: [PreProcessing?] = []

    package internal(set) var candidates = CandidateList()
    var state = State.idle
    var transaction = EntryPointTransaction(amount: 0)
    var start = EntryPointStart.a
    var isRestart = false
    var hasIssuerData = false
    /// The outcome of the run before, which a restart goes by.
    var retained: Outcome?
    /// What the kernel is given at ``EntryPointAction/activateKernel``.
    public internal(set) var activation: KernelActivation?
    var lastRefusal: StatusWord?
    var directoryReason: EntryPointReason?
    /// Every combination whose kernel the reader has; put together once.
    let catalogue: [Eligible]
    var eligible: [Eligible] = []
    /// What ``eligible`` and ``preProcessing`` were last put together for.
    var gathered: (transaction: EntryPointTransaction, isUnprocessed: Bool)?
    /// The actions of one event, four at most: message, field off, message, poll.
    private var pending = InlineArray<4, EntryPointAction?>(repeating: nil)
    private var pushed = 0
    private var taken = 0

    /// A machine for one reader; it may be used for any number of transactions, one after the other.
    public init(_ configuration: EntryPointConfiguration) {
        self.configuration = configuration
        command.reserveCapacity(64)
        preProcessing.reserveCapacity(configuration.sets.count)
        let order = configuration.schemeOrder
        catalogue = configuration.sets.enumerated().flatMap { index, set in
            set.combinations.filter { configuration.kernels.contains($0.kernel) }.map { combination in
                Eligible(
                    combination: combination, set: index,
                    schemeRank: order.firstIndex { combination.identifier.hasPrefix($0) } ?? order.count)
            }
        }
        eligible.reserveCapacity(catalogue.count)
    }

    /// The next action of the last event; nil when the machine awaits an event.
    public mutating func next() -> EntryPointAction? {
        guard taken < pushed, let action = pending[taken] else { return nil }
        taken += 1
        return action
    }

    /// The final outcome, from ``EntryPointAction/finished`` on; nil before.
    public var outcome: Outcome? { state == .finished ? retained : nil }

    /// Whether the command that is out asks for the directory.
    package var isSelectingDirectory: Bool { state == .selectingDirectory }

    mutating func push(_ action: EntryPointAction) {
        if taken == pushed { forgetPending() }
        pending[pushed] = action
        pushed += 1
    }

    mutating func forgetPending() {
        pushed = 0
        taken = 0
    }
}

extension EntryPoint {
    /// Begins a transaction with pre-processing: start A.
    public mutating func begin(_ transaction: EntryPointTransaction) -> EntryPointAction? {
        open(transaction, at: .a)
        preprocess()
        return next()
    }

    /// Begins a transaction whose type and amount are fixed by configuration ("autorun"): start B, without
    /// pre-processing, with the TTQ as it is configured.
    public mutating func beginWithoutPreProcessing(_ transaction: EntryPointTransaction) -> EntryPointAction? {
        open(transaction, at: .b)
        gatherEligible(withoutPreProcessing: true)
        activateProtocol(showing: Self.presentCard)
        return next()
    }

    /// Restarts where the last final outcome says; nil if it named no start, or none came yet.
    ///
    /// With issuer data (the driver hands them to the kernel) start B selects the same application again, and a card
    /// that refuses ends the transaction.
    public mutating func restart(hasIssuerData: Bool) -> EntryPointAction? {
        guard case .finished = state, let start = retained?.start else { return nil }
        forgetPending()
        self.start = start
        self.hasIssuerData = hasIssuerData
        isRestart = true
        lastRefusal = nil
        // EMV Book B 2.5, 3.2.1.2; that C and D show it as well is what case 2EC.002.00 demands.
        let message = retained?.messageOnRestart ?? Self.presentCard
        switch start {
        case .a:
            preprocess()
        case .b:
            activateProtocol(showing: message)
        case .c:
            push(.show(message))
            selectCurrent()
        case .d:
            push(.show(message))
            activateKernelAgain()
        }
        return next()
    }

    private mutating func open(_ transaction: EntryPointTransaction, at start: EntryPointStart) {
        forgetPending()
        self.transaction = transaction
        self.start = start
        isRestart = false
        hasIssuerData = false
        retained = nil
        lastRefusal = nil
        activation = nil
        candidates.clear()
    }
}
