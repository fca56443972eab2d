/// Validates a code and takes it for a lane at once, for whoever keeps no journal of taps: a hand-held checker, a
/// command.
///
/// - **Errors**: ``ReplayStoreFailure``: then the code is not accepted.
package struct CodeAdmission {
    /// What came of a code.
    package struct Answer: Hashable, Sendable {
        /// `accept` if nobody had the code, or as before if it is held before the same lane still.
        package let verdict: CodeVerdict
        /// The same presentation once more: it counts once.
        package let isRepeated: Bool
    }

    private let validator: CodeValidator
    private let store: any ReplayStore
    private let holder: ReplayHolder

    /// - **Parameters**: a validator that looks into the same store.
    package init(_ validator: CodeValidator, _ store: any ReplayStore, holder: ReplayHolder) {
        self.validator = validator
        self.store = store
        self.holder = holder
    }

    /// The answer to the bytes of a code.
    package func admit(_ bytes: Span<UInt8>, at clock: CodeClock) throws(ReplayStoreFailure) -> Answer {
        let verdict = try validator.validate(bytes, at: clock)
        if let seen = verdict.seen, seen.isSamePresentation(holder: holder, now: clock.now) {
            let first = try validator.validate(bytes, at: clock, looksUp: false)
            return Answer(verdict: first, isRepeated: first.result == .accept)
        }
        guard let code = verdict.verified else { return Answer(verdict: verdict, isRepeated: false) }
        let key = code.replayKey
        if let seen = try store.reserve(key, for: holder, now: clock.now, expires: code.expires) {
            // Another lane was faster.
            return Answer(verdict: CodeVerdict(replayOf: code, seen: seen), isRepeated: false)
        }
        try store.confirm(key, for: holder, sequence: 0)
        return Answer(verdict: verdict, isRepeated: false)
    }
}
