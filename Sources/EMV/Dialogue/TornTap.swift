import SmartCard

/// A card that left while its last record was read, so that it is known when it comes back.
///
/// - **Source**: recognising by number and counter is unverified (emv.md 8.12).
package struct TornTap: Hashable, Sendable {
    /// The number the card gave in clear; not verified.
    package let pan: PrimaryAccountNumber
    /// Its counter in the torn transaction.
    package let counter: UInt16

    init?(_ card: CardData) {
        guard let pan = card.clearPAN, let range = card.value(of: Tag.transactionCounter), range.count == 2 else {
            return nil
        }
        self.pan = pan
        counter = UInt16(card.bytes[range.lowerBound]) << 8 | UInt16(card.bytes[range.lowerBound + 1])
    }
}
