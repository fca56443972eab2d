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
}

/// A lane's mode as the checker expects it on record.
struct LedgerMode: Hashable {
    let lane: Int
    let old: GateMode
    let new: GateMode
    let easings: GateEasings
    let second: UInt32
}

/// Everything that must stand in the journal, in order, and the money in it.
///
/// - **Shape**: ``records`` by sequence from 1; the end of it may be lost until it is acknowledged.
struct FaultLedger {
    private(set) var records: [LedgerRecord] = []
    private(set) var chargedFen = 0
    private(set) var approved = 0

    /// The last sequence that was given.
    var last: UInt64 { UInt64(records.count) }

    mutating func append(_ record: LedgerRecord) {
        records.append(record)
        count(record, 1)
    }

    /// What was not on the disk is gone.
    mutating func lose(after sequence: UInt64) {
        while records.count > Int(sequence), let record = records.popLast() { count(record, -1) }
    }

    private mutating func count(_ record: LedgerRecord, _ step: Int) {
        guard case .tap(let tap) = record, tap.isOpen else { return }
        approved += step
        chargedFen += step * tap.chargeFen
    }
}
