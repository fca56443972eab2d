/// The card, code or account behind a tap, as an opaque 128-bit value.
///
/// Live media use a keyed hash of the card number (never the number itself); a replayed log uses its masked number.
package struct CardToken: Hashable, Sendable {
    /// The upper half; 0 for tokens of replayed logs.
    package let high: UInt64
    /// The lower half.
    package let low: UInt64

    package init(high: UInt64 = 0, low: UInt64) {
        self.high = high
        self.low = low
    }
}
