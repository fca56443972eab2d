/// The certificate in a Ministry code: who issues, until when, and with which key.
///
/// - **Shape**: 117 bytes at offset 3 of a code; offsets here are those of the code.
/// - **Source**: `qr.md` 3.2.
struct IssuerCertificate: Hashable, Sendable {
    static let range = 3..<120
    static let caIndexOffset = 8
    static let expiryRange = 14..<16
    static let issuer = 10..<14
    static let serial = 16..<19
    static let key = 23..<56
    static let signed = 9..<56
    static let signature = 56..<120

    let caIndex: UInt8
    let expiry: ExpiryMonth

    /// - **Errors**: `wrong-service` for another service identifier, else `malformed`, at the byte that is wrong.
    init(_ bytes: Span<UInt8>, _ cursor: inout CodeCursor) throws(CodeFault) {
        try cursor.expect(0x24, in: bytes)
        for byte in RootRecord.service {
            let range = try cursor.take(1)
            guard bytes[range.lowerBound] == byte else { throw CodeFault(.wrongService, at: range.lowerBound) }
        }
        caIndex = UInt8(try cursor.number(1, in: bytes))
        try cursor.expect(0x12, in: bytes)
        try cursor.digits(4, in: bytes)
        let month = try cursor.take(2)
        guard let expiry = ExpiryMonth(bytes[month.lowerBound], bytes[month.lowerBound + 1]) else {
            throw CodeFault(at: month.lowerBound)
        }
        self.expiry = expiry
        _ = try cursor.take(Self.serial.count)
        // Signature algorithm SM2, encryption algorithm SM2, parameter, length of the key.
        for byte: UInt8 in [0x04, 0x04, 0x00, 0x21] { try cursor.expect(byte, in: bytes) }
        _ = try cursor.take(Self.key.count + Self.signature.count)
    }
}

extension CodeCursor {
    /// Bytes that must be two decimal digits each (BCD).
    mutating func digits(_ count: Int, in bytes: Span<UInt8>) throws(CodeFault) {
        for index in try take(count) where bytes[index] >> 4 > 9 || bytes[index] & 0xF > 9 {
            throw CodeFault(at: index)
        }
    }
}
