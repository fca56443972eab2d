/// What the validator says of a code.
package struct CodeVerdict: Hashable, Sendable {
    /// `accept` exactly when there is a verified code.
    package let result: CodeResult
    /// What the bytes begin like; nil if like nothing.
    package let format: CodeFormat?
    /// The format with its algorithm, where the code was read that far: a name, not a promise.
    package let formatName: String?
    /// The code, if everything holds.
    package let verified: VerifiedCode?
    /// Bytes from the beginning of the code at which a check failed, where the fault has a place.
    package let faultOffset: Int?
    /// The showing that makes this one a replay. It was found by an unverified code: good for refusing, for nothing
    /// else.
    package let seen: ReplayEntry?

    /// What the display says.
    package var display: CodeDisplay { CodeDisplay(result, format) }

    init(accepted code: VerifiedCode) {
        result = .accept
        format = code.format
        formatName = code.name
        verified = code
        (faultOffset, seen) = (nil, nil)
    }

    /// A code that holds, and that somebody else has let through.
    init(replayOf code: VerifiedCode, seen: ReplayEntry) {
        self.init(refused: .replay, code.format, name: code.name, seen: seen)
    }

    init(
        refused result: CodeResult, _ format: CodeFormat?, name: String? = nil, at offset: Int? = nil,
        seen: ReplayEntry? = nil
    ) {
        precondition(result != .accept, "an acceptance without a verified code")
        self.result = result
        self.format = format
        formatName = name ?? format?.rawValue
        verified = nil
        faultOffset = offset
        self.seen = seen
    }
}
