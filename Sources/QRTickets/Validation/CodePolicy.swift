/// What an operator takes: formats by name, and the bounds on what a code may claim.
package struct CodePolicy: Hashable, Sendable {
    /// The formats that are taken; all others are `unsupported-format`.
    package var formats: Set<CodeFormat> = [.ministryV2, .fareGate]
    /// The algorithms of FareGate's own codes that are taken.
    package var fareGateAlgorithms: Set<CodeAlgorithm> = Set(CodeAlgorithm.allCases)
    /// How far in the future a code's time may lie.
    package var skewSeconds: UInt32 = 20
    /// The longest validity that a code may claim, where the format has no bound of its own below.
    package var longestValiditySeconds: UInt32 = 60
    /// The longest validity by format. The Ministry's codes that were seen have 600 s,
    /// railways' 120 and 300 s.
    package var longestValidityByFormat: [CodeFormat: UInt32] = [.ministryV2: 600, .uicU1: 300, .uicU2: 300]
    /// The highest limit for one ride that a code may claim, fen; nil: any.
    package var highestLimitFen: UInt32?
    /// Whether the issuer of the certificate must be the issuer of the card account.
    package var issuerMustIssueCard = true
    /// This gate's zones, a bit each; nil: codes of any zone are taken.
    package var zones: UInt32?
    /// This gate's station by the operator's number; nil: no code that is bound to a station is taken.
    package var station: UInt32?
    /// Whether riders leave here: the station that a code is bound to is that of the entry, which the journey knows.
    package var isExit = false

    package init() {}

    /// The longest validity that a code of a format may claim.
    package func longestValidity(of format: CodeFormat) -> UInt32 {
        longestValidityByFormat[format] ?? longestValiditySeconds
    }

    /// One bound for the codes of every format.
    package mutating func limitValidity(to seconds: UInt32) {
        longestValiditySeconds = seconds
        longestValidityByFormat = [:]
    }

    /// The longest validity that a code of any format may claim.
    package var longestValidityOfAll: UInt32 {
        longestValidityByFormat.values.reduce(longestValiditySeconds) { max($0, $1) }
    }

    /// Whether a code may be used here.
    func allows(_ service: CodeService) -> Bool {
        switch service {
        case .zones(let mask): mask & (zones ?? .max) != 0
        case .entryStation(let number): isExit || number == station
        case .unknown: false
        }
    }
}
