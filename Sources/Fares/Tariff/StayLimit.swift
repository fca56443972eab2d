/// The longest stay between entry and exit, and what a longer one costs beside the fare.
public struct StayLimit: Hashable, Sendable {
    /// The longest stay in seconds, inclusive.
    public let seconds: Int
    /// What a longer stay adds, at the medium's percentage.
    public let surcharge: ChargeRule
}
