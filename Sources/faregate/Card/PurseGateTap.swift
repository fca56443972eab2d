import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Gate
import SmartCard

/// A purse at the demonstration gate: the card's own journey, the same processor as every tap, then the debit.
struct PurseGateTap {
    let gate: GateTap
    let tokenizer: CardTokenizer
    let denyList: CardDenyList
    let medium: FareMedia
    /// The terminal's number in the emulator's key module; nobody's.
    static let terminal: UInt64 = 0x3000_0000_0001

    /// What came of it.
    struct Outcome {
        var result: PurseResult
        var decision: GateDecision?
        var token: CardTokenValue?
        var card: PurseCard?
        var decisionMicroseconds = 0
        var storageMicroseconds = 0
        var sequence: Int?

        var verdict: TapResult.Verdict {
            switch result.outcome {
            case .debited: .accepted
            case .read, .refused, .suspicious: .refused
            case .again, .unknown: .again
            }
        }

        /// The gate's own reason where it was the gate that refused.
        var reason: String {
            if result.reason == .gate { return decision?.reason.code ?? "denied" }
            return result.reason.code
        }

        /// What the card has proved of its debit.
        var proof: PurseProof? {
            if case .debited(let proof) = result.outcome { return proof }
            return nil
        }
    }

    /// What is learnt of the card while it is in the field.
    private struct Course {
        var state: PurseState
        var history: TapHistory
        var outcome: Outcome
        var hasKept = false
        var fault: (any Error)?
    }

    /// Presents the card that is behind a channel; `skip` is told of the time that is accounted for in the outcome.
    func present(
        over channel: any CardChannel, now: @escaping () -> Int, skip: @escaping (Int) -> Void,
        observe: @escaping (PurseDialogue.Phase, Int, Int) -> Void
    ) throws -> Outcome {
        guard let moment = Self.moment(gate.time) else {
            throw failure("purses know the years 2000 to 2099 only", CommandExit.usage)
        }
        let opened = now()
        var course = Course(
            state: try PurseState(folder: gate.folder), history: try TapHistory(gate.folder + "/taps.csv"),
            outcome: Outcome(result: PurseResult(.refused, .notSupported)))
        var psam = SoftwarePSAM(
            terminal: Self.terminal,
            keys: gate.gate.testKeys
                ? [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)] : [:],
            nextSequence: try course.state.takeTerminalSequence())
        course.outcome.storageMicroseconds = now() - opened
        skip(now() - opened)
        var dialogue = PurseDialogue(PurseConfiguration())
        let result = PurseTap.run(
            &dialogue, gate.kind == .entry ? .entry : .exit, over: channel, psam: &psam, moment: moment,
            gate: PurseTap.Gate(
                decide: { card in
                    let begun = now()
                    defer {
                        course.outcome.decisionMicroseconds += now() - begun
                        skip(now() - begun)
                    }
                    return decide(card, &course)
                },
                keep: { intent in
                    let begun = now()
                    defer {
                        course.outcome.storageMicroseconds += now() - begun
                        skip(now() - begun)
                    }
                    return keep(intent, &course)
                }, now: now, observe: observe))
        if let fault = course.fault { throw fault }
        course.outcome.result = result
        course.outcome.card = dialogue.card
        let begun = now()
        try settle(&course)
        course.outcome.storageMicroseconds += now() - begun
        skip(now() - begun)
        return course.outcome
    }

    // MARK: Steps

    private func decide(_ card: PurseCard, _ course: inout Course) -> PurseTap.Decision {
        let token = Self.token(of: card, tokenizer)
        course.outcome.token = token
        do {
            if case .debited(let proof) = card.recovery { _ = try store(proof, token, &course) }
            if card.recovery != nil { try course.state.set(nil, of: token) }
        } catch {
            course.fault = error
            return .refuse(.notKept)
        }
        let place = Self.place(stationID)
        if let open = course.state.debit(of: token) { return .recover(open.intent, place: place) }
        if denyList.lists(token) { return .refuse(.gate) }
        if let objection = card.objection { return .refuse(objection) }
        var journey = journey(of: card, token, course.history)
        let decision = processor.process(tap(token, gate.time, isRecorded: false), journey: &journey)
        course.outcome.decision = decision
        guard decision.outcome == .open, let amount = UInt32(exactly: decision.chargeFen) else { return .refuse(.gate) }
        return .debit(amount, place: place)
    }

    private func keep(_ intent: PurseIntent, _ course: inout Course) -> Bool {
        guard let token = course.outcome.token else { return false }
        do {
            try course.state.set(PurseState.OpenDebit(intent: intent, station: stationID), of: token)
            course.hasKept = true
            return true
        } catch {
            course.fault = error
            return false
        }
    }

    /// Stores the tap that a proven debit stands for, before the barrier opens; then the debit is no longer open.
    private func settle(_ course: inout Course) throws {
        guard let token = course.outcome.token else { return }
        switch course.outcome.result.outcome {
        case .debited(let proof):
            let decision = try store(proof, token, &course)
            if proof.isRecovered { course.outcome.decision = decision }
            course.outcome.sequence = course.history.count
            try course.state.set(nil, of: token)
        case .refused, .again: if course.hasKept { try course.state.set(nil, of: token) }
        case .read, .suspicious, .unknown: break
        }
    }

    /// A proven debit is a fact: its ride was priced when it was sent.
    private func store(_ proof: PurseProof, _ token: CardTokenValue, _ course: inout Course) throws -> GateDecision {
        let id = course.state.debit(of: token)?.station ?? stationID
        let time = Self.time(proof.intent.moment) ?? gate.time
        let kind: TapKind = proof.intent.state == PurseJourney.State.entered ? .entry : .exit
        var journey = course.history.journey(of: token, processor: processor, medium: medium)
        let station = try gate.book.edition.directory.station(id)
        let decision = processor.process(
            tap(token, time, kind, station: station, isRecorded: true), journey: &journey)
        try course.history.append(token, time, kind, id)
        course.history = try TapHistory(gate.folder + "/taps.csv")
        return decision
    }

    private var stationID: String { gate.book.edition.network.stations[Int(gate.station)].id }

    // MARK: Pieces

    private var processor: TapProcessor { TapProcessor(gate.book) }

    private func tap(
        _ token: CardTokenValue, _ time: LocalTime, _ kind: TapKind? = nil, station: StationIndex? = nil,
        isRecorded: Bool
    ) -> Tap {
        Tap(
            token: CardToken(high: token.high, low: token.low), time: time, kind: kind ?? gate.kind,
            station: station ?? gate.station, medium: medium, isRecorded: isRecorded)
    }

    /// Where the card stands: its own record of the entry counts, what else is known of it comes from this gate.
    private func journey(of card: PurseCard, _ token: CardTokenValue, _ history: TapHistory) -> Journey {
        var journey = history.journey(of: token, processor: processor, medium: medium)
        guard card.state == PurseJourney.State.entered, let record = card.journeys.first,
            let time = record.moment.flatMap({ Self.time($0) })
        else {
            journey.state = .idle
            return journey
        }
        if case .open(let entry) = journey.state, entry.time == time { return journey }
        journey.state = .idle
        journey.last = nil
        let station = try? gate.book.edition.directory.station(Self.stationID(record.place))
        guard let station else { return journey }
        _ = processor.process(tap(token, time, .entry, station: station, isRecorded: true), journey: &journey)
        return journey
    }

    /// The token of a purse's number.
    static func token(of card: PurseCard, _ tokenizer: CardTokenizer) -> CardTokenValue {
        var digits: [UInt8] = []
        card.identity.number.appendDigits(to: &digits)
        return tokenizer.token(ofDigits: digits)
    }

    /// How operators number lines and stations is not known: the demonstration writes the station's id as text.
    static func place(_ id: String) -> UInt64 {
        let text = Array(id.utf8)
        return text.count <= 7 ? text.reduce(0) { $0 << 8 | UInt64($1) } : 0
    }

    static func stationID(_ place: UInt64) -> String {
        let bytes = (0..<7).reversed().map { UInt8(truncatingIfNeeded: place >> ($0 * 8)) }
        return String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
    }

    static func moment(_ time: LocalTime) -> PurseMoment? {
        let (year, month, day) = time.date.calendar
        return PurseMoment(year: year, month: month, day: day, secondOfDay: time.secondOfDay)
    }

    static func time(_ moment: PurseMoment) -> LocalTime? {
        let (year, month, day) = moment.date.calendar
        guard let date = ServiceDate(year: year, month: month, day: day) else { return nil }
        return LocalTime(date, secondOfDay: moment.secondOfDay)
    }
}

extension PurseDialogue.Phase {
    /// The name in reports.
    var name: String {
        switch self {
        case .select(let place): place == 0 ? "select-purse" : "select-purse-\(place + 1)"
        case .identity: "file-15"
        case .location: "file-17"
        case .balance: "balance"
        case .overdraft: "overdraft"
        case .journey(let number): "journey-\(number)"
        case .transaction(let number), .evidence(let number): "transaction-\(number)"
        case .initialise: "initialise"
        case .update: "update"
        case .debit: "debit"
        case .proof: "proof"
        case .deciding, .authorising, .keeping, .checking, .checkingProof, .done: "done"
        }
    }
}
