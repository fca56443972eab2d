import CardCrypto

/// The number of an identity document, as long as a gate needs it: to be hashed, and then overwritten.
///
/// - **Shape**: capitals and digits; spaces and hyphens are left out, full-width characters made plain. A check digit
///   is not checked: what counts is whether the number is the one that the ticket was sold for.
/// - **Limits**: ``lengths`` characters. It has no text form, on purpose.
/// - **Errors**: nil for what no such document has.
package final class RailDocument {
    /// Characters of a number.
    package static let lengths = 5...18

    /// What it is called; no part of what it is known by.
    package let kind: RailDocumentKind
    private var number: [UInt8]

    /// Reads a number as a device sends it or a person types it; without a kind it is told from its form, anything but
    /// an identity card and a home-return permit being a passport.
    ///
    /// - **Parameters**: `text` in UTF-8, which the caller overwrites.
    package init?(_ text: Span<UInt8>, kind given: RailDocumentKind? = nil) {
        var number: [UInt8] = []
        // Room from the start: growing would leave copies behind.
        number.reserveCapacity(Self.lengths.upperBound)
        var index = 0
        var isGood = true
        while index < text.count, isGood {
            let (byte, length) = Self.character(text, index)
            index += length
            if byte == 0x20 || byte == 0x2D { continue }
            let capital = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
            let isPlain = (0x30...0x39).contains(capital) || (0x41...0x5A).contains(capital)
            guard isPlain, number.count < Self.lengths.upperBound else {
                isGood = false
                break
            }
            number.append(capital)
        }
        kind = given ?? Self.kind(of: number)
        guard isGood, Self.mayBe(kind, number) else {
            number.wipe()
            return nil
        }
        self.number = number
    }

    deinit { number.wipe() }

    /// The number under a key, whatever its kind.
    package func hash(by key: RailDocumentKey) -> UInt64 {
        let digits = number
        return key.hash(digits.span)
    }

    /// The character at an offset and how many bytes it takes; a full-width one as its plain form.
    private static func character(_ text: Span<UInt8>, _ index: Int) -> (UInt8, Int) {
        // U+FF01 to U+FF5E stand for 0x21 to 0x7E, U+3000 for a space.
        guard text[index] == 0xEF || text[index] == 0xE3, index + 2 < text.count else { return (text[index], 1) }
        let low =
            UInt32(text[index] & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        if low == 0x3000 { return (0x20, 3) }
        guard (0xFF01...0xFF5E).contains(low) else { return (0, 3) }
        return (UInt8(low - 0xFF01 + 0x21), 3)
    }

    private static func kind(of number: [UInt8]) -> RailDocumentKind {
        if number.count == 18 { return .residentID }
        let isHome = number.first == 0x48 || number.first == 0x4D
        return isHome && isDigits(number.dropFirst()) && (number.count == 9 || number.count == 11)
            ? .homeReturnPermit : .passport
    }

    private static func mayBe(_ kind: RailDocumentKind, _ number: [UInt8]) -> Bool {
        guard lengths.contains(number.count) else { return false }
        switch kind {
        case .residentID:
            return number.count == 18 && isDigits(number.dropLast())
                && (isDigits(number.suffix(1)) || number[17] == 0x58)
        case .homeReturnPermit:
            return (number.first == 0x48 || number.first == 0x4D) && isDigits(number.dropFirst())
                && (number.count == 9 || number.count == 11)
        case .permit, .passport: return number.contains { (0x30...0x39).contains($0) }
        }
    }

    private static func isDigits(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy { (0x30...0x39).contains($0) } }
}
