import CardCrypto

/// What makes a code one and the same, however its bytes are altered: platform, account and generation time. And what
/// makes a use of a rail ticket one and the same: the ticket's number and the direction.
///
/// - **Shape**: the first 16 bytes of SHA-256 over format and the three, each behind its length; of a rail ticket over
///   a name of its own in place of a format, the number behind its length, and a byte.
/// - **Limits**: without a key, so that all boxes of an operator find the same code. No account stands in it, but one
///   with as few forms as a wallet's number can be found by trying them all: stores and journals are kept as accounts
///   are.
/// - **Source**: `qr.md` 6.3: an ECDSA signature of (r, n - s) verifies too, and DER has spare encodings, so the bytes
///   of a code are no key.
package struct ReplayKey: Hashable, Sendable {
    /// Bytes 0 to 7, the first one highest.
    package let high: UInt64
    /// Bytes 8 to 15.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The key of a code.
    ///
    /// - **Parameters**: the bytes that name platform and account in the format, and seconds since 1970, UTC.
    package init(format: CodeFormat, platform: Span<UInt8>, account: Span<UInt8>, generated: UInt32) {
        var hash = SHA256()
        Self.add(Array(format.rawValue.utf8).span, to: &hash)
        Self.add(platform, to: &hash)
        Self.add(account, to: &hash)
        hash.update(generated.bigEndianBytes.span)
        self.init(hash.finish())
    }

    /// The key of a rail ticket's entry or exit, whatever code or document shows it: a ticket has two uses.
    ///
    /// - **Source**: an arrangement of our own (`Docs/rail.md`).
    package init(railTicket number: String, isExit: Bool) {
        var hash = SHA256()
        Self.add(Self.railUse.span, to: &hash)
        Self.add(Array(number.utf8).span, to: &hash)
        let way: [UInt8] = [isExit ? 1 : 0]
        hash.update(way.span)
        self.init(hash.finish())
    }

    /// In place of a code's format: no code is of that one.
    private static let railUse = Array("rail-ticket-use".utf8)

    private init(_ digest: InlineArray<32, UInt8>) {
        var (high, low): (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            high = high << 8 | UInt64(digest[index])
            low = low << 8 | UInt64(digest[index + 8])
        }
        self.init(high: high, low: low)
    }

    /// 32 hex digits.
    package var text: String { Self.digits(high) + Self.digits(low) }

    private static func digits(_ word: UInt64) -> String {
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    private static func add(_ part: Span<UInt8>, to hash: inout SHA256) {
        hash.update(UInt32(part.count).bigEndianBytes.span)
        hash.update(part)
    }
}
