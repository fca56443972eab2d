import SmartCard

/// A virtual card whose image is kept each time its counters have moved, before the answer leaves: like a real one it
/// has not forgotten what the terminal has seen, wherever the process is killed.
package final class StoredCard: CardChannel {
    /// The card; its counters move.
    package let card: VirtualCard
    private let keep: (CardImage) throws -> Void
    private var kept: CardImage
    /// Why the image could not be kept the last time; the card has left the field then.
    package private(set) var failure: (any Error)?

    package init(_ card: VirtualCard, keep: @escaping (CardImage) throws -> Void) {
        self.card = card
        self.keep = keep
        kept = card.image
    }

    package func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

    package func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        try card.transmit(command, into: &answer)
        let image = card.image
        guard image != kept else { return }
        do {
            try keep(image)
            kept = image
        } catch {
            failure = error
            throw .removed
        }
    }
}
