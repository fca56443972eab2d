/// Alipay's code before the Ministry's, bare or behind a city operator's two bytes, read and not verified.
///
/// - **Shape**: ranges of the code's bytes and numbers.
/// - **Limits**: exact total length; every part's length byte is checked against the others.
/// - **Errors**: ``CodeFault``; `unsupported-format` for an algorithm that is not known.
/// - **Source**: `qr.md` 4.1.
package struct AlipayCode: Hashable, Sendable {
    /// How the issuer signs; the user's phone always uses secp192k1 and SHA-1.
    package enum Algorithm: Int, Hashable, Sendable {
        /// ECDSA on secp256k1 with SHA-1.
        case ecdsa = 1
        /// SM2 with SM3.
        case sm2 = 2
    }

    static let userKeyBytes = 25
    /// From the body's beginning.
    static let keyNumberOffset = 2
    /// What part 1 has beside card number and card data, their lengths included.
    private static let fixedBytes = 71

    /// A city operator's two bytes, which nobody has signed; empty for a bare code.
    package let prefix: Range<Int>
    /// Where the body begins: the offsets of `qr.md` count from here.
    package let start: Int
    package let algorithm: Algorithm
    package let keyNumber: UInt8
    /// What the issuer signs.
    package let partOne: Range<Int>
    /// The wallet's user id, 16 characters.
    package let account: Range<Int>
    /// Seconds since 1970, UTC.
    package let authorisedUntil: UInt32
    package let validitySeconds: UInt32
    package let limitFen: UInt32
    package let identity: Range<Int>
    package let platform: Range<Int>
    package let reserved: Range<Int>
    package let userKey: Range<Int>
    /// Eight characters.
    package let cardType: Range<Int>
    package let cardNumber: Range<Int>
    package let cardData: Range<Int>
    /// DER over `partOne`.
    package let issuerSignature: Range<Int>
    /// Seconds since 1970, UTC.
    package let generated: UInt32
    /// DER over `userSigned`.
    package let userSignature: Range<Int>
    /// What the user's phone signs: all before its signature's length, the prefix left out.
    package let userSigned: Range<Int>

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> AlipayCode {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        return try AlipayCode(bytes)
    }

    private init(_ bytes: Span<UInt8>) throws(CodeFault) {
        var cursor = CodeCursor(0..<bytes.count)
        let hasPrefix = bytes.count > 1 && bytes[0] == 0x54 && (1...2).contains(bytes[1])
        prefix = try cursor.take(hasPrefix ? 2 : 0)
        start = cursor.offset
        try cursor.expect(0x02, in: bytes)
        let algorithmOffset = cursor.offset
        guard let algorithm = Algorithm(rawValue: Int(try cursor.number(1, in: bytes))) else {
            throw CodeFault(.unsupportedFormat, at: algorithmOffset)
        }
        self.algorithm = algorithm
        keyNumber = UInt8(try cursor.number(1, in: bytes))
        let lengthOffset = cursor.offset
        let length = Int(try cursor.number(1, in: bytes))
        guard length >= Self.fixedBytes, length <= cursor.remaining else { throw CodeFault(at: lengthOffset) }
        partOne = cursor.offset..<(cursor.offset + length)
        var part = CodeCursor(partOne)
        account = try Self.printable(try part.take(16), bytes)
        authorisedUntil = UInt32(try part.number(4, in: bytes))
        validitySeconds = UInt32(try part.number(2, in: bytes))
        limitFen = UInt32(try part.number(2, in: bytes))
        identity = try part.take(4)
        platform = try part.take(4)
        reserved = try part.take(4)
        userKey = try part.take(Self.userKeyBytes)
        cardType = try Self.printable(try part.take(8), bytes)
        cardNumber = try Self.printable(try Self.counted(&part, bytes), bytes)
        cardData = try Self.counted(&part, bytes)
        try part.expectEnd()
        _ = try cursor.take(length)
        issuerSignature = try Self.counted(&cursor, bytes)
        try cursor.expect(4, in: bytes)
        generated = UInt32(try cursor.number(4, in: bytes))
        userSigned = start..<cursor.offset
        userSignature = try Self.counted(&cursor, bytes)
        try cursor.expectEnd()
    }

    /// What the code says of itself.
    func claims(_ bytes: Span<UInt8>) -> CodeClaims {
        var claims = CodeClaims(
            format: .alipay, issuer: [UInt8(algorithm.rawValue)], serial: [keyNumber], platform: bytes.copy(platform),
            account: bytes.copy(account), generated: generated, validitySeconds: validitySeconds)
        claims.authorisedUntil = authorisedUntil
        claims.limitFen = limitFen
        return claims
    }

    /// As many bytes as the next one says.
    private static func counted(_ cursor: inout CodeCursor, _ bytes: Span<UInt8>) throws(CodeFault) -> Range<Int> {
        try cursor.take(Int(try cursor.number(1, in: bytes)))
    }

    private static func printable(_ range: Range<Int>, _ bytes: Span<UInt8>) throws(CodeFault) -> Range<Int> {
        for index in range where !(0x20...0x7E).contains(bytes[index]) { throw CodeFault(at: index) }
        return range
    }
}
