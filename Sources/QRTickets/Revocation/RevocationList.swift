/// Issuers, serials, platforms and accounts whose codes are refused, from a signed file.
///
/// - **Shape**: lines of ASCII, each ended by LF: `faregate revocations 1`, `number N`, `date YYYY-MM-DD`, then in any
///   order `issuer FORMAT HEX`, `serial FORMAT HEX HEX` (issuer, serial), `platform FORMAT HEX`, `account FORMAT HEX`
///   (``RevokedItem/account(_:platform:account:)``), and at the end `signature HEX`: 64 bytes by a pinned key of any
///   algorithm (the test authority's is Ed25519) over the tag `FG-revocations` and all lines before it. Hex is in small
///   letters. A list is a value: a new one takes the place of the old.
/// - **Limits**: ``mostBytes``; numbers 1 to 2^53 - 1.
/// - **Errors**: ``RevocationFault``; a list whose number is below the last one's is refused.
package struct RevocationList: Hashable, Sendable {
    /// The most bytes of a file: about 190,000 accounts.
    package static let mostBytes = 16 << 20
    /// The longest identifier of an issuer, a serial or a platform.
    package static let mostPartBytes = 64
    package static let largestNumber: UInt64 = 1 << 53 - 1
    static let tag = Array("FG-revocations".utf8)
    static let firstLine = "faregate revocations 1"
    static let signatureStart = Array("signature ".utf8)

    /// Goes up with every list.
    package let number: UInt64
    /// The day it was made, as it stands there.
    package let date: String
    let items: Set<RevokedItem>

    /// How many things are listed.
    package var count: Int { items.count }

    /// Whether any of what a code says of itself is listed.
    func lists(_ claims: CodeClaims) -> Bool { RevokedItem.items(of: claims).contains(where: items.contains) }

    /// The list in a file.
    ///
    /// - **Parameters**: `keys`, those that may have signed it; `lastNumber`, of the list that was in force before: an
    ///   older one is refused, the same is not.
    package init(parsing bytes: [UInt8], keys: [CodeKey], lastNumber: UInt64 = 0) throws(RevocationFault) {
        guard bytes.count <= Self.mostBytes else { throw RevocationFault(.tooLarge, at: Self.mostBytes) }
        let signed = try Self.signedPart(bytes, keys)
        var offset = 0
        guard try Self.line(signed, &offset).joined(separator: " ") == Self.firstLine else {
            throw RevocationFault(.malformed, at: 0)
        }
        let numberAt = offset
        let numberLine = try Self.line(signed, &offset)
        guard numberLine.count == 2, numberLine[0] == "number", let number = Self.number(numberLine[1]) else {
            throw RevocationFault(.malformed, at: numberAt)
        }
        guard number >= lastNumber else { throw RevocationFault(.rolledBack, at: numberAt) }
        let dateAt = offset
        let dateLine = try Self.line(signed, &offset)
        guard dateLine.count == 2, dateLine[0] == "date", Self.isDate(dateLine[1]) else {
            throw RevocationFault(.malformed, at: dateAt)
        }
        (self.number, date) = (number, String(dateLine[1]))
        var items: Set<RevokedItem> = []
        while offset < signed.endIndex {
            let start = offset
            guard let item = Self.item(try Self.line(signed, &offset)) else {
                throw RevocationFault(.malformed, at: start)
            }
            items.insert(item)
        }
        self.items = items
    }

    /// All lines before the last one, which must be the signature of one of the keys.
    private static func signedPart(_ bytes: [UInt8], _ keys: [CodeKey]) throws(RevocationFault) -> ArraySlice<UInt8> {
        let lineLength = signatureStart.count + 2 * CodeAlgorithm.signatureLength + 1
        let start = bytes.count - lineLength
        guard start > 0, bytes[start - 1] == 0x0A, bytes.last == 0x0A,
            bytes[start...].starts(with: signatureStart),
            let signature = bytesOfHex(bytes[(start + signatureStart.count)..<(bytes.count - 1)])
        else { throw RevocationFault(.malformed, at: max(0, start)) }
        let (signatures, signed) = (CodeSignatures(), bytes[..<start])
        let isSigned = keys.contains { key in
            let span = bytes.span
            return signatures.isValid(signature.span, of: span.extracting(0..<start), after: tag, by: key)
        }
        guard isSigned else { throw RevocationFault(.badSignature, at: start) }
        return signed
    }

    /// The words of the next line.
    private static func line(_ bytes: ArraySlice<UInt8>, _ offset: inout Int) throws(RevocationFault) -> [Substring] {
        let start = offset
        guard let end = bytes[start...].firstIndex(of: 0x0A) else { throw RevocationFault(.malformed, at: start) }
        // Printable ASCII only, so that a word is what it looks like.
        guard bytes[start..<end].allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw RevocationFault(.malformed, at: start)
        }
        offset = end + 1
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return text.split(separator: " ", omittingEmptySubsequences: false)
    }

    private static func number(_ text: Substring) -> UInt64? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.first != "0", let number = UInt64(text),
            number <= largestNumber
        else { return nil }
        return number
    }

    /// Four, two and two digits; the day is for people and not compared.
    private static func isDate(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 10
            && bytes.indices.allSatisfy {
                $0 == 4 || $0 == 7 ? bytes[$0] == 0x2D : (0x30...0x39).contains(bytes[$0])
            }
    }

    private static func item(_ words: [Substring]) -> RevokedItem? {
        guard words.count >= 3, let kind = RevokedItem.Kind(rawValue: String(words[0])),
            let format = CodeFormat(rawValue: String(words[1]))
        else { return nil }
        var parts: [[UInt8]] = []
        for word in words.dropFirst(2) {
            guard let part = bytesOfHex(word.utf8), !part.isEmpty, part.count <= mostPartBytes else {
                return nil
            }
            parts.append(part)
        }
        guard parts.count == (kind == .serial ? 2 : 1), kind != .account || parts[0].count == 32 else { return nil }
        return RevokedItem(kind, format, parts: parts)
    }

    /// Small letters only: one spelling for each list.
    private static func bytesOfHex(_ digits: some Collection<UInt8>) -> [UInt8]? {
        let digits = Array(digits)
        return CodeHex.bytes(digits.span, takesCapitals: false)
    }
}
