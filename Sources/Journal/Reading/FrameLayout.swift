import CardCrypto

/// Where the parts of a record lie: body, then authentication code; in a redacted segment body, the whole SHA-256 of
/// what the record was, its code over that, and a code over what is left.
struct FrameLayout {
    /// The end of the body.
    let bodyEnd: Int
    /// The authentication code, where there is one.
    let codeStart: Int
    /// The code over a redacted record, where there is one.
    let redactionCodeStart: Int

    private let isRedacted: Bool

    init(length: Int, keyIdentifier: UInt16, redactionKey: UInt16?) {
        isRedacted = redactionKey != nil
        redactionCodeStart = length - (redactionKey ?? 0 == 0 ? 0 : JournalFormat.macLength)
        codeStart = redactionCodeStart - (keyIdentifier == 0 ? 0 : JournalFormat.macLength)
        bodyEnd = codeStart - (isRedacted ? JournalFormat.hashLength : 0)
    }

    /// The SHA-256 of the record as it was written.
    func digest(of frame: Span<UInt8>) -> InlineArray<32, UInt8> {
        if isRedacted { return InlineArray { frame[bodyEnd + $0] } }
        var hash = SHA256()
        hash.update(frame.extracting(4..<bodyEnd))
        return hash.finish()
    }

    /// What the code over a redacted record is made over: never what a code of a record as it was written is.
    static func redactionDigest(_ bytes: Span<UInt8>) -> InlineArray<32, UInt8> {
        let context = Array("FareGate redaction 1\n".utf8)
        var hash = SHA256()
        hash.update(context.span)
        hash.update(bytes)
        return hash.finish()
    }
}
