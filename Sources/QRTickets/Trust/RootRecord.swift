import CardCrypto

/// A root of the Ministry's chain as terminals load it: 144 bytes with an SM2 key that signs its own record.
///
/// - **Source**: `qr.md` 3.3. The parameter byte differs from record to record and is not checked.
package struct RootRecord: Sendable {
    /// Bytes of a record.
    package static let length = 144
    /// Of record and certificate: what the key is for.
    static let service: [UInt8] = [0x01, 0x01, 0x00, 0x00]
    /// The first byte of every record, the service, and the provider `A000000632`.
    static let start: [UInt8] = [0x21] + service + [0xA0, 0x00, 0x00, 0x06, 0x32]
    static let xyRange = 16..<80
    static let signedLength = 80

    /// What certificates call it.
    package let index: UInt8
    /// The last month in which it is good.
    package let expiry: ExpiryMonth
    let key: CodeKey
    /// X || Y, 64 bytes.
    package let xy: [UInt8]
    /// Whether everybody can sign with it.
    let isTest: Bool

    /// Reads the record that begins at an offset and checks its own signature.
    package init(_ bytes: Span<UInt8>, at offset: Int, signatures: CodeSignatures) throws(RootFault) {
        guard bytes.count - offset >= Self.length else { throw RootFault(.truncated, at: offset) }
        let record = bytes.extracting(offset..<(offset + Self.length))
        for (index, byte) in Self.start.enumerated() where record[index] != byte {
            throw RootFault(.notRecord, at: offset + index)
        }
        index = record[10]
        guard let expiry = ExpiryMonth(record[11], record[12]) else { throw RootFault(.notRecord, at: offset + 11) }
        self.expiry = expiry
        // Algorithm SM2, and the length of X || Y.
        for (index, byte) in [(13, 0x04), (15, 0x40)] where record[index] != byte {
            throw RootFault(.notRecord, at: offset + index)
        }
        guard let key = SM2PublicKey(record.extracting(Self.xyRange)) else {
            throw RootFault(.badKey, at: offset + Self.xyRange.lowerBound)
        }
        self.key = .sm2(key)
        xy = key.xy
        isTest = TestAuthority.isKey(CurveBounds.compressed(xy))
        let signature = record.extracting(Self.signedLength..<Self.length)
        guard signatures.isValid(signature, of: record.extracting(first: Self.signedLength), by: .sm2(key)) else {
            throw RootFault(.badSignature, at: offset + Self.signedLength)
        }
    }
}
