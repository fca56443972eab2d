import EMV
import ElectronicPurse
import Fares
import Gate
import Journal
import SmartCard

/// One lane: takes a card from a channel to the barrier, by way of the desk and the journal.
///
/// - **Shape**: one thread's; the desk decides on its own thread, the journal's thread syncs. The barrier is told to
///   open only when the tap's record is durable.
/// - **Errors**: none; whatever card, desk and journal do ends in a ``LaneTap``.
package final class GateLane {
    /// How long a tap waits for its record: whoever has tapped is still there then. Later the barrier stays shut, and
    /// the same card's next try opens it.
    package static let longestStorageMilliseconds: UInt64 = 1500

    /// Why a medium was not touched: the lane takes none now.
    package static let notReady = "lane-not-ready"

    /// Where.
    package let site: LaneSite
    let book: FareBook
    private(set) var cards: CardAcceptance
    let desk: DeskThread
    let lane: Int
    let journal: JournalCommitter
    let barrier: any Barrier
    let clock: LaneClock
    /// Whether the card of this token is the last tap once more, at the edge of the field: then nothing is done. Nil
    /// where every card that is presented is a tap.
    package var isLastTap: ((CardTokenValue) -> Bool)?
    var generator: any RandomNumberGenerator
    private var dialogue: CardDialogue
    private var psam: any PSAM
    /// The last payment card that left at its last record, until a genuine card comes.
    private var torn: (token: CardTokenValue, counter: UInt16)?
    private var barred = BarredCards()
    var shownCode = ShownCode()
    private let pause = Monitor()

    /// A lane with place `lane` at the desk; its random numbers come from `generator`.
    package init(
        _ site: LaneSite, of book: FareBook, cards: CardAcceptance, desk: DeskThread, lane: Int,
        journal: JournalCommitter,
        barrier: any Barrier, psam: any PSAM, clock: LaneClock, generator: any RandomNumberGenerator
    ) {
        self.site = site
        self.book = book
        self.cards = cards
        self.desk = desk
        self.lane = lane
        self.journal = journal
        self.barrier = barrier
        self.psam = psam
        self.clock = clock
        self.generator = generator
        dialogue = Self.dialogue(cards)
    }

    /// Takes cards by other keys, limits and lists from here on; between two taps.
    package func use(_ cards: CardAcceptance) {
        // Numbers that were used stay so.
        cards.numbers = self.cards.numbers
        dialogue = Self.dialogue(cards)
        self.cards = cards
    }

    private static func dialogue(_ cards: CardAcceptance) -> CardDialogue {
        CardDialogue(cards.configuration, authenticator: cards.authenticator) { [unowned cards] in
            cards.denies($0, $1)
        }
    }

    /// Presents a card that is in the field; `card` is activated already if it has answered a reset.
    ///
    /// A lane that takes no medium now, since somebody is under way or it is out of service, does not touch the card.
    package func present(_ card: any CardChannel) -> LaneTap {
        var tap = LaneTap()
        guard barrier.accepts else {
            tap.reason = Self.notReady
            return tap
        }
        cards.beginTap()
        tap.log.begin(at: clock.microseconds)
        do throws(CardChannelError) {
            _ = try card.reset()
            tap.log.begin(at: clock.microseconds)
            let isTaken =
                cards.prefersPurse
                ? presentPurse(card, &tap) || presentPayment(card, &tap)
                : presentPayment(card, &tap) || presentPurse(card, &tap)
            // What is neither stays refused for the payment card's reason.
            if !isTaken { note("card refused", &tap) }
        } catch {
            tap.reason = (error == .collision ? TapReason.collision : .removed).code
        }
        tap.log.end(at: clock.microseconds)
        act(&tap)
        return tap
    }

    // MARK: Payment cards

    /// False if the card has no application that can be used here.
    private func presentPayment(_ card: any CardChannel, _ tap: inout LaneTap) -> Bool {
        guard let medium = cards.quickPass else {
            // This tariff knows no bank cards; the card may hold a purse.
            tap.outcome = .refused
            tap.reason = GateReason.mediumNotAccepted.code
            return false
        }
        guard let number = cards.numbers.draw(using: &generator) else {
            tap.outcome = .refused
            tap.reason = "no-random-numbers"
            return true
        }
        let time = clock.local()
        var log = tap.log
        let transaction = Self.transaction(time, amountFen: cards.amountFen, number)
        let result = CardTap.run(
            &dialogue, over: card, transaction: transaction, now: { [clock] in clock.microseconds }
        ) { log.note($0.name, $1, $2) }
        log.end(at: clock.microseconds)
        tap.log = log
        defer { dialogue.forget() }
        guard !result.foundNoApplication else {
            tap.outcome = .refused
            tap.reason = result.reason.code
            return false
        }
        tap.medium = "quickpass"
        tap.kernel = result.kernel
        tap.message = dialogue.message
        tap.reason = result.reason.code
        tap.isTorn = result.isTorn
        if let left = result.torn { torn = (cards.tokenizer.token(of: left.pan), left.counter) }
        tap.isLinkFault = result.verdict == .again
        let genuine = result.kernel?.card
        if let genuine {
            tap.token = cards.tokenizer.token(of: genuine)
            tap.maskedNumber = genuine.pan.masked
            tap.followsTorn = torn.map { $0.token == tap.token && $0.counter < genuine.transactionCounter } ?? false
            torn = nil
        }
        if result.verdict != .again, let token = tap.token, sameTap(token, &tap) { return true }
        switch result.verdict {
        case .again: tap.outcome = .again
        case .refused: refused(result, time, medium, &tap)
        case .accepted:
            if let genuine, let token = tap.token, barred.bars(token, at: clock.microseconds),
                let request = request(genuine, time, medium, tap)
            {
                ask(.deny(request, .barred), &tap)
            } else {
                accepted(result, dialogue.card, transaction, time, medium, &tap)
            }
        }
        return true
    }

    private func accepted(
        _ result: TapResult, _ card: CardData, _ transaction: TransactionData, _ time: LocalTime, _ medium: FareMedia,
        _ tap: inout LaneTap
    ) {
        guard let genuine = result.kernel?.card, var request = request(genuine, time, medium, tap) else {
            tap.outcome = .refused
            return
        }
        request.unpredictableNumber = transaction.unpredictableNumber
        if let key = cards.acquirerKey {
            // Sealed before anything is recorded: a tap that could never be collected does not open.
            let data = AuthorisationData(card: card, transaction: transaction)
            guard let box = data.sealed(to: key, using: &generator) else {
                tap.outcome = .refused
                tap.reason = "cannot-seal"
                return
            }
            request.sealedData = box
        }
        ask(.take(request), &tap)
        if tap.verdict?.outcome == .open { tap.sealedData = request.sealedData }
    }

    /// A refusal of the card layer: nobody is charged, and the journal says what happened.
    private func refused(_ result: TapResult, _ time: LocalTime, _ medium: FareMedia, _ tap: inout LaneTap) {
        tap.outcome = .refused
        if result.kernel?.reason == .denied, let genuine = result.kernel?.card,
            let request = request(genuine, time, medium, tap)
        {
            ask(.deny(request, .denied), &tap)
            return
        }
        guard result.kernel?.reason == .authenticationFailed, let number = dialogue.card.clearPAN else {
            note("card refused", &tap)
            return
        }
        // The number is what the card says, and nothing has proved it.
        let token = cards.tokenizer.token(of: number)
        if cards.barSeconds > 0 {
            barred.bar(token, until: clock.microseconds + Int(cards.barSeconds) * 1_000_000)
        }
        note("card suspect", &tap, claiming: token)
    }

    /// Says in the journal why nobody passes, where no record of a tap does.
    func note(_ what: String, _ tap: inout LaneTap, claiming token: CardTokenValue? = nil) {
        var text = "\(what): \(tap.reason)"
        if let stage = tap.kernel?.stage { text += " \(stage.rawValue)" }
        if let token { text += ", claims token \(token.text)" }
        if case .failed(let error) = desk.ask(.note(text, clock.moment), at: lane) { lost(error, &tap) }
    }

    private func request(
        _ card: AuthenticatedCard, _ time: LocalTime, _ medium: FareMedia, _ tap: LaneTap
    ) -> TapRequest? {
        guard let token = tap.token else { return nil }
        var request = TapRequest(
            site: site, time: time, moment: clock.moment, token: cards.journalToken(token), medium: medium)
        request.previousToken = cards.tokenizer.previousToken(of: card).map {
            CardToken(high: $0.high, low: $0.low)
        }
        request.transactionCounter = card.transactionCounter
        request.denyListVersion = cards.edition.version
        request.phases = tap.log.timings
        request.easings = barrier.easings
        return request
    }

    private static func transaction(_ time: LocalTime, amountFen: UInt64, _ number: UInt32) -> TransactionData {
        let (year, month, day) = time.date.calendar
        let second = time.secondOfDay
        func digits(_ number: Int) -> UInt32 { UInt32(number / 10 * 16 + number % 10) }
        return TransactionData(
            amount: amountFen, date: EMV.CalendarDate(year: year, month: month, day: day),
            time: digits(second / 3600) << 16 | digits(second / 60 % 60) << 8 | digits(second % 60),
            unpredictableNumber: number, terminalQualifiers: 0)
    }

    // MARK: Purses

    /// False if there is no purse on the card.
    private func presentPurse(_ card: any CardChannel, _ tap: inout LaneTap) -> Bool {
        guard let medium = cards.tUnion else { return false }
        let course = PurseCourse(self, medium: medium, time: clock.local(), log: tap.log)
        let result = course.run(over: card, psam: &psam)
        tap.log = course.log
        guard result.reason != .notSupported else { return false }
        course.fill(&tap, result)
        return true
    }

    // MARK: Desk, journal, barrier

    /// Asks the desk, and notes what its part took.
    func ask(_ question: DeskQuestion, _ tap: inout LaneTap) {
        let begun = clock.microseconds
        let answer = desk.ask(question, at: lane)
        tap.log.own("decision", from: begun, to: clock.microseconds)
        switch answer {
        case .verdict(let verdict):
            tap.verdict = verdict
            tap.outcome = verdict.outcome
            tap.reason = verdict.reason.code
        case .failed(let error): fail(error, &tap)
        case .price, .recorded, .done: preconditionFailure("an answer to another question")
        }
    }

    /// The journal takes nothing: nothing opens. A full queue and a slow disk pass; all else closes the lane.
    func fail(_ error: JournalError, _ tap: inout LaneTap) {
        switch error {
        case .queueFull:
            tap.outcome = .again
            tap.reason = "journal-busy"
        case .notDurableInTime:
            tap.outcome = .again
            tap.reason = "journal-slow"
        default:
            tap.outcome = .refused
            tap.reason = "journal-failed"
            tap.journalFailure = error
        }
    }

    /// The journal does not take a record that the tap does not hang on: a full queue passes, all else closes the lane.
    func lost(_ error: JournalError, _ tap: inout LaneTap) {
        if case .queueFull = error { return }
        tap.journalFailure = error
    }

    /// Whether a card is the last tap once more; the tap says so then.
    func sameTap(_ token: CardTokenValue, _ tap: inout LaneTap) -> Bool {
        guard isLastTap?(token) == true else { return false }
        tap.isSameTap = true
        tap.outcome = .refused
        tap.reason = "same-tap"
        return true
    }

    /// Waits for the record and tells the barrier.
    func act(_ tap: inout LaneTap) {
        if tap.isSameTap { return }
        if tap.outcome == .open, let sequence = tap.verdict?.sequence {
            let begun = clock.microseconds
            do throws(JournalError) {
                try journal.waitUntilDurable(sequence, milliseconds: Self.longestStorageMilliseconds)
            } catch {
                fail(error, &tap)
            }
            tap.log.own("storage", from: begun, to: clock.microseconds)
        }
        guard tap.outcome == .open, let verdict = tap.verdict else {
            givesUp(tap)
            barrier.refuse(tap.prompt)
            return
        }
        let pass = BarrierPass(sequence: verdict.sequence, tapSequence: verdict.tapSequence, prompt: tap.prompt)
        guard barrier.open(pass) else {
            // The record stands and the tap stays unopened: the same card opens when the barrier hears again, or at
            // another lane.
            tap.outcome = .again
            tap.reason = "barrier-failed"
            givesUp(tap)
            return
        }
        opened(verdict.tapSequence, &tap)
    }

    /// An approved tap that has not opened here is no longer this lane's: from here on only its card opens, at any
    /// lane.
    private func givesUp(_ tap: LaneTap) {
        guard tap.outcome == .again, let verdict = tap.verdict, verdict.outcome == .open else { return }
        _ = desk.ask(.waitsNoMore(verdict.tapSequence, clock.moment), at: lane)
    }

    /// Says that the barrier was told; tried again for a while where the journal is full, since after a start what is
    /// lost of it lets the same card through once more within a minute.
    private func opened(_ sequence: UInt64, _ tap: inout LaneTap) {
        for tries in 1...LaneRecorder.mostTries {
            let question = DeskQuestion.opened(sequence, clock.moment, isAgain: tries > 1)
            guard case .failed(let error) = desk.ask(question, at: lane) else { return }
            guard case .queueFull = error, tries < LaneRecorder.mostTries else { return lost(error, &tap) }
            pause.lock()
            pause.wait(until: clock.monotonic() + LaneRecorder.pauseNanoseconds)
            pause.unlock()
        }
    }
}
