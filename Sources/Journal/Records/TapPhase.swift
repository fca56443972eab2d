/// A part of a tap whose time is recorded; numbers of newer versions are kept.
package struct TapPhase: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let activation = TapPhase(rawValue: 1)
    package static let directory = TapPhase(rawValue: 2)
    package static let select = TapPhase(rawValue: 3)
    package static let options = TapPhase(rawValue: 4)
    package static let records = TapPhase(rawValue: 5)
    package static let authentication = TapPhase(rawValue: 6)
    package static let debit = TapPhase(rawValue: 7)
    package static let code = TapPhase(rawValue: 8)
    package static let decision = TapPhase(rawValue: 9)
    package static let queue = TapPhase(rawValue: 10)
    /// All that card and transport took.
    package static let card = TapPhase(rawValue: 11)
    /// All that we took, up to the journal.
    package static let ours = TapPhase(rawValue: 12)

    /// The name in JSON.
    package var code: String {
        switch self {
        case .activation: "activation"
        case .directory: "directory"
        case .select: "select"
        case .options: "options"
        case .records: "records"
        case .authentication: "authentication"
        case .debit: "debit"
        case .code: "code"
        case .decision: "decision"
        case .queue: "queue"
        case .card: "card"
        case .ours: "ours"
        default: "phase-\(rawValue)"
        }
    }
}
