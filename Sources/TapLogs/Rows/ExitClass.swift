/// What an exit's amounts say about the fare paid: value before discount against amount charged.
///
/// - **Source**: reference figures of the 2018 Shenzhen log: five formulas cover all its exits; nothing else counts as
///   explained.
package enum ExitClass: UInt8, Hashable, Sendable, CaseIterable {
    /// 95 % of the value: an ordinary stored-value card.
    case standard
    /// 95 % less 40 fen, with the transfer mark.
    case transfer
    /// Half the value: student or child.
    case half
    /// Nothing.
    case free
    /// The whole value: business carriage, or a medium without discount.
    case full
    /// None of these.
    case unexplained

    /// The name in reports.
    package var name: String {
        switch self {
        case .standard: "standard"
        case .transfer: "transfer"
        case .half: "half"
        case .free: "free"
        case .full: "full"
        case .unexplained: "unexplained"
        }
    }

    /// Classifies an exit by its amounts in fen and its transfer mark.
    package init(valueFen: Int, chargedFen: Int, hasTransferMark: Bool) {
        if hasTransferMark {
            self = chargedFen == valueFen * 95 / 100 - 40 ? .transfer : .unexplained
        } else if chargedFen == 0 {
            self = .free
        } else if chargedFen == valueFen * 95 / 100 {
            self = .standard
        } else if chargedFen * 2 == valueFen {
            self = .half
        } else {
            self = chargedFen == valueFen ? .full : .unexplained
        }
    }
}
