/// What comes of asking for a refund.
public enum RefundAnswer: Hashable, Sendable {
    /// The ticket is taken back.
    case refund(Refund)
    /// It is not.
    case refused(RefundRefusal)
}
