/// Which kinds of train a gate lets in to, by the letter of their number.
package struct RailTrainLetters: Hashable, Sendable {
    /// Trains of every letter, and those without one.
    package static let all = RailTrainLetters(bits: .max)

    private let bits: UInt32

    private init(bits: UInt32) { self.bits = bits }

    /// Reads letters such as `GDC`; nil if there is none, or something else among them. Trains without a letter are
    /// then not let in to.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        bits = text.utf8.reduce(0) { $0 | Self.bit($1) }
    }

    /// Whether a train's letter is among them.
    package func contains(_ train: RailTrain) -> Bool { bits & Self.bit(train.letter) != 0 }

    /// Bit 0 stands for no letter, 1 for `A`.
    private static func bit(_ letter: UInt8) -> UInt32 { letter == 0 ? 1 : 1 << UInt32(letter & 31) }
}
