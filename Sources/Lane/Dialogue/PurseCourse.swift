import EMV
import ElectronicPurse
import Fares
import Gate
import Journal
import SmartCard

/// One purse at one lane: read, priced by the desk, kept in the journal, debited, settled (operations.md, 4.1).
final class PurseCourse {
    private let lane: GateLane
    private let medium: FareMedia
    private let time: LocalTime
    /// The rules that the lane does without, the same for the whole tap.
    private let easings: GateEasings
    private(set) var log: PhaseLog
    private var dialogue: PurseDialogue
    private var token: CardTokenValue?
    private var previousToken: CardTokenValue?
    /// The token that an open debit of this card was kept under.
    private var debitToken: JournalToken?
    private var ride: PursePrice.PricedRide?
    private var refusal: GateDecision?
    /// The desk's word that ends the tap without a debit: an earlier tap opens, or the card is listed.
    private var ending: DeskVerdict?
    /// The purse is the last tap once more.
    private var isSameTap = false
    private var kept: JournalPurse?
    private var failure: JournalError?

    init(_ lane: GateLane, medium: FareMedia, time: LocalTime, log: PhaseLog) {
        self.lane = lane
        self.medium = medium
        self.time = time
        self.log = log
        easings = lane.barrier.easings
        dialogue = PurseDialogue(lane.cards.purses)
    }

    private var clock: LaneClock { lane.clock }
    private var book: FareBook { lane.book }

    func run(over card: any CardChannel, psam: inout some PSAM) -> PurseResult {
        guard let moment = Self.moment(time) else { return PurseResult(.refused, .notSupported) }
        let result = PurseTap.run(
            &dialogue, lane.site.direction == .entry ? .entry : .exit, over: card, psam: &psam, moment: moment,
            gate: PurseTap.Gate(
                decide: { self.timed("decision", self.decide($0)) }, keep: { self.timed("storage", self.keep($0)) },
                now: { [clock] in clock.microseconds },
                observe: { self.log.note($0.name, $1, $2) }))
        log.end(at: clock.microseconds)
        return result
    }

    private func timed<Value>(_ name: String, _ work: @autoclosure () -> Value) -> Value {
        let begun = clock.microseconds
        let value = work()
        log.own(name, from: begun, to: clock.microseconds)
        return value
    }

    /// What has come of it, for the lane.
    func fill(_ tap: inout LaneTap, _ result: PurseResult) {
        tap.purse = result
        tap.purseCard = dialogue.card
        tap.medium = (dialogue.card?.application.scheme ?? .tUnion).rawValue
        tap.maskedNumber = dialogue.card?.identity.number.masked
        tap.token = token ?? dialogue.card.map { lane.cards.tokens(of: $0).0 }
        tap.reason = result.reason.code
        if isSameTap, let token, lane.sameTap(token, &tap) { return }
        if let failure {
            lane.fail(failure, &tap)
            return
        }
        switch result.outcome {
        case .debited(let proof): settle(proof, &tap)
        case .again:
            tap.outcome = .again
            tap.isLinkFault = true
            void(&tap)
        case .refused:
            tap.outcome = .refused
            if let ending {
                tap.verdict = ending
                tap.outcome = ending.outcome
                tap.reason = ending.reason.code
                return
            }
            void(&tap)
            if owes(result), let token, let ride {
                lane.ask(.owe(request(token), ride), &tap)
                return
            }
            guard let refusal else {
                lane.note("purse refused", &tap)
                return
            }
            if result.reason == .gate { tap.reason = refusal.reason.code }
        case .unknown(let intent):
            tap.outcome = .again
            tap.isTorn = true
            tap.isLinkFault = true
            doubt(intent, &tap)
        case .suspicious(let proof):
            tap.outcome = .refused
            lane.note("purse suspect", &tap)
            doubt(proof.intent, &tap)
        case .read: tap.outcome = .refused
        }
    }

    /// Whether the rider leaves and owes the fare that the card has no money for.
    private func owes(_ result: PurseResult) -> Bool {
        result.reason == .notEnoughMoney && easings.contains(.chargeLater) && lane.site.direction == .exit
    }

    // MARK: Steps

    private func decide(_ card: PurseCard) -> PurseTap.Decision {
        // A gate takes no purses in a network whose stations they cannot hold; see ``PursePlace``.
        guard let place = PursePlace.number(of: lane.site.place.id) else { return .refuse(.gate) }
        let (token, previous) = lane.cards.tokens(of: card)
        self.token = token
        previousToken = previous
        if lane.isLastTap?(token) == true {
            isSameTap = true
            return .refuse(.gate)
        }
        if case .debited(let proof)? = card.recovery {
            // The ride of before is paid and settled; this tap goes on.
            if case .failed(let error) = lane.desk.ask(
                .settle(settlement(proof, token, of: card, opens: false)), at: lane.lane)
            {
                failure = error
                return .refuse(.notKept)
            }
        }
        if lane.cards.edition.lists(token) || previous.map({ lane.cards.edition.lists($0) }) == true {
            return ended(by: lane.desk.ask(.deny(request(token), .denied), at: lane.lane))
        }
        var entry: PurseRequest.CardEntry?
        if card.state == PurseJourney.State.entered, let record = card.journeys.first,
            let entered = record.moment.flatMap(Self.time)
        {
            entry = PurseRequest.CardEntry(
                time: entered, station: try? book.edition.directory.station(PursePlace.stationID(record.place)))
        }
        let request = PurseRequest(
            tap: request(token), entry: entry, newest: card.journeys.first?.moment.flatMap(Self.time),
            isFoundNotDebited: card.isFoundNotDebited)
        // The card's objection stands, unless a debit of it is open that may have written the record.
        switch lane.desk.ask(.price(request), at: lane.lane) {
        case .price(.debit(let amount, let priced)):
            let isWaived = priced.decision.reason == .orderFree || priced.decision.reason == .emergencyRelease
            if let objection = card.objection, !isWaived { return .refuse(objection) }
            ride = priced
            return .debit(amount, place: place, despiteObjection: isWaived)
        case .price(.recover(let bytes, let held)):
            debitToken = held
            guard let intent = PurseIntent(Array(bytes.prefix(PurseIntent.length))) else { return .refuse(.undecided) }
            return .recover(intent, place: place)
        case .price(.refused(let decision)):
            refusal = decision
            return .refuse(card.objection ?? .gate)
        case .price(.resumed(let verdict)): return ended(by: .verdict(verdict))
        case let answer: return ended(by: answer)
        }
    }

    /// Nothing is debited: the desk has the last word, or the journal takes nothing.
    private func ended(by answer: DeskAnswer) -> PurseTap.Decision {
        switch answer {
        case .verdict(let verdict):
            ending = verdict
            return .refuse(.gate)
        case .failed(let error):
            failure = error
            return .refuse(.notKept)
        case .price, .recorded, .done: preconditionFailure("an answer to another question")
        }
    }

    /// Puts the intent on stable storage: the next command debits.
    private func keep(_ intent: PurseIntent) -> Bool {
        guard let token else { return false }
        var purse = JournalPurse(
            state: .intended, token: lane.cards.journalToken(token), counter: UInt32(intent.sequence),
            amountFen: Int64(intent.amountFen), balanceFen: Int64(intent.balanceBeforeFen), cardTime: time.seconds)
        purse.station = lane.site.place
        purse.terminalTransaction = intent.authorisation.terminalSequence
        purse.terminalMAC = Self.bytes(intent.authorisation.mac1)
        let paid = ride.flatMap { KeptRide($0.decision, stations: book.edition.network.stations) }?.bytes
        purse.resumeData = intent.bytes + (paid ?? [])
        switch lane.desk.ask(.keep(purse, clock.moment), at: lane.lane) {
        case .recorded(let sequence):
            kept = purse
            do throws(JournalError) {
                try lane.journal.waitUntilDurable(sequence, milliseconds: GateLane.longestStorageMilliseconds)
            } catch {
                failure = error
                return false
            }
            return true
        case .failed(let error):
            failure = error
            return false
        case .verdict, .price, .done: preconditionFailure("an answer to another question")
        }
    }

    private func settle(_ proof: PurseProof, _ tap: inout LaneTap) {
        guard let token else { return }
        // A debit that was found out about opens while the tap it was for can be resumed; later the rider has gone.
        let sent = Self.time(proof.intent.moment) ?? time
        let isYoung = max(time, sent).seconds - min(time, sent).seconds <= DeskState.resumeSeconds
        let isProven = proof.opens(onRecords: lane.cards.purses.opensOnRecords)
        let opens = isProven && (!proof.isRecovered || isYoung)
        lane.ask(.settle(settlement(proof, token, of: dialogue.card, opens: opens)), &tap)
        guard !opens, tap.verdict != nil else { return }
        if isProven {
            tap.reason = "debit-settled"
        } else {
            // The money is counted; that the card has paid it, only its own records say.
            tap.outcome = .refused
            tap.reason = "debit-not-proven"
            lane.note("purse refused", &tap)
        }
    }

    private func settlement(
        _ proof: PurseProof, _ token: CardTokenValue, of card: PurseCard?, opens: Bool
    ) -> PurseSettlement {
        let intent = proof.intent
        var request = request(token)
        // The journal knows the debit by the token it was kept under, even if the token key has changed since.
        if proof.isRecovered, let debitToken { request.token = debitToken }
        request.time = Self.time(intent.moment) ?? time
        request.transactionCounter = intent.sequence
        request.phases = log.timings
        var settlement = PurseSettlement(
            tap: request, kind: intent.state == PurseJourney.State.entered ? .entry : .exit,
            amountFen: Int64(intent.amountFen), counter: UInt32(intent.sequence),
            terminalTransaction: intent.authorisation.terminalSequence, balanceFen: Int64(intent.balanceBeforeFen),
            cardMAC: Self.bytes(proof.answer?.mac2), authorisationCode: Self.bytes(proof.answer?.tac),
            ride: proof.isRecovered ? nil : ride, opens: opens)
        settlement.terminalMAC = Self.bytes(intent.authorisation.mac1)
        settlement.purchase = JournalPurse.Purchase(
            terminal: intent.terminal, type: intent.kind, keyVersion: intent.keyVersion, algorithm: intent.algorithm,
            sealedIdentity: card.flatMap(sealedIdentity) ?? [])
        return settlement
    }

    /// The card has paid: without a key of the acquirer's the proof is kept all the same.
    private func sealedIdentity(_ card: PurseCard) -> [UInt8]? {
        lane.cards.acquirerKey.flatMap { SealedPurse.seal(card.identity, to: $0, using: &lane.generator) }
    }

    /// Keeps what speaks against an open debit, so that records never make it good.
    private func doubt(_ intent: PurseIntent, _ tap: inout LaneTap) {
        guard intent.doubt != .none, let token else { return }
        let answer = dialogue.debitAnswer
        let doubt = PurseDoubtRequest(
            token: (debitToken ?? lane.cards.journalToken(token)).token, resumeData: intent.bytes,
            cardMAC: Self.bytes(answer?.mac2), authorisationCode: Self.bytes(answer?.tac), moment: clock.moment)
        if case .failed(let error) = lane.desk.ask(.doubt(doubt), at: lane.lane) { lane.lost(error, &tap) }
    }

    /// A debit that was kept and never sent, or refused by the card, is no open one.
    private func void(_ tap: inout LaneTap) {
        guard var purse = kept else { return }
        purse.state = .void
        if case .failed(let error) = lane.desk.ask(.void(purse, clock.moment), at: lane.lane) {
            // With a full queue the debit stays open: the card is asked about it, and has not made it.
            lane.lost(error, &tap)
        }
    }

    // MARK: Pieces

    private func request(_ token: CardTokenValue) -> TapRequest {
        var request = TapRequest(
            site: lane.site, time: time, moment: clock.moment, token: lane.cards.journalToken(token), medium: medium)
        request.previousToken = previousToken.map { CardToken(high: $0.high, low: $0.low) }
        request.denyListVersion = lane.cards.edition.version
        request.easings = easings
        return request
    }

    private static func bytes(_ number: UInt32?) -> [UInt8] {
        guard let number else { return [] }
        return (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func moment(_ time: LocalTime) -> PurseMoment? {
        let (year, month, day) = time.date.calendar
        return PurseMoment(year: year, month: month, day: day, secondOfDay: time.secondOfDay)
    }

    private static func time(_ moment: PurseMoment) -> LocalTime? {
        let (year, month, day) = moment.date.calendar
        guard let date = ServiceDate(year: year, month: month, day: day) else { return nil }
        return LocalTime(date, secondOfDay: moment.secondOfDay)
    }
}
