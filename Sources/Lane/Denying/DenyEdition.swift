import Bundles
import EMV

/// One state of the deny list: a small list by hand, a signed one, or both. It never changes.
///
/// - **Shape**: what both list is listed; the version that records name is the signed list's, where there is one.
package final class DenyEdition: Sendable {
    private static let referencePrefix = Array("FareGate PAR ".utf8)

    /// What records say which list was asked; 0: none.
    package let version: UInt64
    /// The list by hand.
    package let small: CardDenyList
    /// The signed list.
    package let signed: DenyList?

    package init(small: CardDenyList = CardDenyList(), signed: DenyList? = nil) {
        self.small = small
        self.signed = signed
        version = signed?.version ?? small.version
    }

    /// Whether a token is listed.
    package func lists(_ token: CardTokenValue) -> Bool {
        // 64 bits of the token: another card is taken for a listed one with a chance of entries / 2^64.
        small.lists(token) || signed?.lists(token.high) ?? false
    }

    /// Whether an account reference is listed. A signed list has its keyed hash, under the key of one of the tokens.
    func lists(reference: Span<UInt8>, by tokenizer: CardTokenizer) -> Bool {
        if small.lists(reference: reference) { return true }
        guard let signed else { return false }
        var text = Self.referencePrefix
        for index in reference.indices { text.append(reference[index]) }
        return signed.lists(tokenizer.token(ofDigits: text).high)
            || tokenizer.previousToken(ofDigits: text).map { signed.lists($0.high) } ?? false
    }

    /// What a signed list has for an account reference.
    package static func key(ofReference reference: [UInt8], by tokenizer: CardTokenizer) -> UInt64 {
        tokenizer.token(ofDigits: referencePrefix + reference).high
    }
}
