/// What a test acquirer declines.
package enum DeclineRule: Hashable, Sendable {
    /// Nothing.
    case none
    /// Every n-th account, in order of the tokens.
    case every(Int)
    /// Accounts that owe more than so many fen.
    case over(Int64)
    /// One account.
    case token(String)

    /// Reads `none`, `every:N`, `over:FEN` or `token:HEX`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count > 1 ? parts[1] : nil) {
        case ("none", nil): self = .none
        case ("every", let count?):
            guard let count = Int(count), count > 0 else { return nil }
            self = .every(count)
        case ("over", let fen?):
            guard let fen = Int64(fen), fen >= 0 else { return nil }
            self = .over(fen)
        case ("token", let token?):
            guard token.utf8.count == 32, token.allSatisfy(\.isHexDigit) else { return nil }
            self = .token(token.lowercased())
        default: return nil
        }
    }

    func declines(_ token: String, _ fen: Int64, index: Int) -> Bool {
        switch self {
        case .none: false
        case .every(let count): (index + 1) % count == 0
        case .over(let limit): fen > limit
        case .token(let listed): listed == token
        }
    }
}
