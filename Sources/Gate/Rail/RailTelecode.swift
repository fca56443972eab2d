/// A station of the railway by its telecode, such as `IOQ`.
///
/// - **Shape**: three capital ASCII letters in one word. Whether there is such a station is not asked.
package struct RailTelecode: Hashable, Sendable {
    private let letters: UInt32

    /// Reads a telecode; nil if it is not three capital letters.
    package init?(_ text: String) { self.init(text.utf8) }

    /// Reads a telecode from bytes; nil if they are not three capital letters.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 3, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        letters = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension RailTelecode: CustomStringConvertible {
    package var description: String {
        String(decoding: [16, 8, 0].map { UInt8(truncatingIfNeeded: letters >> $0) }, as: UTF8.self)
    }
}
