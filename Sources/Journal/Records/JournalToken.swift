import Gate

/// A card's token with the key it was made by.
package struct JournalToken: Hashable, Sendable {
    /// The token.
    package let token: CardToken
    /// The generation of the token key.
    package let keyIdentifier: UInt32

    package init(token: CardToken, keyIdentifier: UInt32) {
        self.token = token
        self.keyIdentifier = keyIdentifier
    }
}

extension BodyWriter {
    mutating func token(_ token: JournalToken) {
        number(token.token.high)
        number(token.token.low)
        number(token.keyIdentifier)
    }
}

extension BodyReader {
    mutating func token(in body: Span<UInt8>) throws(BodyFault) -> JournalToken {
        let high = try number(UInt64.self, in: body)
        let low = try number(UInt64.self, in: body)
        return JournalToken(
            token: CardToken(high: high, low: low), keyIdentifier: try number(UInt32.self, in: body))
    }
}
