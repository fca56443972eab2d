/// A result that vector files tell in words: what our code found, and how to read a sentence about it.
///
/// - **Shape**: the sentence is read word by word and each of its claims is held against what was found; a sentence
///   that cannot be read agrees with nothing.
struct WordedFact: CustomStringConvertible {
    /// What was found, in words of our own.
    let description: String
    /// Whether a sentence says what was found.
    let agrees: (String) -> Bool
}

/// A key under `expected` that is an input of the item: nothing is found out about it, so nothing is compared.
struct TakenAsGiven {}

/// Takes known words off the front of a sentence.
struct WordReader {
    private var rest: Substring

    init(_ sentence: String) { rest = sentence[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// Whether the sentence goes on with these words, which are then taken off.
    mutating func take(_ words: String) -> Bool {
        guard rest.hasPrefix(words) else { return false }
        rest = rest.dropFirst(words.count)
        return true
    }

    /// The hex digits or decimals that follow; empty if there are none.
    mutating func digits() -> String {
        let taken = rest.prefix { $0.isHexDigit }
        rest = rest.dropFirst(taken.count)
        return String(taken)
    }
}
