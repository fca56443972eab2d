/// Reads and verifies codes: from bytes off a screen to a verdict.
///
/// - **Shape**: cheap refusals first (`qr.md` 6.1): format and complete parse, clock and times, dates of the keys,
///   replay look-up, then signatures from the root down, then what rests on verified fields: revocation, service,
///   limit. What comes before the signatures can only refuse. The caller reserves the code in its replay store
///   afterwards, atomically. One validator for each thread: it keeps contexts and a cache of verified certificates.
/// - **Limits**: a code has at most ``CodeFormat/mostBytes``.
/// - **Errors**: ``ReplayStoreFailure`` if the store cannot answer; whatever is wrong with a code is a verdict.
package final class CodeValidator {
    /// What is taken; may be replaced between two codes.
    package var policy: CodePolicy
    /// The list in force; may be replaced between two codes.
    package var revocations: RevocationList?
    private let replay: (any ReplayStore)?
    private let schemes: [any CodeScheme]

    /// - **Parameters**: `replay`, where codes that were shown are looked up; nil: nowhere. Railways' and Alipay's
    ///   issuers are known by their keys, and not by a root above them.
    package init(
        roots: RootStore, policy: CodePolicy = CodePolicy(), revocations: RevocationList? = nil,
        replay: (any ReplayStore)? = nil, railwayKeys: UICKeyStore = UICKeyStore(),
        alipayKeys: AlipayKeyStore = AlipayKeyStore()
    ) {
        self.policy = policy
        self.revocations = revocations
        self.replay = replay
        let signatures = CodeSignatures()
        schemes = [
            MinistryScheme(roots, signatures), FareGateScheme(roots, signatures), UICScheme(railwayKeys),
            AlipayScheme(alipayKeys),
        ]
    }

    /// The verdict on the bytes of a code.
    ///
    /// - **Parameters**: `looksUp`, whether a code that was shown is a replay; false for a lane that has to know
    ///   whether a code it took is genuine.
    package func validate(
        _ bytes: Span<UInt8>, at clock: CodeClock, looksUp: Bool = true
    ) throws(ReplayStoreFailure) -> CodeVerdict {
        guard bytes.count > 0 else { return CodeVerdict(refused: .malformed, nil, at: 0) }
        let format = CodeFormat.recognise(bytes)
        guard bytes.count <= CodeFormat.mostBytes else {
            return CodeVerdict(refused: .tooLarge, format, at: CodeFormat.mostBytes)
        }
        guard let format else { return CodeVerdict(refused: .unknownFormat, nil, at: 0) }
        do throws(CodeFault) { try CodeDecoding.refusePayment(bytes, format) } catch {
            return CodeVerdict(refused: error.result, format, at: error.result == .onlineRequired ? nil : error.offset)
        }
        guard policy.formats.contains(format), let scheme = schemes.first(where: { $0.formats.contains(format) })
        else { return CodeVerdict(refused: .unsupportedFormat, format) }
        return try validate(bytes, format, scheme, clock, looksUp: looksUp)
    }

    private func validate<Scheme: CodeScheme>(
        _ bytes: Span<UInt8>, _ format: CodeFormat, _ scheme: Scheme, _ clock: CodeClock, looksUp: Bool
    ) throws(ReplayStoreFailure) -> CodeVerdict {
        let code: Scheme.Code
        do throws(CodeFault) { code = try scheme.read(bytes) } catch {
            return CodeVerdict(refused: error.result, format, at: error.offset)
        }
        let claims = scheme.claims(of: code, in: bytes, near: clock.now)
        let name = claims.name
        if let result = refusal(ofTimes: claims, clock) { return CodeVerdict(refused: result, format, name: name) }
        do throws(CodeFault) { try scheme.checkDates(code, at: clock.now) } catch {
            return CodeVerdict(refused: error.result, format, name: name, at: error.offset)
        }
        let key = claims.replayKey
        if looksUp, let entry = try replay?.entry(of: key, now: clock.now) {
            return CodeVerdict(refused: .replay, format, name: name, seen: entry)
        }
        let isTest: Bool
        do throws(CodeFault) {
            isTest = try scheme.checkSignatures(code, in: bytes)
        } catch {
            return CodeVerdict(refused: error.result, format, name: name, at: error.offset)
        }
        if let result = refusal(of: claims) { return CodeVerdict(refused: result, format, name: name) }
        return CodeVerdict(
            accepted: VerifiedCode(
                claims, replayKey: key, skewSeconds: policy.skewSeconds, isTest: isTest))
    }

    /// A code is good from the allowed skew before its time to the last second of its validity, that one included.
    private func refusal(ofTimes claims: CodeClaims, _ clock: CodeClock) -> CodeResult? {
        if let algorithm = claims.algorithm, claims.format == .fareGate,
            !policy.fareGateAlgorithms.contains(algorithm)
        {
            return .unsupportedFormat
        }
        guard clock.isTrusted else { return .clock }
        guard claims.validitySeconds <= policy.longestValidity(of: claims.format) else { return .validityTooLong }
        let (now, generated) = (Int64(clock.now), Int64(claims.generated))
        guard now >= generated - Int64(policy.skewSeconds) else { return .clock }
        guard now <= generated + Int64(claims.validitySeconds) else { return .expired }
        if let last = claims.authorisedUntil, clock.now > last { return .authorisationExpired }
        return nil
    }

    /// What verified fields may still be refused for.
    private func refusal(of claims: CodeClaims) -> CodeResult? {
        if let revocations, revocations.lists(claims) { return .revoked }
        if policy.issuerMustIssueCard, let cardIssuer = claims.cardIssuer, cardIssuer != claims.issuer {
            return .issuerSignature
        }
        if let service = claims.service, !policy.allows(service) { return .wrongService }
        if let highest = policy.highestLimitFen, let limit = claims.limitFen, limit > highest {
            return .limitExceeded
        }
        return nil
    }
}
