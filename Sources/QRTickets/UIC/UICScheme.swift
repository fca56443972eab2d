import CardCrypto

/// Verifies U1 and U2 codes: the issuer's signature over ticket and phone's key, the phone's over ticket and moment.
///
/// - **Limits**: only codes with an end of validity, and that within ``mostDaysAhead``: the phone's moment has no year,
///   so a copy of a code that the issuer has signed for more than a year would be good once more a year later. Issuers
///   are to keep the end within the life of the phone's key. No header of version 1 has an end.
/// - **Source**: `qr.md` 4.2 and 6.1.
final class UICScheme: CodeScheme {
    /// How far ahead an end of validity may lie.
    static let mostDaysAhead = 183
    /// Where a code names no duration.
    static let usualValiditySeconds: UInt32 = 60

    private let keys: UICKeyStore

    init(_ keys: UICKeyStore) { self.keys = keys }

    var formats: [CodeFormat] { [.uicU1, .uicU2] }

    func read(_ bytes: Span<UInt8>) throws(CodeFault) -> UICCode {
        let code = try UICCode.parse(bytes)
        if let result = code.refusalOfForm { throw CodeFault(result, at: code.levelOneBits.lowerBound / 8) }
        return code
    }

    /// The account is the hash of what the issuer signs; signatures take no part, since (r, n - s) is as good as (r,
    /// s).
    ///
    /// The moment is looked for around now, but not later than around the end of validity: a code of last winter is
    /// old, not of the future.
    func claims(of code: UICCode, in bytes: Span<UInt8>, near now: UInt32) -> CodeClaims {
        let ticket = code.levelOne
        let issuer = Array((ticket.carrier ?? "").utf8)
        let end = ticket.endOfValidity.map { UInt32(clamping: $0.time) }
        var claims = CodeClaims(
            format: code.version == 1 ? .uicU1 : .uicU2, issuer: issuer,
            serial: Array(String(ticket.keyNumber ?? 0).utf8), platform: issuer,
            account: Digest.hash(.sha256, code.levelOneMessage(of: bytes)),
            // A day that none of the years around has is long ago.
            generated: code.moment?.time(near: min(now, end ?? now)) ?? 0,
            validitySeconds: ticket.validitySeconds.map { UInt32($0) } ?? Self.usualValiditySeconds)
        claims.authorisedUntil = end
        claims.custom = Self.content(RailTicketRecord.contentFormat, of: ticket)
        claims.ticketNumber = Self.content(UICIssuer.contentFormat, of: ticket)
        return claims
    }

    /// The content of a format of our own; none where a code has two of them.
    private static func content(_ format: String, of ticket: UICLevelOne) -> [UInt8] {
        let found = ticket.contents.filter { $0.format == format }
        return found.count == 1 ? found[0].bytes : []
    }

    func checkDates(_ code: UICCode, at now: UInt32) throws(CodeFault) {
        let entry = try entry(code)
        let offset = code.levelOneBits.lowerBound / 8
        if let end = entry.notAfter, now > end { throw CodeFault(.certificateExpired, at: offset) }
        if let end = code.levelOne.endOfValidity, end.time > Int(now) + Self.mostDaysAhead * UICDate.secondsPerDay {
            throw CodeFault(.validityTooLong, at: offset)
        }
    }

    func checkSignatures(_ code: UICCode, in bytes: Span<UInt8>) throws(CodeFault) -> Bool {
        let issuer = try entry(code)
        guard code.isLevelOneSigned(by: issuer.key, bytes) else {
            throw CodeFault(.issuerSignature, at: code.levelOneBits.upperBound / 8)
        }
        guard let point = code.levelTwoPoint(), let key = ECDSAPublicKey(point, on: .p256) else {
            throw CodeFault(.badKey, at: code.levelOneBits.lowerBound / 8)
        }
        guard code.isLevelTwoSigned(by: key, bytes) else {
            throw CodeFault(.userSignature, at: code.levelTwoBits.upperBound / 8)
        }
        return issuer.isTest
    }

    private func entry(_ code: UICCode) throws(CodeFault) -> UICKeyStore.Entry {
        guard let carrier = code.levelOne.carrier, let number = code.levelOne.keyNumber,
            let entry = keys.entry(carrier: carrier, number: number)
        else { throw CodeFault(.unknownKey, at: code.levelOneBits.lowerBound / 8) }
        return entry
    }
}
