import QRTickets

extension FuzzTarget {
    /// 2026-11-23 00:00:00 UTC.
    private static let ticketTime: UInt32 = 1_795_392_000
    private static let ticketAccount = Array("8800000000000001".utf8)
    private static let ticketRoots = TestAuthority.rootsFile
    private static let ticketStore: RootStore = {
        guard let store = try? RootStore(parsing: ticketRoots.span, allowsTestKeys: true) else {
            preconditionFailure("the test authority's roots do not load")
        }
        return store
    }()
    // libFuzzer calls from one thread; the suite runs these targets one after the other.
    nonisolated(unsafe) private static let ticketValidator = CodeValidator(roots: ticketStore)

    /// Codes that verify: one of the Ministry's form, and FareGate's own by each algorithm.
    private static let soundTickets: [[UInt8]] =
        [
            MinistryIssuer().code(
                .init(
                    account: ticketAccount, limitFen: 2000, authorisedUntil: .max, validitySeconds: 60,
                    generated: ticketTime))
        ]
        + CodeAlgorithm.allCases.map {
            FareGateIssuer($0).code(
                .init(
                    account: ticketAccount, limitFen: 2000, authorisedUntil: .max, validitySeconds: 60,
                    generated: ticketTime))
        }
    private static let soundList = RevocationList.file(
        number: 7, date: "2026-11-23", items: [RevokedItem(.issuer, .fareGate, [1, 2, 3, 4])],
        key: TestAuthority.revocationKey)

    /// Whether an input goes as far as the signatures: one in 256 by the sum of its bytes, so that the readers before
    /// them have most of the time.
    static func checksSignatures(_ bytes: [UInt8]) -> Bool { bytes.reduce(0, &+) == 0 }

    /// Bytes as a code, as roots and as a list; below 80 in front they are changes to sound ones. Only the sound code
    /// itself is accepted, and a verdict of acceptance is the only one with a verified code. Signatures are checked of
    /// some inputs only (``checksSignatures(_:)``).
    static func ticket(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let sound = soundTickets[Int(first & 3)]
        var pieces = [sound, ticketRoots, soundList]
        if first < 0x80 {
            for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &pieces) }
        } else {
            pieces = Array(repeating: bytes, count: 3)
        }
        while pieces.count < 3 { pieces.append([]) }
        let code = pieces[0]
        _ = try? CodeDecoding.claims(code.span, near: ticketTime)
        guard checksSignatures(bytes) else {
            let unsigned = try? RevocationList(parsing: pieces[2], keys: [])
            precondition(unsigned == nil, "a list that nobody has signed")
            return
        }
        let verdict = try? unsafe ticketValidator.validate(code.span, at: CodeClock(now: ticketTime))
        guard let verdict else { preconditionFailure("a validator without store has failed") }
        precondition((verdict.verified != nil) == (verdict.result == .accept))
        precondition(verdict.result != .accept || soundTickets.contains(code), "another code verified")
        precondition(verdict.faultOffset.map { (0...CodeFormat.mostBytes).contains($0) } ?? true)
        let roots = pieces[1]
        if let store = try? RootStore(parsing: roots.span, allowsTestKeys: true) {
            precondition((1...RootStore.mostRecords).contains(store.count))
        }
        let keys = ticketStore.revocationKeys(at: ticketTime)
        if let list = try? RevocationList(parsing: pieces[2], keys: keys) {
            precondition(pieces[2] == soundList && list.number == 7, "another list verified")
        }
    }
}
