import Gate
import Journal

/// The checker's own registers: what a journal's records add up to, and when they must be written down.
///
/// - **Unit**: amounts in fen; service days as ``ReleaseBooks/day(_:)`` counts them.
/// - **Source**: Docs/settlement.md, "Registers".
struct RegisterBooks: Hashable {
    /// They are written down after so many records at the latest.
    private static let mostRecords = 4096
    /// Taps go first: they wait until the queue has room for more records than this.
    static let spareRecords = 8

    /// One line.
    struct Line: Hashable {
        let medium: String
        let kind: AuditRegister.Kind
        var approved = 0
        var refused = 0
        var chargedFen = 0
        var returnedFen = 0
    }

    /// The lines in the order of their first count.
    private(set) var lines: [Line] = []
    /// The latest service day of a tap; 0: none yet.
    private(set) var day = 0

    init() {}

    /// What stands in a journal's record, or what a journal has counted.
    init(_ registers: AuditRegisters) {
        day = Int(registers.serviceDay)
        lines = registers.lines.map {
            Line(
                medium: $0.medium, kind: $0.kind, approved: Int($0.approved), refused: Int($0.refused),
                chargedFen: Int($0.chargedFen), returnedFen: Int($0.returnedFen))
        }
    }

    /// Counts a record.
    mutating func count(_ record: LedgerRecord) {
        switch record {
        case .tap(let tap):
            day = max(day, ReleaseBooks.day(tap.end.second))
            let line = line("quickpass", tap.kind == .entry ? .entry : .exit)
            if tap.isOpen {
                lines[line].approved += 1
                lines[line].chargedFen += tap.chargeFen
            } else {
                lines[line].refused += 1
            }
        case .sweep: lines[line("", .sweep)].approved += 1
        case .opened, .passage, .mode, .register, .other: return
        }
    }

    /// Whether they are due before a record, when so many have been written since the last time.
    func isDue(before record: LedgerRecord, after records: Int) -> Bool {
        guard records > 0 else { return false }
        if records >= Self.mostRecords { return true }
        guard case .tap(let tap) = record, day > 0 else { return false }
        return ReleaseBooks.day(tap.end.second) > day
    }

    private mutating func line(_ medium: String, _ kind: AuditRegister.Kind) -> Int {
        if let index = lines.firstIndex(where: { $0.medium == medium && $0.kind == kind }) { return index }
        lines.append(Line(medium: medium, kind: kind))
        return lines.count - 1
    }
}
