import Fares
import Gate
import Journal

/// What one journal brings to the settlement of a day.
///
/// - **Shape**: read in one pass from the first record; keeps the taps of the day and of the days before it that its
///   journeys and caps may reach back to.
/// - **Limits**: ``contextDays``; tokens of redacted segments are gone and bring nothing.
package struct JournalExtract: Sendable {
    /// How many service days before the one that is settled are looked at: a week's cap, a three-day pass, and a
    /// journey that ends after the service day it began on.
    package static let contextDays: Int32 = 7
    /// When service days begin, in seconds after midnight: Shenzhen's.
    package static let usualDayStart = 4 * 3600

    /// Whose journal.
    package private(set) var identity: JournalIdentity?
    /// The last record that takes part, and its hash.
    package private(set) var lastSequence: UInt64 = 0
    package private(set) var lastHash = ""
    /// Approved taps of the day and its context, in order.
    package private(set) var taps: [SettledTap] = []
    /// Approved taps of days further back that were recorded in the days of the context: a card torn long ago has come
    /// back, or a clock was wrong.
    package private(set) var lateTaps: [SettledTap] = []
    /// The last record that was read; ``lastSequence`` is before a tap that waits.
    package private(set) var readSequence: UInt64 = 0
    /// A purse's tap that waits for its proof: in the registers, and in no batch yet.
    package private(set) var heldBack: SettledTap?
    /// The proofs of purses for taps of the day.
    package private(set) var proofs: [PurseProof] = []
    /// Debits given up, and dialogues torn at the last record, for the back office: all that were recorded up to the
    /// end of the day by the wall clock, and those that a clock has dated later which was ahead; taps of the day whose
    /// proof was lost; of a journal that will not go on, everything else that it leaves open. A batch of before may
    /// have listed them.
    package private(set) var doubtful: [DoubtfulDebit] = []
    /// Sealed authorisation data of the day's taps.
    package private(set) var sealed: [TapIdentity: [UInt8]] = [:]
    /// Approved taps of the day whose cards retention has taken out: they cannot be settled any more.
    package private(set) var forgotten = 0
    /// What the missing-exit rule has charged at the gate on the day, in fen.
    package private(set) var sweptFen: Int64 = 0
    /// The registers, counted anew by another path than the taps.
    package private(set) var registers: RegisterCheck
    /// The token keys by number, each with its check value.
    package private(set) var tokenKeys: [UInt32: UInt64] = [:]
    /// The numbers of the token keys that the taps' tokens were made with.
    package private(set) var usedTokenKeys: Set<UInt32> = []
    /// The fares that taps of the day were decided by, with their number.
    package private(set) var fares: [FareVersion: Int] = [:]

    /// Whether no record was made after the day that is settled, by the clock of the last one.
    package var endsWithTheDay: Bool { lastMoment.map { !isLater($0) } ?? true }

    /// The emergency releases that may have touched journeys of the day.
    package var releases: [SettledRelease] { releaseLog.releases.filter { $0.concerns(day) } }

    private let day: ServiceDate
    private let dayStart: Int
    private var releaseLog = ReleaseLog()
    private var lastSign = LastSign()
    private var lastMoment: JournalMoment?
    /// What batches have seen of this journal, and whether another record stands there.
    private var seen: SeenJournals.Record?
    private var isForked = false
    /// The first record with an amount that nobody can add up.
    private var excess: (record: UInt64, fen: Int64)?
    /// Doubtful debits whose record is of a later day, unless a record that follows is not.
    private var doubtfulLater: [DoubtfulDebit] = []
    private var lastBeforeRegisters: UInt64 = 0
    private var hashBeforeLastTap: ChainHash?
    private var places: [UInt64: Int] = [:]
    /// Debits that were sent and have not come to an end, by the card, with the first record of each.
    private var sent: [CardToken: (id: TapIdentity, purse: JournalPurse)] = [:]
    /// Those that a tap was recorded for and no proof yet, by the tap.
    private var unproven: [UInt64: JournalPurse] = [:]
    /// What batches have listed as doubtful, with no word of its end.
    private let listed: Set<TapIdentity>

    private init(day: ServiceDate, dayStart: Int, listed: Set<TapIdentity>) {
        self.listed = listed
        self.day = day
        self.dayStart = dayStart
        registers = RegisterCheck(day: day)
    }

    /// Reads a journal.
    ///
    /// - **Parameters**: `dayStart`, when service days begin, in seconds after midnight; `keys` to check authentication
    ///   codes with, if any; `isFinal`: the journal will not go on, and nothing waits for what it might say;
    ///   `listed`: what batches list as doubtful, without its end, which the journal may tell by now; `seen`: what
    ///   batches have seen of journals, which must stand there still.
    /// - **Errors**: ``JournalRefusal``, which names what is wrong with it.
    package static func read(
        _ storage: any JournalStorage, day: ServiceDate, dayStart: Int = usualDayStart, keys: [DeviceKey] = [],
        authenticatedFrom: UInt64 = 1, isFinal: Bool = false, listed: Set<TapIdentity> = [],
        seen: SeenJournals = SeenJournals()
    ) throws(JournalRefusal) -> JournalExtract {
        let scan: JournalScan
        var extract = JournalExtract(day: day, dayStart: dayStart, listed: listed)
        do throws(JournalError) {
            // The identity is known only at the end: it stands in the first header, which every record hangs on.
            let head = try JournalReader.identity(storage)
            extract.identity = head
            extract.seen = head.flatMap { seen.records["\($0.device)-\($0.epoch)"] }
            scan = try JournalReader.read(
                storage, keys: keys, authenticatedFrom: authenticatedFrom
            ) { (header, body) throws(BodyFault) in
                try extract.take(header, body)
            }
        } catch {
            throw JournalRefusal(path: storage.path, reason: .journal(error))
        }
        if let damage = scan.damage { throw JournalRefusal(path: storage.path, reason: .journal(.damaged(damage))) }
        if let first = scan.notAuthenticated {
            throw JournalRefusal(path: storage.path, reason: .journal(.damaged(first)))
        }
        guard scan.identity != nil else {
            throw JournalRefusal(path: storage.path, reason: .journal(.noJournal(path: storage.path)))
        }
        extract.lastSequence = scan.lastSequence
        extract.readSequence = scan.lastSequence
        extract.lastHash = scan.chain.map { "\($0)" } ?? ""
        if let seen = extract.seen {
            extract.compare(extract.lastSequence, extract.lastHash)
            if extract.isForked { throw JournalRefusal(path: storage.path, reason: .forked(record: seen.sequence)) }
        }
        if let excess = extract.excess {
            throw JournalRefusal(path: storage.path, reason: .amount(record: excess.record, fen: excess.fen))
        }
        extract.end(isFinal: isFinal)
        // Nobody knows what comes after: the gate may be dead.
        if let end = extract.lastSign.releaseEnd(start: nil, dayStart: dayStart) { extract.releaseLog.end(by: end) }
        return extract
    }

    /// What the journal has left open. A tap whose proof was lost is doubtful, whatever has come after it; a debit that
    /// was sent and no tap has followed is one where nobody can ask the card any more.
    private mutating func end(isFinal: Bool) {
        if !isFinal || taps.last?.serviceDate != day { holdBackLastTap() }
        for (sequence, intent) in unproven.sorted(by: { $0.key < $1.key }) {
            guard let place = places[sequence], taps[place].serviceDate == day else { continue }
            doubtful.append(DoubtfulDebit(taps[place], intent))
        }
        if isFinal {
            doubtful += doubtfulLater
            doubtful += sent.values.sorted { $0.id < $1.id }.map { DoubtfulDebit($0.id, $0.purse, state: "open") }
        }
        (sent, unproven, doubtfulLater) = ([:], [:], [])
    }

    /// A purse's tap whose proof is to be the next record waits for it: the gate is writing, or was killed. Registers
    /// may stand between the two. To the batch the journal ends before it.
    private mutating func holdBackLastTap() {
        guard let last = taps.last, last.id.sequence == lastBeforeRegisters, let hash = hashBeforeLastTap,
            unproven.removeValue(forKey: last.id.sequence) != nil
        else { return }
        heldBack = taps.removeLast()
        lastSequence = last.id.sequence - 1
        lastHash = "\(hash)"
    }

    private mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        try registers.take(header, body)
        lastMoment = header.moment
        if let seen, header.sequence &- 1 == seen.sequence { compare(seen.sequence, "\(header.previous)") }
        if header.kind != RecordKind.register.rawValue { lastBeforeRegisters = header.sequence }
        defer { lastSign.take(header) }
        if !doubtfulLater.isEmpty, !isLater(header.moment) {
            // The clock that dated them was ahead.
            doubtful += doubtfulLater
            doubtfulLater = []
        }
        guard let identity else { return }
        if header.isRedacted, header.kind == RecordKind.tap.rawValue, header.hasKnownForm {
            let tap = try JournalTap.read(body, keepsSealedData: false)
            if tap.outcome == .open, tap.serviceDate == day { forgotten += 1 }
        }
        guard !header.isRedacted else { return }
        let id = TapIdentity(device: identity.device, epoch: identity.epoch, sequence: header.sequence)
        switch try JournalEntry.read(header, body) {
        case .tap(let tap): take(tap, id, header.previous)
        case .purse(let purse): if isRecordable(purse.amountFen, id) { take(purse, id, header.moment) }
        case .sweep(let sweep):
            if sweep.serviceDate == day, isRecordable(sweep.chargeFen, id) { sweptFen += sweep.chargeFen }
        case .torn(let torn):
            if torn.state == .suspect, isRecordable(torn.amountFen, id) { take(DoubtfulDebit(id, torn), header.moment) }
        // The process that had released lanes is gone; the new one says so if they still are.
        case .start:
            if let end = lastSign.releaseEnd(start: header.moment, dayStart: dayStart) { releaseLog.end(by: end) }
        case .passage(let passage): take(passage)
        case .mode(let mode): releaseLog.take(mode, device: identity.device)
        case .tokenKey(let key): tokenKeys[key.identifier] = key.checkValue
        case .unknown(let kind, let form, _) where RecordKind(rawValue: kind) != nil:
            throw BodyFault(newerForm: form)
        default: break
        }
    }

    /// Whether an amount may be added up; the journal takes no part where one may not.
    private mutating func isRecordable(_ fen: Int64, _ id: TapIdentity) -> Bool {
        if BatchAmount.isRecordable(fen) { return true }
        if excess == nil { excess = (id.sequence, fen) }
        return false
    }

    /// Compares a record with the one that batches have seen last.
    private mutating func compare(_ sequence: UInt64, _ hash: String) {
        if let seen, seen.sequence == sequence, seen.hash != hash { isForked = true }
    }

    /// Takes what no batch may lose, whatever a clock said: one that is listed later than its day is listed late.
    private mutating func take(_ debit: DoubtfulDebit, _ moment: JournalMoment) {
        if isLater(moment) { doubtfulLater.append(debit) } else { doubtful.append(debit) }
    }

    /// Whether a record was made after the day that is settled, by the wall clock.
    private func isLater(_ moment: JournalMoment) -> Bool {
        moment.localTime.serviceDate(startSecondOfDay: dayStart) > day
    }

    private mutating func take(_ record: JournalTap, _ id: TapIdentity, _ previous: ChainHash) {
        let token = record.token.token
        if record.outcome == .open, let debit = sent[token],
            record.transactionCounter.map(UInt32.init) == debit.purse.counter
        {
            // As the desk closes it when it starts again: no other tap comes for it.
            unproven[id.sequence] = debit.purse
            close(token, as: .replaced)
        }
        let firstDay = day.dayNumber - Self.contextDays
        if record.serviceDate.dayNumber < firstDay, let moment = lastMoment,
            moment.localTime.serviceDate(startSecondOfDay: dayStart).dayNumber >= firstDay,
            let tap = SettledTap(record, id), BatchAmount.isRecordable(tap.recordedFen)
        {
            lateTaps.append(tap)
        }
        guard record.serviceDate <= day, record.serviceDate.dayNumber >= firstDay,
            let tap = SettledTap(record, id), isRecordable(tap.recordedFen, id)
        else { return }
        places[id.sequence] = taps.count
        taps.append(tap)
        hashBeforeLastTap = previous
        usedTokenKeys.insert(tap.token.keyIdentifier)
        guard record.serviceDate == day else { return }
        fares[record.fares, default: 0] += 1
        if !record.sealedData.isEmpty { sealed[id] = record.sealedData }
    }

    private mutating func take(_ purse: JournalPurse, _ id: TapIdentity, _ moment: JournalMoment) {
        let token = purse.token.token
        let debit = sent[token].flatMap { $0.purse.counter == purse.counter ? $0 : nil }
        switch purse.state {
        case .intended, .unknown: sent[token] = (debit?.id ?? id, purse)
        case .proven:
            close(token, as: .proven)
            let intent = unproven.removeValue(forKey: purse.tapSequence) ?? debit?.purse
            guard let place = places[purse.tapSequence] else { return }
            taps[place].purseFen = purse.amountFen
            guard taps[place].serviceDate == day else { return }
            if listed.contains(taps[place].id) {
                doubtful.append(DoubtfulDebit(taps[place].id, purse, end: .proven))
            }
            var proof = purse
            if proof.terminalMAC.isEmpty, let intent, intent.counter == purse.counter {
                proof.terminalMAC = intent.terminalMAC
            }
            proofs.append(
                PurseProof(tap: taps[place].id, medium: taps[place].medium, record: id.sequence, purse: proof))
        case .unresolved:
            close(token, as: .replaced)
            take(DoubtfulDebit(id, purse), moment)
        case .void: close(token, as: .void)
        }
    }

    /// A card's open debit has come to an end: what was listed of it is taken back.
    private mutating func close(_ token: CardToken, as end: DoubtfulDebit.End) {
        guard let debit = sent.removeValue(forKey: token), listed.contains(debit.id) else { return }
        doubtful.append(DoubtfulDebit(debit.id, debit.purse, end: end))
    }

    private mutating func take(_ passage: JournalPassage) {
        // Who follows somebody says nothing of the one who is followed.
        guard let place = places[passage.tapSequence], passage.outcome != .tailgated else { return }
        taps[place].hasPassed = passage.outcome == .passed
    }
}
