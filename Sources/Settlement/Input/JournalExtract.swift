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

    /// Whose journal.
    package private(set) var identity: JournalIdentity?
    /// The last record, and its hash.
    package private(set) var lastSequence: UInt64 = 0
    package private(set) var lastHash = ""
    /// Approved taps of the day and its context, in order.
    package private(set) var taps: [SettledTap] = []
    /// The proofs of purses for taps of the day.
    package private(set) var proofs: [PurseProof] = []
    /// Debits given up, and dialogues torn at the last record: for the back office.
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
    private var releaseLog = ReleaseLog()
    private var places: [UInt64: Int] = [:]
    private var intents: [CardToken: JournalPurse] = [:]

    private init(day: ServiceDate) { self.day = day }

    /// Reads a journal.
    ///
    /// - **Parameters**: `keys` to check authentication codes with, if any.
    /// - **Errors**: ``JournalRefusal``, which names what is wrong with it.
    package static func read(
        _ storage: any JournalStorage, day: ServiceDate, keys: [DeviceKey] = [], authenticatedFrom: UInt64 = 1
    ) throws(JournalRefusal) -> JournalExtract {
        let scan: JournalScan
        var extract = JournalExtract(day: day)
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
        extract.intents = [:]
        return extract
    }

    /// A purse's tap whose proof is to be the next record waits for it: the gate is writing.
    private mutating func holdBackLastTap() {
        guard let last = taps.last, last.id.sequence == lastSequence, last.purseFen == nil,
            let intent = intents[last.token.token], intent.counter == last.transactionCounter.map(UInt32.init)
        else { return }
        taps.removeLast()
    }

    private mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        try registers.take(header, body)
        guard let identity, !header.isRedacted else { return }
        let id = TapIdentity(device: identity.device, epoch: identity.epoch, sequence: header.sequence)
        switch try JournalEntry.read(header, body) {
        case .tap(let tap): take(tap, id)
        case .purse(let purse): take(purse, id)
        case .opened(let opened): if places[opened.tapSequence] != nil { self.opened.insert(opened.tapSequence) }
        case .sweep(let sweep): if sweep.serviceDate == day { sweptFen += sweep.chargeFen }
        case .torn(let torn): take(torn, id)
        case .passage(let passage): take(passage)
        case .mode(let mode): releaseLog.take(mode, device: identity.device)
        case .tokenKey(let key): tokenKeys[key.identifier] = key.checkValue
        case .unknown(let kind, let form, _) where RecordKind(rawValue: kind) != nil:
            throw BodyFault(newerForm: form)
        default: break
        }
    }

    private mutating func take(_ record: JournalTap, _ id: TapIdentity) {
        guard record.serviceDate <= day, record.serviceDate.dayNumber >= day.dayNumber - Self.contextDays,
            let tap = SettledTap(record, id)
        else { return }
        places[id.sequence] = taps.count
        taps.append(tap)
        usedTokenKeys.insert(tap.token.keyIdentifier)
        guard record.serviceDate == day else { return }
        fares[record.fares, default: 0] += 1
        if !record.sealedData.isEmpty { sealed[id] = record.sealedData }
    }

    private mutating func take(_ purse: JournalPurse, _ id: TapIdentity) {
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
            doubtful.append(DoubtfulDebit(id, purse))
        case .unknown, .void: break
        }
    }

    private mutating func take(_ passage: JournalPassage) {
        // Who follows somebody says nothing of the one who is followed.
        guard let place = places[passage.tapSequence], passage.outcome != .tailgated else { return }
        taps[place].hasPassed = passage.outcome == .passed
    }

    private mutating func take(_ torn: JournalTorn, _ id: TapIdentity) {
        if torn.state == .suspect { doubtful.append(DoubtfulDebit(id, torn)) }
    }
}
