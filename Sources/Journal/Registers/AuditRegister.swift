import Gate

/// One line of a journal's registers: what was counted of one medium and one kind of tap, or of purses or sweeps.
package struct AuditRegister: Hashable, Sendable {
    /// What a line counts; the number stands in the file and is never given another meaning.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// Taps at the entry.
        case entry = 0
        /// Taps at the exit.
        case exit = 1
        /// Bus rides.
        case bus = 2
        /// Journeys closed by the missing-exit rule.
        case sweep = 3
        /// Debits of purses: proven ones approved, unresolved ones refused.
        case purse = 4

        /// The kind of a tap.
        init(_ kind: TapKind) {
            switch kind {
            case .entry: self = .entry
            case .exit: self = .exit
            case .bus: self = .bus
            }
        }

        /// The name in JSON and files.
        package var code: String {
            switch self {
            case .entry: "entry"
            case .exit: "exit"
            case .bus: "bus"
            case .sweep: "sweep"
            case .purse: "purse"
            }
        }
    }

    /// The medium; empty for sweeps and purses.
    package let medium: String
    /// What is counted.
    package let kind: Kind
    /// Approved.
    package var approved: UInt64 = 0
    /// Refused, or to be presented again.
    package var refused: UInt64 = 0
    /// The sum of what was charged, in fen.
    package var chargedFen: UInt64 = 0
    /// The sum of what was given back, in fen: a sum of its own, so that none ever falls.
    package var returnedFen: UInt64 = 0

    package init(medium: String, kind: Kind) {
        self.medium = medium
        self.kind = kind
    }

    /// What remains charged, in fen.
    package var netFen: Int64 { Int64(clamping: chargedFen) - Int64(clamping: returnedFen) }

    /// Counts one that was approved.
    mutating func approve(_ fen: Int64) {
        approved &+= 1
        if fen >= 0 { chargedFen &+= fen.magnitude } else { returnedFen &+= fen.magnitude }
    }
}
