/// What speaks against ever believing a debit by the card's records, which nothing signs.
///
/// - **Shape**: kept in the intent, so that it outlives the process; it only grows. MAC2 alone overcomes it.
package enum PurseDoubt: UInt8, Hashable, Sendable, Comparable {
    /// Nothing: the card has given no MAC2 yet.
    case none = 0
    /// The card has given a MAC2 that the key module could not check.
    case unchecked = 1
    /// The key module has found MAC2 or TAC wrong.
    case wrong = 2

    package static func < (left: PurseDoubt, right: PurseDoubt) -> Bool { left.rawValue < right.rawValue }
}
