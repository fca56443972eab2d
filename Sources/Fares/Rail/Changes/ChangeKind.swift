/// The two ways in which a ticket is changed.
public enum ChangeKind: String, Hashable, Sendable, CaseIterable {
    /// To another date, train or class, once, before the cut-off.
    case ordinary
    /// To another train of the day, as ``FlexiRide`` allows.
    case flexiRide = "flexi-ride"
}
