import CardEmulator
import SmartCard

/// A virtual card in the process whose commands are counted.
final class CountedCard: CardChannel {
    private let card: VirtualCard
    private(set) var count = CommandCount()

    init(_ card: VirtualCard) { self.card = card }

    func reset() throws(CardChannelError) -> [UInt8] {
        count = CommandCount()
        return try card.reset()
    }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        try card.transmit(command, into: &answer)
        count.take(command, answer)
    }
}
