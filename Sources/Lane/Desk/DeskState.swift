import Fares
import Gate
import Journal
import QRTickets

/// What the desk knows: where every card stands, which approved taps have not opened yet, which debits are open.
///
/// - **Shape**: rebuilt from the journal's records at start by ``take(_:_:)``, so that entry and exit may be two runs.
/// - **Limits**: those of ``OpenDebits``; taps that have not opened are remembered for ``resumeSeconds``, and those
///   whose rider is under way as ``LetThrough`` says.
package struct DeskState {
    /// How long a recorded tap whose barrier was not told to open may still open it.
    package static let resumeSeconds: UInt32 = 60
    /// The same where the lane broke, was lost or worked on under its rider and its barrier stayed shut; a process that
    /// begins later does not know.
    package static let faultSeconds: UInt32 = 1800

    /// An approved tap without an open signal.
    struct Unopened {
        let sequence: UInt64
        let token: CardToken
        let time: LocalTime
        let kind: TapKind
        let stationID: String
        /// The lane that may still open for it: it waits for the disk. Nil after a restart, when nobody does.
        var lane: Int?
        /// When that lane has asked for it, in nanoseconds of the clock that never goes back.
        var askedAt: UInt64 = 0
        /// The entry that a purse has on record still, since it owes this exit; nil: the card has this tap.
        var owedEntry: LocalTime?
        /// The code that stands for it; nil for a card.
        var replayKey: ReplayKey?
        /// It has opened once, and its rider has not passed: it opens once more, and then never.
        var isSecond = false
        /// Its rider has not passed, which was told before the open signal.
        var hasEnded = false
        /// How long after the tap it may open.
        var goodSeconds = DeskState.resumeSeconds

        /// Whether a purse has been nowhere since, by its own record.
        func isLast(of purse: PurseRequest) -> Bool {
            purse.newest == owedEntry ?? time && (purse.entry != nil) == (kind == .entry || owedEntry != nil)
        }
    }

    let processor: TapProcessor
    var journeys: JourneyTable
    var unopened: [Unopened] = []
    /// So many are remembered before those go that may open no more: each tap looks at all of them.
    private static let fewUnopened = 64
    private var mostUnopened = DeskState.fewUnopened
    var letThrough = LetThrough()
    /// The emergency releases that are known here.
    package var releases = EmergencyReleases()
    var debits = OpenDebits()
    /// The next number of the software key module, above all that the journal knows.
    package private(set) var nextTerminalTransaction: UInt32 = 1
    private let stations: [String: StationIndex]
    private var laneOrders = LaneOrders()
    private var lastSign = LastSign()

    /// The state of a gate without records; `capacity` cards need no further memory.
    package init(_ book: FareBook, capacity: Int) {
        processor = TapProcessor(book)
        journeys = JourneyTable(capacity: capacity)
        unopened.reserveCapacity(1024)
        var stations: [String: StationIndex] = [:]
        for (index, station) in book.edition.network.stations.enumerated() {
            stations[station.id] = StationIndex(index)
        }
        self.stations = stations
    }

    /// How many cards are known.
    package var cardCount: Int { journeys.count }
    /// How many debits are open.
    package var openDebitCount: Int { debits.count }

    /// Takes a record of the journal, in order; one whose form is newer than this program is not guessed at.
    package mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        defer { lastSign.take(header) }
        let kind = RecordKind(rawValue: header.kind)
        if let form = kind.flatMap(Self.form), !(1...form).contains(header.form) {
            throw BodyFault(newerForm: header.form)
        }
        // Whose it was is gone, and with it the journey; a purse's terminal number still counts.
        if header.isRedacted {
            guard kind == .purse else { return }
            nextTerminalTransaction = max(nextTerminalTransaction, try JournalPurse.read(body).terminalTransaction &+ 1)
            return
        }
        switch kind {
        case .tap: take(try JournalTap.read(body), header.sequence)
        case .opened: opened(try JournalOpened.read(body).tapSequence)
        case .purse: take(try JournalPurse.read(body))
        case .sweep:
            let sweep = try JournalSweep.read(body)
            // What cost nothing costs nothing again, whatever is known of releases by now.
            let releases = sweep.chargeFen == 0 ? EmergencyReleases.always : EmergencyReleases()
            journeys.withJourney(of: sweep.token.token) { _ = processor.sweep(&$0, releases: releases) }
        case .passage: passage(try JournalPassage.read(body), at: header.moment)
        case .mode: take(try JournalMode.read(body))
        case .start: begin(at: header.moment)
        case .torn, .keyChange, .note, .tokenKey, .register, .retention, nil: break
        }
    }

    /// The newest form in which a kind is read here; nil for those that change nothing.
    private static func form(_ kind: RecordKind) -> UInt8? {
        switch kind {
        case .tap: JournalTap.form
        case .opened: JournalOpened.form
        case .purse: JournalPurse.form
        case .sweep: JournalSweep.form
        case .passage: JournalPassage.form
        case .mode: JournalMode.form
        case .torn, .start, .keyChange, .note, .tokenKey, .register, .retention: nil
        }
    }

    private mutating func take(_ record: JournalTap, _ sequence: UInt64) {
        // A debit that was found out about has the day of before.
        if !record.isRecorded { debits.see(record.serviceDate.dayNumber) }
        guard record.outcome == .open, let medium = processor.book.tariff.medium(record.medium) else { return }
        let token = record.token.token
        var journey = journeys.journey(of: token)
        if record.kind == .exit, let entry = record.entry {
            openJourney(&journey, token, medium, entry.time, station(of: entry.station))
        }
        let tap = Tap(
            token: token, time: record.time, kind: record.kind, station: station(of: record.station),
            medium: medium, rider: processor.book.tariff.rider(record.rider) ?? .adult, carriage: record.carriage,
            transfer: record.transfer, isRecorded: record.isRecorded)
        apply(tap, record, &journey)
        journeys.withJourney(of: token) { $0 = journey }
        isOver(token, nil)
        if let counter = record.transactionCounter, debits[token]?.counter == UInt32(counter) { debits.close(token) }
        guard !record.isRecorded, let station = record.station else { return }
        remember(
            Unopened(
                sequence: sequence, token: token, time: record.time, kind: record.kind, stationID: station.id,
                lane: nil, owedEntry: record.reason == .chargeLater ? record.entry?.time : nil,
                replayKey: record.replayKey))
    }

    /// The journey becomes what it was when the tap was approved: by the same rules, and as a fact if the fares have
    /// changed since.
    private func apply(_ tap: Tap, _ record: JournalTap, _ journey: inout Journey) {
        var copy = journey
        let terms = GateTerms(
            easings: record.easings, releases: record.reason == .emergencyRelease ? .always : EmergencyReleases())
        if processor.process(tap, journey: &copy, terms: terms).outcome == .open {
            journey = copy
            return
        }
        var fact = tap
        fact.isRecorded = true
        _ = processor.process(fact, journey: &journey, terms: terms)
    }

    /// A process begins: the releases of the one before are over. A lane that is there still, and goes on with its own,
    /// says so at once.
    package mutating func begin(at moment: JournalMoment) {
        let end = lastSign.releaseEnd(start: moment, dayStart: processor.book.tariff.serviceDayStartSecond)
        releases.endLanes(at: end ?? moment.localTime)
    }

    /// What a lane of this station goes on with, and the name of a lane that is gone under which it was told, if
    /// another.
    ///
    /// - **Parameters**: `lane`, its place; `ids`, the lanes of the gate.
    package func orders(
        lane: UInt8, id: String, of ids: [String], station: String
    ) -> (orders: StandingOrders, from: String?) {
        laneOrders.orders(lane: lane, id: id, of: ids, station: station)
    }

    /// A lane's mode: an emergency release counts from here on, or no more.
    package mutating func take(_ mode: JournalMode) {
        laneOrders.take(mode)
        let station = station(of: mode.station)
        if mode.new == .emergency {
            releases.begin(station: station, lane: mode.lane, isOutward: mode.isOutward, at: mode.time)
        } else {
            releases.end(station: station, lane: mode.lane, at: mode.time)
        }
    }

    /// Makes an entry the open one that the card, or the record of the exit, says there was.
    func openJourney(
        _ journey: inout Journey, _ token: CardToken, _ medium: FareMedia, _ time: LocalTime, _ station: StationIndex?
    ) {
        if case .open(let entry) = journey.state, entry.time == time { return }
        if case .swept(let entry, _) = journey.state, entry.time == time { return }
        journey.state = .idle
        journey.last = nil
        guard let station else { return }
        let tap = Tap(
            token: token, time: time, kind: .entry, station: station, medium: medium, isRecorded: true)
        _ = processor.process(tap, journey: &journey)
    }

    private mutating func take(_ purse: JournalPurse) {
        nextTerminalTransaction = max(nextTerminalTransaction, purse.terminalTransaction &+ 1)
        switch purse.state {
        case .intended, .unknown: debits.open(purse)
        case .proven, .void, .unresolved: debits.close(purse.token.token)
        }
    }

    /// A station of a record in the edition in use; nil if it has none of that id.
    func station(of place: JournalStation?) -> StationIndex? { place.flatMap { stations[$0.id] } }

    /// A station by its id in the edition in use; nil if it has none of that id.
    func station(of id: String) -> StationIndex? { stations[id] }

    // MARK: Taps that have not opened

    /// A later tap of a card is approved: what came before opens nothing more, whatever its rider has done.
    ///
    /// Those who are under way too; one whom ``LetThrough`` does not find is looked at when the end is told.
    mutating func isOver(_ token: CardToken, _ previous: CardToken?) {
        letThrough.isOver(token)
        if let previous { letThrough.isOver(previous) }
        // A loop: the library's search allocates in debug builds.
        var index = unopened.count - 1
        while index >= 0 {
            if unopened[index].token == token || unopened[index].token == previous { unopened.remove(at: index) }
            index -= 1
        }
    }

    /// Whether a tap is its card's last one.
    private func isLast(_ tap: Unopened) -> Bool {
        guard let last = journeys.journey(of: tap.token).last else { return false }
        return last.kind == tap.kind && last.end.time == tap.time && last.end.station == station(of: tap.stationID)
    }

    mutating func remember(_ tap: Unopened) {
        if unopened.count >= mostUnopened {
            unopened.removeAll { $0.time.seconds &+ $0.goodSeconds < tap.time.seconds }
            if unopened.count >= 1000 { unopened.removeFirst(500) }
            mostUnopened = max(Self.fewUnopened, 2 * unopened.count)
        }
        unopened.append(tap)
    }

    /// The barrier was told to open for a tap.
    mutating func opened(_ sequence: UInt64) {
        var index = unopened.count - 1
        while index >= 0, unopened[index].sequence != sequence { index -= 1 }
        guard index >= 0 else { return }
        if unopened[index].hasEnded, !unopened[index].isSecond {
            // Told in the other order: what it has is its second time.
            unopened[index].hasEnded = false
            unopened[index].isSecond = true
            unopened[index].lane = nil
            return
        }
        let tap = unopened.remove(at: index)
        if !tap.isSecond { letThrough.insert(tap) }
    }

    /// What became of a rider who was let through: one who has not passed may be let through once more.
    ///
    /// - **Parameters**: `brokenLane`, which can let nobody through any more; `isReleased`, since it stands open.
    mutating func passage(
        _ passage: JournalPassage, at moment: JournalMoment, brokenLane: Int? = nil, isReleased: Bool = false
    ) {
        let goodSeconds = brokenLane == nil || isReleased ? Self.resumeSeconds : Self.faultSeconds
        guard var tap = letThrough.remove(passage.tapSequence) else {
            ended(passage, at: moment, brokenLane, goodSeconds)
            return
        }
        guard passage.outcome == .notPassed, isLast(tap) else { return }
        tap.isSecond = true
        tap.lane = nil
        tap.goodSeconds = goodSeconds
        remember(tap)
    }

    /// The passage of a tap whose open signal is not on record here, or that has opened twice.
    private mutating func ended(
        _ passage: JournalPassage, at moment: JournalMoment, _ brokenLane: Int?, _ goodSeconds: UInt32
    ) {
        var index = unopened.count - 1
        while index >= 0, unopened[index].sequence != passage.tapSequence { index -= 1 }
        guard index >= 0 else { return }
        if passage.outcome != .notPassed {
            unopened.remove(at: index)
        } else {
            unopened[index].goodSeconds = max(unopened[index].goodSeconds, goodSeconds)
            // One of whom the barrier was not told is unopened as before.
            if passage.milliseconds > 0 { unopened[index].hasEnded = true }
            // The lane that has it is released or broken, and was not asked for it anew since: none has it any more.
            if let brokenLane, unopened[index].lane == brokenLane,
                unopened[index].askedAt <= moment.monotonicNanoseconds
            {
                unopened[index].lane = nil
            }
        }
    }

    /// A tap that this lane has waited for is anybody's who has its card, unless another lane has it by now or this one
    /// was asked for it anew.
    mutating func waitsNoMore(_ lane: Int, for sequence: UInt64, at moment: JournalMoment) {
        var index = unopened.count - 1
        while index >= 0, unopened[index].sequence != sequence { index -= 1 }
        guard index >= 0 else { return }
        let tap = unopened[index]
        if tap.lane == lane, tap.askedAt <= moment.monotonicNanoseconds { unopened[index].lane = nil }
    }

    /// An approved tap of this card, here and this way and not long ago, whose barrier never opened; it is this lane's
    /// now.
    ///
    /// One that another lane waits for is none: two lanes would open for one tap. A new code of the account takes over
    /// from the one before; with `onlySameCode` nothing is resumed but by the code that stands for the tap. A purse has
    /// its own record of where it has been, elsewhere too: that must say the same.
    mutating func resume(
        _ request: TapRequest, onlySameCode: Bool = false, of purse: PurseRequest? = nil
    ) -> Unopened? {
        // A loop: the library's search allocates in debug builds.
        var index = unopened.count - 1
        while index >= 0, unopened[index].token != request.token.token,
            unopened[index].token != request.previousToken
        { index -= 1 }
        guard index >= 0 else { return nil }
        let tap = unopened[index]
        let (earlier, later) = (min(tap.time, request.time), max(tap.time, request.time))
        guard tap.kind == request.site.direction, tap.stationID == request.site.place.id,
            later.seconds - earlier.seconds <= tap.goodSeconds, tap.lane == nil || tap.lane == request.lane,
            !onlySameCode || tap.replayKey == request.replayKey
        else { return nil }
        if let purse, !tap.isLast(of: purse) { return nil }
        unopened[index].lane = request.lane
        unopened[index].replayKey = request.replayKey
        unopened[index].hasEnded = false
        unopened[index].askedAt = request.moment.monotonicNanoseconds
        return tap
    }
}
