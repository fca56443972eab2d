/// What a record tells; the number stands in the file and is never given another meaning.
package enum RecordKind: UInt8, Hashable, Sendable, CaseIterable {
    /// A tap and what was decided.
    case tap = 1
    /// The open signal of a tap was given.
    case opened = 2
    /// A state of a stored-value debit.
    case purse = 3
    /// A dialogue that the card left too early.
    case torn = 4
    /// The process began.
    case start = 5
    /// A journey was closed at the end of its service day.
    case sweep = 6
    /// Another key from here on.
    case keyChange = 7
    /// Words for whoever reads the journal.
    case note = 8
    /// Which key the card tokens from here on are made with.
    case tokenKey = 9
    /// What became of a rider who was let through.
    case passage = 10
    /// A lane's mode or easings have changed.
    case mode = 11

    /// The name in JSON.
    package var code: String {
        switch self {
        case .tap: "tap"
        case .opened: "opened"
        case .purse: "purse"
        case .torn: "torn"
        case .start: "start"
        case .sweep: "sweep"
        case .keyChange: "key-change"
        case .note: "note"
        case .tokenKey: "token-key"
        case .passage: "passage"
        case .mode: "mode"
        }
    }
}
