import Fares
import Gate
import Journal

/// What one journal brings to the settlement of a day.
///
/// - **Shape**: read in one pass from the first record; keeps the taps of the day and of the days before it that its
///   journeys and caps may reach back to.
/// - **Limits**: ``contextDays``; tokens of redacted segments are gone and bring nothing.
package struct JournalExtract: Sendable {
    /// How many service days before the one that is settled are looked at: a week's cap, a three-day pass, and a journey
    /// that ends after the service day it began on.
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
    /// A purse's tap that waits for its proof: in the registers, and in no batch yet.
    package private(set) var heldBack: SettledTap?
    /// The proofs of purses for taps of the day.
    package private(set) var proofs: [PurseProof] = []
    /// Debits given up, and dialogues torn at the last record, whose record is of the day: for the back office.
    package private(set) var doubtful: [DoubtfulDebit] = []
    /// Sealed authorisation data of the day's taps.
    package private(set) var sealed: [TapIdentity: [UInt8]] = [:]
    /// Taps of the day whose barrier was told to open.
    package private(set) var opened: Set<UInt64> = []
    /// What the missing-exit rule has charged at the gate on the day, in fen.
    package private(set) var sweptFen: Int64 = 0
    /// The registers, counted anew by another path than the taps.
    package private(set) var registers = RegisterCheck()
    /// The token keys by number, each with its check value.
    package private(set) var tokenKeys: [UInt32: UInt64] = [:]
    /// The numbers of the token keys that the taps' tokens were made with.
    package private(set) var usedTokenKeys: Set<UInt32> = []
    /// The fares that taps of the day were decided by, with their number.
    package private(set) var fares: [FareVersion: Int] = [:]

    /// The emergency releases that may have touched journeys of the day.
    package var releases: [SettledRelease] { releaseLog.releases.filter { $0.concerns(day) } }

    private let day: ServiceDate
    private let dayStart: Int
    private var releaseLog = ReleaseLog()
    private var lastMoment = JournalMoment(wallMilliseconds: 0, monotonicNanoseconds: 0)
    private var lastBeforeRegisters: UInt64 = 0
    private var hashBeforeLastTap: ChainHash?
    private var places: [UInt64: Int] = [:]
    private var intents: [CardToken: JournalPurse] = [:]

    private init(day: ServiceDate, dayStart: Int) {
        self.day = day
        self.dayStart = dayStart
    }

    /// Reads a journal.
    ///
    /// - **Parameters**: `dayStart`, when service days begin, in seconds after midnight; `keys` to check authentication codes
    ///   with, if any.
    /// - **Errors**: ``JournalRefusal``, which names what is wrong with it.
    package static func read(
        _ storage: any JournalStorage, day: ServiceDate, dayStart: Int = usualDayStart, keys: [DeviceKey] = [],
        authenticatedFrom: UInt64 = 1
    ) throws(JournalRefusal) -> JournalExtract {
        let scan: JournalScan
        var extract = JournalExtract(day: day, dayStart: dayStart)
        do throws(JournalError) {
            // The identity is known only at the end: it stands in the first header, which every record hangs on.
            let head = try JournalReader.identity(storage)
            extract.identity = head
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
        extract.lastHash = scan.chain.map { "\($0)" } ?? ""
        extract.holdBackLastTap()
        // Nobody knows what comes after: the gate may be dead.
        extract.releaseLog.end(by: extract.dayEnd(extract.lastMoment))
        extract.intents = [:]
        return extract
    }

    /// A purse's tap whose proof is to be the next record waits for it: the gate is writing, or was killed. Registers may stand
    /// between the two. To the batch the journal ends before it.
    private mutating func holdBackLastTap() {
        guard let last = taps.last, last.id.sequence == lastBeforeRegisters, last.purseFen == nil,
            let hash = hashBeforeLastTap,
            let intent = intents[last.token.token], intent.counter == last.transactionCounter.map(UInt32.init)
        else { return }
        heldBack = taps.removeLast()
        lastSequence = last.id.sequence - 1
        lastHash = "\(hash)"
    }

    /// The last moment of the service day that a record was made on.
    private func dayEnd(_ moment: JournalMoment) -> LocalTime {
        let date = moment.localTime.serviceDate(startSecondOfDay: dayStart)
        let next = Int64(date.dayNumber + 1) * 86_400 + Int64(dayStart)
        return LocalTime(seconds: UInt32(clamping: next - 1))
    }

    private mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        try registers.take(header, body)
        if header.kind != RecordKind.register.rawValue { lastBeforeRegisters = header.sequence }
        defer { lastMoment = header.moment }
        guard let identity, !header.isRedacted else { return }
        let id = TapIdentity(device: identity.device, epoch: identity.epoch, sequence: header.sequence)
        switch try JournalEntry.read(header, body) {
        case .tap(let tap): take(tap, id, header.previous)
        case .purse(let purse): take(purse, id, header.moment)
        case .opened(let opened): if places[opened.tapSequence] != nil { self.opened.insert(opened.tapSequence) }
        case .sweep(let sweep): if sweep.serviceDate == day { sweptFen += sweep.chargeFen }
        case .torn(let torn):
            if torn.state == .suspect, isOfDay(header.moment) { doubtful.append(DoubtfulDebit(id, torn)) }
        // The process that had released lanes is gone; the new one says so if they still are.
        case .start: releaseLog.end(by: min(header.moment.localTime, dayEnd(lastMoment)))
        case .passage(let passage): take(passage)
        case .mode(let mode): releaseLog.take(mode, device: identity.device)
        case .tokenKey(let key): tokenKeys[key.identifier] = key.checkValue
        case .unknown(let kind, let form, _) where RecordKind(rawValue: kind) != nil:
            throw BodyFault(newerForm: form)
        default: break
        }
    }

    /// Whether a record that names no service day was made on the one that is settled.
    private func isOfDay(_ moment: JournalMoment) -> Bool {
        moment.localTime.serviceDate(startSecondOfDay: dayStart) == day
    }

    private mutating func take(_ record: JournalTap, _ id: TapIdentity, _ previous: ChainHash) {
        guard record.serviceDate <= day, record.serviceDate.dayNumber >= day.dayNumber - Self.contextDays,
            let tap = SettledTap(record, id)
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
        switch purse.state {
        case .intended: intents[purse.token.token] = purse
        case .proven:
            guard let place = places[purse.tapSequence] else { return }
            taps[place].purseFen = purse.amountFen
            guard taps[place].serviceDate == day else { return }
            var proof = purse
            if let intent = intents[purse.token.token], intent.counter == purse.counter {
                proof.terminalMAC = intent.terminalMAC
            }
            proofs.append(PurseProof(tap: taps[place].id, record: id.sequence, purse: proof))
            intents[purse.token.token] = nil
        case .unresolved:
            if isOfDay(moment) { doubtful.append(DoubtfulDebit(id, purse)) }
        case .unknown, .void: break
        }
    }

    private mutating func take(_ passage: JournalPassage) {
        // Who follows somebody says nothing of the one who is followed.
        guard let place = places[passage.tapSequence], passage.outcome != .tailgated else { return }
        taps[place].hasPassed = passage.outcome == .passed
    }
}
