/// A key that FareGate's own codes or its revocation lists hang on; it signs its own record.
///
/// - **Shape**: `FGR` ‖ version 01 ‖ purpose 1 ‖ algorithm 1 ‖ index 1 ‖ not before 4 ‖ not after 4 ‖ key 32 or 33 ‖
///   signature 64 over the tag `FG-root` and everything before it. Numbers are big-endian, times seconds since 1970,
///   UTC.
package struct OwnRootRecord: Sendable {
    /// What a key may sign.
    package enum Purpose: UInt8, Hashable, Sendable {
        /// Certificates of issuers.
        case certificates = 1
        /// Revocation lists.
        case revocations = 2
    }

    static let start: [UInt8] = Array("FGR".utf8) + [0x01]
    static let tag = Array("FG-root".utf8)

    package let purpose: Purpose
    package let algorithm: CodeAlgorithm
    /// What certificates call it; 0 for other purposes.
    package let index: UInt8
    /// The first and the last second in which it is good.
    package let dates: ClosedRange<UInt32>
    /// As codes carry keys.
    package let publicKey: [UInt8]
    let key: CodeKey
    /// Whether everybody can sign with it.
    let isTest: Bool
    /// Bytes of the record.
    package let length: Int

    /// Reads the record that begins at an offset and checks its own signature.
    package init(_ bytes: Span<UInt8>, at offset: Int, signatures: CodeSignatures) throws(RootFault) {
        var cursor = CodeCursor(offset..<bytes.count)
        do throws(CodeFault) {
            for byte in Self.start { try cursor.expect(byte, in: bytes) }
            let head = try cursor.take(3)
            guard let purpose = Purpose(rawValue: bytes[head.lowerBound]),
                let algorithm = CodeAlgorithm(rawValue: bytes[head.lowerBound + 1])
            else { throw CodeFault(at: head.lowerBound) }
            (self.purpose, self.algorithm, index) = (purpose, algorithm, bytes[head.lowerBound + 2])
            let first = UInt32(try cursor.number(4, in: bytes))
            let last = UInt32(try cursor.number(4, in: bytes))
            guard first <= last else { throw CodeFault(at: cursor.offset - 4) }
            dates = first...last
            let keyRange = try cursor.take(algorithm.keyLength)
            guard let key = CodeKey(algorithm, bytes.extracting(keyRange)) else {
                throw CodeFault(.badKey, at: keyRange.lowerBound)
            }
            (self.key, publicKey) = (key, keyRange.map { bytes[$0] })
            isTest = TestAuthority.isKey(publicKey)
            let signed = offset..<cursor.offset
            let signature = try cursor.take(CodeAlgorithm.signatureLength)
            guard
                signatures.isValid(
                    bytes.extracting(signature), of: bytes.extracting(signed), after: Self.tag, by: key)
            else { throw CodeFault(.certificateSignature, at: signature.lowerBound) }
            length = cursor.offset - offset
        } catch {
            throw RootFault(Self.kind(error.result), at: error.offset)
        }
    }

    private static func kind(_ result: CodeResult) -> RootFault.Kind {
        switch result {
        case .badKey: .badKey
        case .certificateSignature: .badSignature
        default: .notRecord
        }
    }

    /// The bytes of a record, signed by its own key.
    package static func record(
        _ purpose: Purpose, index: UInt8, dates: ClosedRange<UInt32>, key: CodePrivateKey
    ) -> [UInt8] {
        var record = start + [purpose.rawValue, key.algorithm.rawValue, index]
        record += dates.lowerBound.bigEndianBytes + dates.upperBound.bigEndianBytes + key.publicKey
        return record + key.sign(record, after: tag)
    }
}
