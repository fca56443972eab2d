/// One of FareGate's own codes as it claims to be: nothing in it is verified.
///
/// - **Shape**: `46 47` ‖ version 01 ‖ algorithm 1 ‖ length of what follows 2 ‖ certificate ‖ body ‖ issuer signature
///   64 ‖ generation time 4 ‖ user signature 64.
///   Certificate: algorithm 1 ‖ CA index 1 ‖ issuer 4 ‖ not before 4 ‖ not after 4 ‖ serial 4 ‖ key 32 or 33 ‖ CA
///   signature 64. Body: ticket type 1 ‖ account 16 ‖ product 2 ‖ limit 3 ‖ user key ‖ authorised until 4 ‖ validity 2
///   ‖ zones or entry station 4 ‖ length of custom field 1 ‖ custom field. Numbers are big-endian. Each signature
///   covers the ASCII tag of its level first: `FG-cert` and the certificate before it, `FG-issuer` and certificate and
///   body, `FG-user` and everything before it.
/// - **Limits**: 317 to 351 bytes: a custom field of at most ``mostCustomBytes``. All levels have one algorithm.
/// - **Errors**: ``CodeFault`` at the byte that is wrong: `malformed`, `unsupported-format` for another version or
///   algorithm, `bad-key` and the result of its level for a key or a signature whose numbers are out of range.
/// - **Source**: `qr.md` 5.
package struct FareGateCode: Hashable, Sendable {
    package static let mostCustomBytes = 32
    static let algorithmOffset = 3
    static let headLength = 6
    static let start: [UInt8] = [0x46, 0x47]
    static let version: UInt8 = 0x01
    /// What the signatures cover first.
    static let certificateTag = Array("FG-cert".utf8)
    static let issuerTag = Array("FG-issuer".utf8)
    static let userTag = Array("FG-user".utf8)
    /// A code that opens in zones, and one that opens at one station.
    static let zoneTicket: UInt8 = 1
    static let stationTicket: UInt8 = 2

    let algorithm: CodeAlgorithm
    let certificate: FareGateCertificate
    let ticketType: UInt8
    let account: Range<Int>
    let product: UInt16
    /// Fen.
    let limitFen: UInt32
    let userKey: Range<Int>
    /// The last second; seconds since 1970, UTC.
    let authorisedUntil: UInt32
    let validitySeconds: UInt32
    /// Zones, a bit each, or the number of a station.
    let place: UInt32
    let custom: Range<Int>
    let issuerSignature: Range<Int>
    let generated: UInt32
    let userSignature: Range<Int>

    var issuerSigned: Range<Int> { Self.headLength..<custom.upperBound }
    var userSigned: Range<Int> { 0..<userSignature.lowerBound }

    /// Where the code may be used.
    var service: CodeService {
        switch ticketType {
        case Self.zoneTicket: .zones(place)
        case Self.stationTicket: .entryStation(place)
        default: .unknown(ticketType)
        }
    }

    /// Reads all of a code and checks every bound, before any cryptography.
    package init(_ bytes: Span<UInt8>) throws(CodeFault) {
        var cursor = CodeCursor(0..<bytes.count)
        for byte in Self.start { try cursor.expect(byte, in: bytes) }
        guard try cursor.number(1, in: bytes) == UInt64(Self.version) else {
            throw CodeFault(.unsupportedFormat, at: 2)
        }
        guard let algorithm = CodeAlgorithm(rawValue: UInt8(try cursor.number(1, in: bytes))) else {
            throw CodeFault(.unsupportedFormat, at: Self.algorithmOffset)
        }
        self.algorithm = algorithm
        guard try cursor.number(2, in: bytes) == UInt64(cursor.remaining) else { throw CodeFault(at: 4) }
        certificate = try FareGateCertificate(bytes, &cursor, algorithm)
        ticketType = UInt8(try cursor.number(1, in: bytes))
        account = try cursor.take(16)
        product = UInt16(try cursor.number(2, in: bytes))
        limitFen = UInt32(try cursor.number(3, in: bytes))
        userKey = try cursor.take(algorithm.keyLength)
        authorisedUntil = UInt32(try cursor.number(4, in: bytes))
        validitySeconds = UInt32(try cursor.number(2, in: bytes))
        place = UInt32(try cursor.number(4, in: bytes))
        let countAt = cursor.offset
        let count = Int(try cursor.number(1, in: bytes))
        guard count <= Self.mostCustomBytes else { throw CodeFault(at: countAt) }
        custom = try cursor.take(count)
        issuerSignature = try cursor.take(CodeAlgorithm.signatureLength)
        generated = UInt32(try cursor.number(4, in: bytes))
        userSignature = try cursor.take(CodeAlgorithm.signatureLength)
        try cursor.expectEnd()
        try checkNumbers(bytes)
    }

    private func checkNumbers(_ bytes: Span<UInt8>) throws(CodeFault) {
        try algorithm.checkSignature(certificate.signature, in: bytes, or: .certificateSignature)
        try algorithm.checkKey(certificate.key, in: bytes)
        try algorithm.checkSignature(issuerSignature, in: bytes, or: .issuerSignature)
        try algorithm.checkKey(userKey, in: bytes)
        try algorithm.checkSignature(userSignature, in: bytes, or: .userSignature)
    }

    /// What the code says of itself.
    func claims(_ bytes: Span<UInt8>) -> CodeClaims {
        let issuer = bytes.copy(certificate.issuer)
        return CodeClaims(
            format: .fareGate, algorithm: algorithm, issuer: issuer, serial: bytes.copy(certificate.serial),
            platform: issuer, account: bytes.copy(account), generated: generated, validitySeconds: validitySeconds,
            authorisedUntil: authorisedUntil, limitFen: limitFen, service: service, product: product,
            custom: bytes.copy(custom))
    }
}

extension CodeAlgorithm {
    /// - **Errors**: the result of the level if the signature's numbers are out of range.
    func checkSignature(_ range: Range<Int>, in bytes: Span<UInt8>, or result: CodeResult) throws(CodeFault) {
        guard mayBeSignature(bytes.extracting(range)) else { throw CodeFault(result, at: range.lowerBound) }
    }

    /// - **Errors**: `bad-key` if the key's form or number is out of range.
    func checkKey(_ range: Range<Int>, in bytes: Span<UInt8>) throws(CodeFault) {
        guard mayBeKey(bytes.extracting(range)) else { throw CodeFault(.badKey, at: range.lowerBound) }
    }
}
