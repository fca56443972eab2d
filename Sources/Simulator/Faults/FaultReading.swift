import Fares
import Gate
import Journal

/// What is found in a journal, compared with the ledger record by record; the books follow.
struct FaultReading {
    let ledger: FaultLedger
    let stationIDs: [String]
    /// Where every card stands by the records.
    private(set) var books: TapBooks
    /// The last record found.
    private(set) var last: UInt64 = 0
    /// When the gate's last record was made; nil: there is none.
    private(set) var lastSecond: UInt32?
    private(set) var chargedFen = 0
    private(set) var approved = 0
    /// The first thing that is not as it must be.
    private(set) var violation: FaultViolation?

    init(_ ledger: FaultLedger, _ books: TapBooks, stationIDs: [String]) {
        self.ledger = ledger
        self.books = books
        self.stationIDs = stationIDs
    }

    /// Takes a record of the journal, in order.
    mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        guard violation == nil else { return }
        guard header.sequence == last + 1 else {
            violation = FaultViolation(.sequence, "record \(header.sequence) follows \(last)")
            return
        }
        last = header.sequence
        guard last <= ledger.last else {
            violation = FaultViolation(.record, "record \(last) was never made")
            return
        }
        let expected = ledger.records[Int(last) - 1]
        let found = try record(header, body)
        guard found == expected else {
            violation = FaultViolation(.record, "record \(last) is \(found), not \(expected)")
            return
        }
        follow(found)
        let second = header.moment.localTime.seconds
        switch RecordKind(rawValue: header.kind) {
        // A start changes the key before it says that it is one; registers may be anybody's.
        case .keyChange, .register: return
        case .start: books.releases.begin(at: second, after: lastSecond ?? second)
        default: break
        }
        lastSecond = second
    }

    private func record(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> LedgerRecord {
        switch RecordKind(rawValue: header.kind) {
        case .tap:
            let tap = try JournalTap.read(body, keepsSealedData: false)
            return .tap(
                LedgerTap(
                    card: Int(tap.token.token.low), kind: tap.kind,
                    end: end(tap.time, tap.station), isOpen: tap.outcome == .open,
                    reason: tap.reason, chargeFen: Int(tap.chargeFen), easings: tap.easings,
                    day: Int(tap.serviceDate.dayNumber), entry: tap.entry.map { end($0.time, $0.station) },
                    fareFen: tap.fareFen.map { Int($0) }, medium: tap.medium, isRecorded: tap.isRecorded))
        case .opened: return .opened(try JournalOpened.read(body).tapSequence)
        case .sweep:
            let sweep = try JournalSweep.read(body)
            return sweep.chargeFen == 0 ? .sweep(card: Int(sweep.token.token.low)) : .other(.sweep)
        case .passage: return .passage(try JournalPassage.read(body))
        case .mode:
            let mode = try JournalMode.read(body)
            return .mode(
                LedgerMode(
                    lane: Int(mode.lane), old: mode.old, new: mode.new, easings: mode.easings,
                    second: mode.time.seconds, cause: mode.cause,
                    place: mode.station.flatMap { stationIDs.firstIndex(of: $0.id) }))
        case .register: return .register(RegisterBooks(try JournalRegister.read(body).registers))
        case let kind?: return .other(kind)
        case nil: return .other(.note)
        }
    }

    private func end(_ time: LocalTime, _ station: JournalStation?) -> TapBooks.End {
        TapBooks.End(place: stationIDs.firstIndex(of: station?.id ?? "") ?? -1, second: time.seconds)
    }

    private mutating func follow(_ record: LedgerRecord) {
        switch record {
        case .tap(let tap):
            guard tap.isOpen else { return }
            approved += 1
            chargedFen += tap.chargeFen
            books.approved(last, tap.card, tap.kind, tap.end, chargeFen: tap.chargeFen, lane: nil)
            guard books.cards[tap.card].charges <= 1 else {
                violation = FaultViolation(.chargedTwice, "the records charge card \(tap.card) twice since it went in")
                return
            }
        case .opened(let sequence): _ = books.opened(sequence)
        case .passage(let passage): books.passage(passage)
        case .mode(let mode): books.releases.take(mode)
        case .sweep(let card): books.swept(card)
        case .register, .other: return
        }
    }
}
