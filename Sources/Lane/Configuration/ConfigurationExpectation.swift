/// What a key of a configuration takes.
package enum ConfigurationExpectation: Hashable, Sendable {
    /// Keys and values.
    case mapping
    /// A list.
    case list
    /// One value, no list and no mapping.
    case scalar
    /// A text of 1 to so many characters, none of them a control character.
    case text(longest: Int)
    /// A name of 1 to so many letters, digits, `.`, `_` and `-`.
    case name(longest: Int)
    /// A whole number in a range.
    case wholeNumber(ClosedRange<Int>)
    /// `true` or `false`.
    case yesNo
    /// One of these words; the near ones are those that may have been meant.
    case oneOf([String], near: [String])
    /// So many bytes as hex.
    case hex(bytes: ClosedRange<Int>)
    /// A path; the only variable in it is `${CREDENTIALS_DIRECTORY}`, at its front.
    case path
    /// `HOST:PORT`.
    case address
    /// A frame format of a camera.
    case frames
}
