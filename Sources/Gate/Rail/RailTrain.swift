/// The number of a train as tickets print it, such as `G5711`: its kind by a letter, and a number.
///
/// - **Limits**: the letter is capital, or missing for ordinary trains; the number is 1 to 9,999 without leading zeros.
package struct RailTrain: Hashable, Sendable {
    /// The ASCII letter; 0 where there is none.
    package let letter: UInt8
    /// The number behind it.
    package let number: UInt16

    /// A train of a letter (0: none) and a number; nil if one of them is out of range.
    package init?(letter: UInt8, number: UInt16) {
        guard letter == 0 || (0x41...0x5A).contains(letter), (1...9999).contains(number) else { return nil }
        self.letter = letter
        self.number = number
    }

    /// Reads a train number; nil if it is none.
    package init?(_ text: String) { self.init(text.utf8) }

    /// Reads a train number from bytes; nil if they are none.
    package init?(_ bytes: some Collection<UInt8>) {
        let letter = bytes.first.flatMap { (0x41...0x5A).contains($0) ? $0 : nil }
        let digits = bytes.dropFirst(letter == nil ? 0 : 1)
        guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.first != UInt8(ascii: "0")
        else { return nil }
        self.init(letter: letter ?? 0, number: digits.reduce(0) { $0 * 10 + UInt16($1 - 0x30) })
    }
}

extension RailTrain: CustomStringConvertible {
    package var description: String {
        letter == 0 ? "\(number)" : "\(Character(UnicodeScalar(letter)))\(number)"
    }
}
