import CardCrypto

/// What the gate knows a card by: a keyed hash of its number, never the number.
///
/// - **Shape**: the first 16 bytes of HMAC-SHA-256 over the digits as ASCII text, without sequence number and padding.
package struct CardTokenValue: Hashable, Comparable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (left: CardTokenValue, right: CardTokenValue) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The value of 16 bytes or more.
    init(_ hash: [UInt8]) {
        var words: (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            words.0 = words.0 << 8 | UInt64(hash[index])
            words.1 = words.1 << 8 | UInt64(hash[8 + index])
        }
        self.init(high: words.0, low: words.1)
    }

    /// 32 hex digits.
    package var text: String { Self.digits(high) + Self.digits(low) }

    private static func digits(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}

/// Makes tokens of card numbers.
///
/// - **Shape**: one object a thread. Keys rotate: with a previous key, a card has two tokens for a while, and lists and
///   journeys made with either match.
package final class CardTokenizer {
    /// The shortest key.
    package static let shortestKey = 16

    /// Tells generations of keys apart; stored beside the token.
    package let keyIdentifier: UInt32
    private let current: KeyedHash
    private let previous: KeyedHash?
    private var digits: [UInt8] = []
    private var hash: [UInt8] = []

    /// A tokenizer; nil if a key has fewer than ``shortestKey`` bytes.
    package init?(key: [UInt8], identifier: UInt32, previousKey: [UInt8]? = nil) {
        guard key.count >= Self.shortestKey, previousKey.map({ $0.count >= Self.shortestKey }) ?? true else {
            return nil
        }
        keyIdentifier = identifier
        current = KeyedHash(key: key)
        previous = previousKey.map { KeyedHash(key: $0) }
        digits.reserveCapacity(20)
        hash.reserveCapacity(32)
    }

    private init(copying other: CardTokenizer) {
        keyIdentifier = other.keyIdentifier
        current = other.current.copy()
        previous = other.previous?.copy()
        digits.reserveCapacity(20)
        hash.reserveCapacity(32)
    }

    /// Another one with the same keys, for another thread; this one must not be in use meanwhile.
    package func copy() -> CardTokenizer { CardTokenizer(copying: self) }

    /// Tells another key of the same number: 8 bytes of the keyed hash of a text that is no card number.
    package var checkValue: UInt64 { token(ofDigits: Array("FareGate token key".utf8)).high }

    /// The same of the previous key, while there is one.
    package var previousCheckValue: UInt64? { previousToken(ofDigits: Array("FareGate token key".utf8))?.high }

    /// The token of a card that has been found genuine.
    package func token(of card: AuthenticatedCard) -> CardTokenValue { token(of: card.pan) }

    /// The token under the previous key, while there is one.
    package func previousToken(of card: AuthenticatedCard) -> CardTokenValue? {
        previous.map { token(of: card.pan, by: $0) }
    }

    /// The token of any number, verified or not: for lists, and to recognise a torn tap.
    package func token(of pan: PrimaryAccountNumber) -> CardTokenValue { token(of: pan, by: current) }

    /// The token of a number that is no payment card's, from its digits as ASCII text.
    package func token(ofDigits digits: [UInt8]) -> CardTokenValue {
        current.hash(digits.span, into: &hash)
        return CardTokenValue(hash)
    }

    /// The same under the previous key, while there is one.
    package func previousToken(ofDigits digits: [UInt8]) -> CardTokenValue? {
        guard let previous else { return nil }
        previous.hash(digits.span, into: &hash)
        return CardTokenValue(hash)
    }

    private func token(of pan: PrimaryAccountNumber, by key: KeyedHash) -> CardTokenValue {
        digits.removeAll(keepingCapacity: true)
        pan.appendDigits(to: &digits)
        let message = digits
        key.hash(message.span, into: &hash)
        return CardTokenValue(hash)
    }
}
