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
    ///
    /// - **Returns** the taps that were lost.
    mutating func lose(after sequence: UInt64) -> [LedgerTap] {
        var lost: [LedgerTap] = []
        while records.count > Int(sequence), let record = records.popLast() {
            count(record, -1)
            if case .tap(let tap) = record { lost.append(tap) }
        }
        return lost
    }

    private mutating func count(_ record: LedgerRecord, _ step: Int) {
        guard case .tap(let tap) = record, tap.isOpen else { return }
        approved += step
        chargedFen += step * tap.chargeFen
    }
}
