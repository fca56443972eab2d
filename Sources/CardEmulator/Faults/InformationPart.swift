/// A part of the answer to SELECT.
enum InformationPart: Hashable, Sendable {
    /// Beside `84`.
    case outer
    /// Inside `A5`.
    case proprietary
    /// Inside `BF0C`.
    case discretionary
}
