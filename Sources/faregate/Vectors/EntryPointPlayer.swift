import EMV
import SmartCard

/// What a run of an item showed.
struct EntryPointObservation {
    /// One activation of a kernel, with what its PDOL could ask for.
    struct Activation {
        var activation: KernelActivation
        /// The FCI of the last SELECT, without status word.
        var information: [UInt8]
    }

    /// A request to the display, and whether the field was on at that moment.
    struct Shown: Equatable {
        var request: UserInterfaceRequest
        var isFieldOn: Bool
    }

    /// The activations of the entry point, in the words of the file.
    var runs: [VectorValue] = []
    var activations: [Activation] = []
    var shown: [Shown] = []
    /// Display and field just before the entry point's first activation.
    var before: Shown?
    var isFieldOnAtFirstOutcome: Bool?
    var isFieldOnAtEnd = false
    var unusedSteps = 0
}

/// Plays the reader, the card and the kernels of an item around the entry point.
///
/// - **Source**: what libpay's harness does, as emv.md ("Entry-point vectors") tells it.
struct EntryPointPlayer {
    /// How many actions an item may take before it counts as endless.
    static let mostActions = 1000

    private let item: EntryPointItem
    private var machine: EntryPoint
    private var observation = EntryPointObservation()
    private var isFieldOn = false
    private var polls = 0
    private var steps = 0
    private var selects: [[UInt8]: Int] = [:]
    private var actions = 0
    private var information: [UInt8] = []
    private var isDirectorySelected = false
    private var run = Run()

    /// One activation of the entry point, as it goes on.
    private struct Run {
        var candidates: [VectorValue]?
        var selected: [VectorValue] = []
        var commands: [VectorValue] = []
        var activations: [VectorValue] = []
        var hostResponse: [UInt8]?
    }

    init(_ item: EntryPointItem) {
        self.item = item
        machine = EntryPoint(item.configuration)
    }

    mutating func play() throws(VectorItemError) -> EntryPointObservation {
        for (index, transaction) in item.transactions.enumerated() {
            // EMV Book A 2.5, 8.1.1.5 and 8.1.1.6, by libpay's account.
            isFieldOn = item.autorun != nil
            show(
                item.autorun == nil
                    ? UserInterfaceRequest(.welcome, .idle) : UserInterfaceRequest(.presentCard, .readyToRead))
            if index == 0 { observation.before = observation.shown.last }
            let action =
                item.autorun == nil ? machine.begin(transaction) : machine.beginWithoutPreProcessing(transaction)
            let outcome = try play(index, at: item.autorun == nil ? .a : .b, from: action)
            try playRestart(index, after: outcome)
            // The reader ends every transaction with the field off.
            isFieldOn = false
        }
        observation.isFieldOnAtEnd = isFieldOn
        observation.unusedSteps = item.script.count - steps
        return observation
    }

    /// One restart, if the outcome names a start and what it waits for came.
    private mutating func playRestart(_ index: Int, after outcome: Outcome) throws(VectorItemError) {
        guard let start = outcome.start else { return }
        let host = steps > 0 ? item.script[steps - 1].hostResponse : nil
        if outcome.onlineResponse != nil, host == nil {
            show(UserInterfaceRequest(.cardReadOK, .cardReadSuccessfully))
            if outcome.onlineResponse == .emvData { return }
        }
        run.hostResponse = host
        _ = try play(index, at: start, from: machine.restart(hasIssuerData: host != nil))
    }

    /// One activation of the entry point, to its final outcome.
    private mutating func play(
        _ index: Int, at start: EntryPointStart, from first: EntryPointAction?
    ) throws(VectorItemError) -> Outcome {
        run = Run(hostResponse: run.hostResponse)
        var action = first
        let preProcessing = start == .a ? self.preProcessing() : nil
        while let current = action {
            actions += 1
            guard actions <= Self.mostActions else { throw VectorItemError("runs: no end in sight") }
            switch current {
            case .show(let request):
                show(request)
                action = machine.next()
            case .fieldOff:
                isFieldOn = false
                action = machine.next()
            case .pollForCard:
                isFieldOn = true
                action = poll()
            case .transmit:
                action = transmit()
            case .activateKernel:
                guard let activation = machine.activation else {
                    throw VectorItemError("runs[\(observation.runs.count)]: a kernel without activation")
                }
                action = try runKernel(activation)
            case .finished:
                guard let outcome = machine.outcome else {
                    throw VectorItemError("runs[\(observation.runs.count)]: the end without an outcome")
                }
                finishRun(index, start, preProcessing, outcome)
                return outcome
            }
        }
        throw VectorItemError("runs[\(observation.runs.count)]: the entry point stopped without an outcome")
    }

    private mutating func show(_ request: UserInterfaceRequest) {
        observation.shown.append(.init(request: request, isFieldOn: isFieldOn))
    }

    private mutating func poll() -> EntryPointAction? {
        defer { polls += 1 }
        switch polls < item.polls.count ? item.polls[polls] : .card {
        case .card: return machine.cardDetected()
        case .collision: return machine.collision()
        case .noCard: return machine.noCard()
        }
    }

    private mutating func transmit() -> EntryPointAction? {
        run.commands.append(.hex(machine.command))
        let name = Array(machine.command.dropFirst(5).dropLast())
        isDirectorySelected = name == PaymentDirectory.name
        if !isDirectorySelected, let candidate = machine.candidates.current {
            run.selected.append(
                .list([.hex(candidate.entry.name.bytes), .hex(candidate.combination.kernel.bytes)]))
        }
        guard let response = response(to: name) else { return machine.channelFailed() }
        let data = 0..<(response.count - 2)
        if !isDirectorySelected { information = Array(response[data]) }
        let status = StatusWord(response[data.upperBound], response[data.upperBound + 1])
        let action = machine.answer(status, data, in: response.span)
        if isDirectorySelected, run.candidates == nil { run.candidates = machine.candidates.all.map(Self.words) }
        return action
    }

    /// The n-th answer to the SELECT of a name; the last one stands for those after it.
    private mutating func response(to name: [UInt8]) -> [UInt8]? {
        if isDirectorySelected { return item.directory }
        guard let responses = item.applications[name] else { return [0x6A, 0x82] }
        let count = selects[name, default: 0]
        selects[name] = count + 1
        return responses[min(count, responses.count - 1)]
    }

    private mutating func runKernel(_ activation: KernelActivation) throws(VectorItemError) -> EntryPointAction? {
        var members: [String: VectorValue] = [
            "kernel_id": .hex(activation.kernel.bytes), "aid": .hex(activation.selectedName),
            "ttq": activation.qualifiers.map { .hex($0.bytes) } ?? .null,
            "select_sw": .text(activation.selectStatus.description),
            "indicators": VectorValue(activation.indicators),
        ]
        // The source logs these at a run's first activation only.
        if run.activations.isEmpty {
            members["start"] = EntryPointNames.word(activation.start, EntryPointNames.starts)
            members["restart"] = .flag(activation.isRestart)
        }
        run.activations.append(.object(members))
        observation.activations.append(.init(activation: activation, information: information))
        guard steps < item.script.count else {
            throw VectorItemError("kernel_script: no entry for activation \(steps)")
        }
        steps += 1
        return machine.kernelFinished(item.script[steps - 1].outcome)
    }

    private mutating func finishRun(
        _ index: Int, _ start: EntryPointStart, _ preProcessing: VectorValue?, _ outcome: Outcome
    ) {
        if observation.isFieldOnAtFirstOutcome == nil { observation.isFieldOnAtFirstOutcome = isFieldOn }
        var members: [String: VectorValue] = [
            "transaction": .number(index), "start": EntryPointNames.word(start, EntryPointNames.starts),
            "selected": .list(run.selected), "select_commands": .list(run.commands),
            "kernel_activations": .list(run.activations), "outcome": VectorValue(outcome),
        ]
        members["host_response"] = run.hostResponse.map { .hex($0) }
        members["preprocessing"] = preProcessing
        members["candidates"] = run.candidates.map { .list($0) }
        observation.runs.append(.object(members))
        run.hostResponse = nil
    }

    private func preProcessing() -> VectorValue {
        let results = machine.preProcessing.enumerated().compactMap { index, result in
            result.map { (number: item.setNumbers[index], result: $0) }
        }
        return .list(
            results.sorted { $0.number < $1.number }.map { number, result in
                var members: [String: VectorValue] = [
                    "set": .number(number), "indicators": VectorValue(result.indicators),
                ]
                members["ttq"] = result.qualifiers.map { .hex($0.bytes) }
                return .object(members)
            })
    }

    private static func words(_ candidate: Candidate) -> VectorValue {
        let name = candidate.entry.name
        var members: [String: VectorValue] = [
            "adf_name": .hex(name.bytes), "kernel_id": .hex(candidate.combination.kernel.bytes),
            "priority": .number(Int(candidate.entry.priority)), "position": .number(candidate.entry.position),
        ]
        if candidate.combination.identifier != name {
            members["aid"] = .hex(candidate.combination.identifier.bytes)
        }
        if candidate.entry.extendedSelection.count > 0 {
            members["extended_selection"] = .hex(candidate.entry.extendedSelection.bytes)
        }
        return .object(members)
    }
}
