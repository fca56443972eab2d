/// A short text for people in both languages.
public struct Wording: Hashable, Sendable, ExpressibleByStringLiteral {
    /// English.
    public let english: String
    /// Chinese; the English text where there is no Chinese one.
    public let chinese: String

    public init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// The same text in both languages: numbers, dates, hex.
    public init(_ both: String) { self.init(both, both) }

    public init(stringLiteral value: String) { self.init(value) }
}
