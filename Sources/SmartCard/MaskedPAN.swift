/// A card number as it may be shown: its first six and last four digits, the others as `*`.
///
/// - **Limits**: of a number shorter than 14 digits fewer are shown, so that four at least stay hidden (all of one
///   shorter than eight digits).
public struct MaskedPAN: Hashable, Sendable, CustomStringConvertible {
    /// `622576******9527`.
    public let description: String

    /// The masked form of `digits`; whatever is not a digit counts like one.
    public init(digits: some StringProtocol) {
        let shown = Self.shown(of: digits.count)
        description =
            digits.prefix(shown.first) + String(repeating: "*", count: digits.count - shown.first - shown.last)
            + digits.suffix(shown.last)
    }

    /// The masked number at the front of `5A` or `57`: digits two a byte, up to `D` or `F`.
    public init(compressedNumeric bytes: some Sequence<UInt8>) { self.init(digits: Digits.leading(bytes)) }

    /// How many digits stay at both ends of a number of `count` digits.
    static func shown(of count: Int) -> (first: Int, last: Int) {
        count < 8 ? (0, 0) : (min(6, count - 8), 4)
    }
}
