import QRTickets

/// A sound code of each format by the test authority, and the stores that know it.
enum Samples {
    /// 2026-11-23 00:00:00 UTC.
    static let now: UInt32 = 1_795_392_000
    static let account = Array("8800000000000001".utf8)

    static let roots: RootStore = {
        do {
            let file = TestAuthority.rootsFile
            return try RootStore(parsing: file.span, allowsTestKeys: true)
        } catch {
            preconditionFailure("the test authority's own roots: \(error)")
        }
    }()

    static func ministryContent(_ change: (inout MinistryIssuer.Content) -> Void = { _ in }) -> MinistryIssuer.Content {
        var content = MinistryIssuer.Content(
            account: account, limitFen: 2000, authorisedUntil: now + 86_400, validitySeconds: 60, generated: now - 5)
        content.cardAccount = [0x90, 0x01, 0x12, 0x34, 0x56, 0x78, 0x90, 0x12, 0x34, 0x50]
        change(&content)
        return content
    }

    static func ministry(_ change: (inout MinistryIssuer.Content) -> Void = { _ in }) -> [UInt8] {
        MinistryIssuer().code(ministryContent(change))
    }

    static func fareGateContent(_ change: (inout FareGateIssuer.Content) -> Void = { _ in }) -> FareGateIssuer.Content {
        var content = FareGateIssuer.Content(
            account: account, limitFen: 2000, authorisedUntil: now + 86_400, validitySeconds: 60, generated: now - 5)
        change(&content)
        return content
    }

    static func fareGate(
        _ algorithm: CodeAlgorithm, _ change: (inout FareGateIssuer.Content) -> Void = { _ in }
    ) -> [UInt8] {
        FareGateIssuer(algorithm).code(fareGateContent(change))
    }

    /// One of every kind with its name.
    static let all: [(name: String, code: [UInt8])] =
        [("mot-v2", ministry { $0.custom = [1, 2, 3] })]
        + CodeAlgorithm.allCases.map { ("fg-\($0.name)", fareGate($0) { $0.custom = [1, 2, 3] }) }

    /// What a new validator says.
    static func verdict(
        _ code: [UInt8], at now: UInt32 = now, _ policy: CodePolicy = CodePolicy(), roots: RootStore = roots
    ) throws -> CodeVerdict {
        try CodeValidator(roots: roots, policy: policy).validate(code.span, at: CodeClock(now: now))
    }

    static func result(
        _ code: [UInt8], at now: UInt32 = now, _ policy: CodePolicy = CodePolicy(), roots: RootStore = roots
    ) throws -> CodeResult {
        try verdict(code, at: now, policy, roots: roots).result
    }
}
