import Gate
import Journal

/// A record as the checker expects it.
enum LedgerRecord: Hashable {
    /// A tap: whose, which way, where and when, and what came of it.
    case tap(LedgerTap)
    /// An open signal was given for the tap of this sequence.
    case opened(UInt64)
    /// The journey of a card was closed.
    case sweep(card: Int)
    /// What became of a rider.
    case passage(JournalPassage)
    /// A lane's mode or easings.
    case mode(LedgerMode)
    /// What was counted up to the record before.
    case register(RegisterBooks)
    /// A record that decides nothing.
    case other(RecordKind)
}

/// A tap's record as the checker expects it.
struct LedgerTap: Hashable {
    let card: Int
    let kind: Gate.TapKind
    let end: TapBooks.End
    let isOpen: Bool
    let reason: GateReason
    let chargeFen: Int
    var easings: GateEasings = []
    /// The service day of ``end``, as a day's number.
    let day: Int
    /// Where and when the journey began that it ends; nil: it ends none.
    var entry: TapBooks.End?
    /// The price of that journey, where it has one.
    var fareFen: Int?
    var medium = "quickpass"
    /// It has happened elsewhere, and opens nothing.
    var isRecorded = false
}

/// A lane's mode as the checker expects it on record.
struct LedgerMode: Hashable {
    let lane: Int
    let old: GateMode
    let new: GateMode
    let easings: GateEasings
    let second: UInt32
    let cause: GateModeCause
    /// The place of its station among those of the run; nil: it names none.
    let place: Int?
}

/// Everything that must stand in the journal, in order, and the money in it.
///
/// - **Shape**: ``records`` by sequence from 1; the end of it may be lost until it is acknowledged.
struct FaultLedger {
    private(set) var records: [LedgerRecord] = []
    private(set) var chargedFen = 0
    private(set) var approved = 0
    /// What the records add up to.
    private(set) var registers = RegisterBooks()
    /// The place behind the last registers among the records; nil: there are none.
    private var registersEnd: Int?
    /// Whether registers were due without room: they are until they are written down.
    private var isRegisterOwed = false

    /// The last sequence that was given.
    var last: UInt64 { UInt64(records.count) }

    /// Whether the registers must be written down before a record.
    func isRegisterDue(before record: LedgerRecord) -> Bool {
        guard let registersEnd else { return false }
        return isRegisterOwed && records.count > registersEnd
            || registers.isDue(before: record, after: records.count - registersEnd)
    }

    /// Registers that are due have no room now.
    mutating func oweRegisters() { isRegisterOwed = true }

    mutating func append(_ record: LedgerRecord) {
        records.append(record)
        count(record, 1)
        registers.count(record)
        if case .register = record { (registersEnd, isRegisterOwed) = (records.count, false) }
    }

    /// The registers as they stand.
    mutating func appendRegisters() { append(.register(registers)) }

    /// What was not on the disk is gone.
    mutating func lose(after sequence: UInt64) {
        // Only the process that owed them knew of it.
        isRegisterOwed = false
        guard sequence < last else { return }
        while records.count > Int(sequence), let record = records.popLast() { count(record, -1) }
        registers = RegisterBooks()
        registersEnd = nil
        for index in records.indices.reversed() {
            guard case .register(let books) = records[index] else { continue }
            (registers, registersEnd) = (books, index + 1)
            break
        }
        for record in records[(registersEnd ?? 0)...] { registers.count(record) }
    }

    private mutating func count(_ record: LedgerRecord, _ step: Int) {
        guard case .tap(let tap) = record, tap.isOpen else { return }
        approved += step
        chargedFen += step * tap.chargeFen
    }
}
