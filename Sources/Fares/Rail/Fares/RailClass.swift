/// The class of a seat.
///
/// - **Limits**: the published tables name these two; business class is priced nowhere in them.
public enum RailClass: String, Hashable, Sendable, CaseIterable {
    case second
    case first

    var number: Int { self == .second ? 0 : 1 }
}
