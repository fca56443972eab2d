import QRTickets

/// U2 codes by the test issuer, and what a gate that takes them says.
enum UICSamples {
    static let now = Samples.now

    static let policy: CodePolicy = {
        var policy = CodePolicy()
        policy.formats = [.uicU1, .uicU2]
        return policy
    }()

    /// What the issuer signs, changed.
    static func ticket(_ change: (inout UICLevelOne) -> Void = { _ in }) -> UICLevelOne {
        guard
            var ticket = UICIssuer.test.ticket(
                account: Samples.account, validitySeconds: 120, endOfValidity: now + 3600)
        else { preconditionFailure("the sample's own numbers") }
        change(&ticket)
        return ticket
    }

    static func code(at time: UInt32 = now - 5, _ change: (inout UICLevelOne) -> Void = { _ in }) -> [UInt8] {
        UICIssuer.test.code(ticket(change), at: time)
    }

    static func result(
        _ code: [UInt8], at now: UInt32 = now, keys: UICKeyStore = UICIssuer.test.keys, _ policy: CodePolicy = policy
    ) throws -> CodeResult {
        try verdict(code, at: now, keys: keys, policy).result
    }

    static func verdict(
        _ code: [UInt8], at now: UInt32 = now, keys: UICKeyStore = UICIssuer.test.keys, _ policy: CodePolicy = policy
    ) throws -> CodeVerdict {
        try CodeValidator(roots: RootStore(), policy: policy, railwayKeys: keys)
            .validate(code.span, at: CodeClock(now: now))
    }
}
