import Journal

/// Why a day is not settled.
package enum SettlementError: Error, Hashable, Sendable {
    /// An earlier batch of the day cannot be built upon.
    case batch(folder: String, what: String)
    /// A tap is in an earlier batch with other contents.
    case tapDiffers(tap: String, path: String)
    /// Earlier batches of the day were settled by other fares than those that are given now.
    case otherFares(settled: FareVersion, given: FareVersion)
    /// The totals are not those of the registers: what differs, a line each.
    case unbalanced([String])
}

extension SettlementError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .batch(let folder, let what): "\(folder): \(what)"
        case .tapDiffers(let tap, let path):
            "\(path): tap \(tap) is not what an earlier batch has settled; one of the two was changed"
        case .otherFares(let settled, let given):
            "the batches of the day were settled by the fares \(settled), not \(given): every journey would be priced anew"
        case .unbalanced(let lines): "the totals differ from the registers:\n  " + lines.joined(separator: "\n  ")
        }
    }
}
