import Journal

/// What the records of a journal tell of the keys of its card tokens.
struct TokensFound {
    /// Whether any record holds a card's token.
    private(set) var hasTokens = false
    /// The check values of the token keys, by their numbers.
    private(set) var checkValues: [UInt32: UInt64] = [:]

    /// Takes a record, in order.
    mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        switch RecordKind(rawValue: header.kind) {
        case .tap where header.isRedacted, .purse where header.isRedacted, .torn where header.isRedacted,
            .sweep where header.isRedacted:
            break
        case .tap, .purse, .torn, .sweep: hasTokens = true
        case .tokenKey where header.form == JournalTokenKey.form:
            let key = try JournalTokenKey.read(body)
            checkValues[key.identifier] = key.checkValue
        default: break
        }
    }
}
