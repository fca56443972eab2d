/// The class of carriage a rider pays for.
public enum CarriageClass: String, Hashable, Sendable, CaseIterable {
    case ordinary
    case business
}
