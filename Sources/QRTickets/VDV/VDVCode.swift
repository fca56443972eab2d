/// A static VDV-KA entitlement: its structure; the signature, RSA with message recovery, is not opened.
///
/// - **Shape**: ranges of the code's bytes.
/// - **Errors**: ``CodeFault``.
/// - **Source**: `qr.md` 4.2: `9E` signature of 128 bytes, `9A` remainder ending in "VDV" and two bytes of version,
///   `7F21` certificate, `42` name of the key above it. One specimen.
package struct VDVCode: Hashable, Sendable {
    /// RSA-1024.
    package static let signatureBytes = 128

    package let signature: Range<Int>
    package let remainder: Range<Int>
    package let certificate: Range<Int>
    /// The authority whose key signed the certificate.
    package let authority: Range<Int>

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> VDVCode {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        var cursor = CodeCursor(0..<bytes.count)
        let signature = try value([0x9E], &cursor, bytes)
        guard signature.count == signatureBytes else { throw CodeFault(at: 0) }
        let remainder = try value([0x9A], &cursor, bytes)
        let text = Array("VDV".utf8)
        guard remainder.count >= text.count + 2 else { throw CodeFault(at: remainder.lowerBound) }
        let start = remainder.upperBound - text.count - 2
        for (place, byte) in text.enumerated() where bytes[start + place] != byte { throw CodeFault(at: start) }
        let certificate = try value([0x7F, 0x21], &cursor, bytes)
        let authority = try value([0x42], &cursor, bytes)
        try cursor.expectEnd()
        try checkCertificate(certificate, bytes)
        return VDVCode(signature: signature, remainder: remainder, certificate: certificate, authority: authority)
    }

    /// `5F37`, a signature as long as the authority's key, and `5F38`, the remainder.
    private static func checkCertificate(_ range: Range<Int>, _ bytes: Span<UInt8>) throws(CodeFault) {
        var cursor = CodeCursor(range)
        _ = try value([0x5F, 0x37], &cursor, bytes)
        _ = try value([0x5F, 0x38], &cursor, bytes)
        try cursor.expectEnd()
    }

    /// The value behind a tag: a length of one byte below 80, or `81` and one byte of 80 and more.
    private static func value(
        _ tag: [UInt8], _ cursor: inout CodeCursor, _ bytes: Span<UInt8>
    ) throws(CodeFault) -> Range<Int> {
        for byte in tag { try cursor.expect(byte, in: bytes) }
        let start = cursor.offset
        var length = Int(try cursor.number(1, in: bytes))
        if length == 0x81 {
            length = Int(try cursor.number(1, in: bytes))
            guard length >= 0x80 else { throw CodeFault(at: start) }
        } else if length >= 0x80 {
            throw CodeFault(at: start)
        }
        return try cursor.take(length)
    }
}
