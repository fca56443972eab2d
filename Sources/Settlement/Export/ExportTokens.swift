import CardCrypto
import Fares
import Gate
import Journal
import SmartCard

/// Tokens for analysts: another one each service day, so that nobody's days can be put together (operations.md, 5).
package struct ExportTokens {
    private let key: [UInt8]?
    private var dayKeys: [Int32: [UInt8]] = [:]

    /// `key` of 16 bytes or more, another for each recipient; nil: the journal's own tokens, the same every day.
    package init(key: [UInt8]?) { self.key = key }

    /// The token of a card on a day, 32 hex digits; empty where there is none any more.
    package mutating func text(_ token: JournalToken, on date: ServiceDate) -> String {
        guard token.token.high != 0 || token.token.low != 0 else { return "" }
        guard let key else { return token.text }
        let dayKey = dayKeys[date.dayNumber] ?? HMAC.sha256(Array("FareGate export \(date)".utf8), key: key)
        dayKeys[date.dayNumber] = dayKey
        return Hex.text(HMAC.sha256(Array(token.text.utf8), key: dayKey).prefix(16)).lowercased()
    }
}
