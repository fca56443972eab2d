import EMV
import Fares
import Gate
import Journal
import QRTickets

/// Codes at a lane: from the bytes of a scanner to the same desk, journal and barrier as a card.
extension GateLane {
    /// Takes a code that a scanner has read.
    ///
    /// The code is reserved before its tap is recorded, confirmed once that is durable, and released only if it never
    /// will be: whatever fails in between, a code opens once.
    package func present(code bytes: [UInt8], to codes: CodeAcceptance) -> LaneTap {
        var tap = LaneTap()
        cards.beginTap()
        let begun = clock.microseconds
        tap.log.begin(at: begun)
        tap.medium = CodeAcceptance.mediumName
        guard barrier.accepts else {
            tap.reason = Self.notReady
            return tap
        }
        if shownCode.isSame(bytes.span, at: begun) {
            tap.isSameTap = true
            tap.outcome = .refused
            tap.reason = "same-tap"
            return tap
        }
        let reserved = decide(bytes, codes, begun, &tap)
        act(&tap)
        if let reserved { settle(reserved, codes, &tap) }
        shownCode.ended(opened: tap.outcome == .open, mayRetry: tap.outcome == .again)
        return tap
    }

    /// Verifies the code and asks the desk; returns its key if this lane has it reserved.
    private func decide(
        _ bytes: [UInt8], _ codes: CodeAcceptance, _ begun: Int, _ tap: inout LaneTap
    ) -> ReplayKey? {
        do throws(ReplayStoreFailure) {
            guard let sound = try verify(bytes, codes, begun, &tap) else { return nil }
            guard cards.takesCodes, let medium = codes.medium else {
                refuse(GateReason.mediumNotAccepted.code, &tap)
                return nil
            }
            let tokens = codes.tokens(of: sound.code)
            guard let request = codeRequest(sound.code, tokens, bytes, medium, codes, &tap) else { return nil }
            let spending = Spending(
                key: sound.code.replayKey, expires: sound.code.expires, seen: sound.seen, now: sound.now)
            return try admit(request, spending, isDenied: isDenied(tokens), codes, &tap)
        } catch {
            storeFailed(error, &tap)
            return nil
        }
    }

    /// Verifies a code; nil: it is refused, and the tap says why.
    func verify(
        _ bytes: [UInt8], _ codes: CodeAcceptance, _ begun: Int, _ tap: inout LaneTap
    ) throws(ReplayStoreFailure) -> SoundCode? {
        let (now, fault) = codes.time(clock)
        var verdict = try codes.validator.validate(bytes.span, at: now)
        let seen = verdict.seen
        if let entry = seen, entry.holder == codes.holder {
            // Its tap may still wait for the disk or the barrier; only a genuine code may ask for that.
            verdict = try codes.validator.validate(bytes.span, at: now, looksUp: false)
        }
        tap.log.own("code", from: begun, to: clock.microseconds)
        tap.code = verdict
        guard let code = verdict.verified else {
            tap.clockFault = verdict.result == .clock ? fault : nil
            refuse(verdict.result.rawValue, &tap)
            return nil
        }
        return SoundCode(code: code, seen: seen, now: now.now)
    }

    /// Reserves what is used up and asks the desk; returns its key if this lane has it reserved.
    func admit(
        _ request: TapRequest, _ spending: Spending, isDenied: Bool, _ codes: CodeAcceptance, _ tap: inout LaneTap
    ) throws(ReplayStoreFailure) -> ReplayKey? {
        if isDenied {
            ask(.deny(request, .denied), &tap)
            return nil
        }
        var seen = spending.seen
        if seen == nil {
            let begun = clock.microseconds
            defer { tap.log.own("reserve", from: begun, to: clock.microseconds) }
            seen = try codes.store.reserve(
                spending.key, for: codes.holder, now: spending.now, expires: spending.expires)
        }
        if let seen { return again(request, spending, seen, codes, &tap) }
        ask(.take(request), &tap)
        return spending.key
    }

    /// The store cannot answer: nothing opens, and the rider is asked again.
    func storeFailed(_ failure: ReplayStoreFailure, _ tap: inout LaneTap) {
        tap.replayFailure = failure
        tap.outcome = .again
        tap.reason = "replay-store-failed"
        note("code refused", &tap)
    }

    /// What has been used up: it opens only for its own tap, recorded here and not opened yet.
    private func again(
        _ request: TapRequest, _ spending: Spending, _ seen: ReplayEntry, _ codes: CodeAcceptance,
        _ tap: inout LaneTap
    ) -> ReplayKey? {
        if seen.holder == codes.holder {
            switch desk.ask(.resume(request), at: lane) {
            case .verdict(let verdict):
                tap.verdict = verdict
                tap.outcome = verdict.outcome
                tap.reason = verdict.reason.code
                return spending.key
            case .failed(let error):
                fail(error, &tap)
                return nil
            default: break
            }
            if spending.isCode, seen.isSamePresentation(holder: codes.holder, now: spending.now) {
                tap.isSameTap = true
                tap.outcome = .refused
                tap.reason = "same-tap"
                return nil
            }
        }
        if spending.isCode {
            refuse(CodeResult.replay.rawValue, &tap)
        } else {
            (tap.outcome, tap.reason, tap.spentBefore) = (.refused, CodeResult.replay.rawValue, seen)
        }
        return nil
    }

    /// What the desk is told of a code, or of a use of a rail ticket, by its key.
    func request(
        _ key: ReplayKey, _ tokens: CodeTokens, _ medium: FareMedia, _ codes: CodeAcceptance,
        _ tap: inout LaneTap
    ) -> TapRequest {
        tap.token = tokens.current
        var request = TapRequest(
            site: site, time: clock.local(), moment: clock.moment, token: codes.journalToken(tokens.current),
            medium: medium)
        request.previousToken = tokens.previous.map { CardToken(high: $0.high, low: $0.low) }
        request.replayKey = key
        request.denyListVersion = cards.edition.version
        request.phases = tap.log.timings
        request.easings = barrier.easings
        return request
    }

    private func codeRequest(
        _ code: VerifiedCode, _ tokens: CodeTokens, _ bytes: [UInt8], _ medium: FareMedia, _ codes: CodeAcceptance,
        _ tap: inout LaneTap
    ) -> TapRequest? {
        var request = request(code.replayKey, tokens, medium, codes, &tap)
        request.limitFen = code.limitFen.map { Int64($0) }
        if let key = codes.acquirerKey {
            // Sealed before anything is recorded: a tap that could never be collected does not open.
            guard let box = codes.sealed(bytes, to: key, using: &generator) else {
                refuse("cannot-seal", &tap)
                return nil
            }
            request.sealedData = box
        }
        return request
    }

    /// Whether the operator has listed the account, under either key.
    func isDenied(_ tokens: CodeTokens) -> Bool {
        cards.edition.lists(tokens.current) || tokens.previous.map { cards.edition.lists($0) } ?? false
    }

    func refuse(_ reason: String, _ tap: inout LaneTap) {
        tap.outcome = .refused
        tap.reason = reason
        note("code refused", &tap)
    }

    /// What becomes of a reserved code.
    ///
    /// A tap that the desk refused, or that the journal had no room for, was never recorded: the code stays the
    /// rider's. One that may still become durable keeps it. A store that fails here loses nothing: the next start asks
    /// the journal.
    func settle(_ key: ReplayKey, _ codes: CodeAcceptance, _ tap: inout LaneTap) {
        do throws(ReplayStoreFailure) {
            guard let verdict = tap.verdict, verdict.outcome == .open else {
                try codes.store.release(key, for: codes.holder)
                return
            }
            guard tap.reason != "journal-slow", tap.journalFailure == nil else { return }
            try codes.store.confirm(key, for: codes.holder, sequence: verdict.tapSequence)
        } catch {
            tap.replayFailure = error
        }
    }
}
