import CardCrypto

/// A `#UT01` or `#UT02` code (UIC 918.3): a ticket on paper, signed and compressed.
///
/// - **Shape**: ranges of the code's bytes. The content is counted when the code is read, and inflated only by
///   ``blocks(of:)``, for those who have checked ``isSigned(_:by:_:)`` or do not care.
/// - **Limits**: content of at most ``mostContentBytes``; a gate does not open on paper, of which any copy is as good.
/// - **Errors**: ``CodeFault``: `malformed`, or `too-large` for content above the limit.
/// - **Source**: `qr.md` 4.2; checked on published specimens.
package struct UICStaticCode: Hashable, Sendable {
    /// Specimens have at most 605.
    package static let mostContentBytes = 16 << 10

    /// 1 or 2.
    package let version: Int
    /// RICS code, four characters.
    package let carrier: String
    /// Five characters.
    package let keyNumber: String
    /// All of the signature field: version 1 fills up DER to 50 bytes, version 2 has r || s of 32 bytes each.
    package let signature: Range<Int>
    /// The zlib stream, which is what is signed.
    package let compressed: Range<Int>
    /// Bytes of the content.
    package let contentLength: Int

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> UICStaticCode {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        return try UICStaticCode(bytes)
    }

    private init(_ bytes: Span<UInt8>) throws(CodeFault) {
        var cursor = CodeCursor(0..<bytes.count)
        for byte in "#UT".utf8 { try cursor.expect(byte, in: bytes) }
        let versionStart = cursor.offset
        switch try Self.text(&cursor, 2, bytes) {
        case "01": version = 1
        case "02": version = 2
        default: throw CodeFault(at: versionStart)
        }
        carrier = try Self.text(&cursor, 4, bytes)
        keyNumber = try Self.text(&cursor, 5, bytes)
        signature = try cursor.take(version == 1 ? 50 : 64)
        let lengthStart = cursor.offset
        let digits = try Self.text(&cursor, 4, bytes)
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(digits),
            length == cursor.remaining
        else { throw CodeFault(at: lengthStart) }
        compressed = try cursor.take(length)
        do {
            contentLength = try CappedInflation.count(
                bytes.extracting(compressed), cap: Self.mostContentBytes)
        } catch {
            throw CodeFault(error == .tooLarge ? .tooLarge : .malformed, at: compressed.lowerBound)
        }
    }

    /// The signature in DER; nil if version 1 has none in front of its zeros, or version 2 a number that is zero.
    package func signatureEncoding(of bytes: Span<UInt8>) -> [UInt8]? {
        let field = signature.map { bytes[$0] }
        guard version == 1 else { return PairEncoding.bytes(field) }
        var reader = DERReader(0..<field.count)
        guard let whole = reader.takeAny(in: field.span), field[whole.upperBound...].allSatisfy({ $0 == 0 }) else {
            return nil
        }
        return Array(field[whole])
    }

    /// Whether a key has signed the compressed content.
    package func isSigned(_ bytes: Span<UInt8>, by key: DSAPublicKey, _ algorithm: DigestAlgorithm) -> Bool {
        guard let signature = signatureEncoding(of: bytes) else { return false }
        return key.verify(compressed.map { bytes[$0] }, algorithm, der: signature)
    }

    /// The content's blocks.
    ///
    /// - **Errors**: ``CodeFault`` whose offset is one of the content.
    package func blocks(of bytes: Span<UInt8>) throws(CodeFault) -> [UICStaticBlock] {
        let content: [UInt8]
        do { content = try CappedInflation.bytes(bytes.extracting(compressed), cap: Self.mostContentBytes) } catch {
            throw CodeFault(error == .tooLarge ? .tooLarge : .malformed, at: 0)
        }
        var blocks: [UICStaticBlock] = []
        var cursor = CodeCursor(0..<content.count)
        while cursor.remaining > 0 { blocks.append(try UICStaticBlock(&cursor, in: content.span)) }
        return blocks
    }

    static func text(_ cursor: inout CodeCursor, _ count: Int, _ bytes: Span<UInt8>) throws(CodeFault) -> String {
        let range = try cursor.take(count)
        for index in range where !(0x20...0x7E).contains(bytes[index]) { throw CodeFault(at: index) }
        return String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    }
}
