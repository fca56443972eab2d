/// The certificate in one of FareGate's own codes; its layout stands at ``FareGateCode``.
struct FareGateCertificate: Hashable, Sendable {
    /// All of it, in the code's bytes.
    let range: Range<Int>
    let caIndex: UInt8
    let issuer: Range<Int>
    /// The first and the last second in which it is good; no second at all where they are the wrong way round.
    let notBefore: UInt32
    let notAfter: UInt32
    let serial: Range<Int>
    let key: Range<Int>
    let signature: Range<Int>

    var signed: Range<Int> { range.lowerBound..<signature.lowerBound }

    /// - **Errors**: `malformed` for another algorithm than the code's.
    init(_ bytes: Span<UInt8>, _ cursor: inout CodeCursor, _ algorithm: CodeAlgorithm) throws(CodeFault) {
        let start = cursor.offset
        try cursor.expect(algorithm.rawValue, in: bytes)
        caIndex = UInt8(try cursor.number(1, in: bytes))
        issuer = try cursor.take(4)
        notBefore = UInt32(try cursor.number(4, in: bytes))
        notAfter = UInt32(try cursor.number(4, in: bytes))
        serial = try cursor.take(4)
        key = try cursor.take(algorithm.keyLength)
        signature = try cursor.take(CodeAlgorithm.signatureLength)
        range = start..<cursor.offset
    }
}
