import CardEmulator
import SmartCard

/// Notes what a virtual card says that each command of the gate took, on a clock of its own: nobody waits for it.
final class VirtualCardTime: CardChannel {
    private let card: VirtualCard
    /// A figure for each command, GET RESPONSE and repeated ones included.
    private(set) var microseconds: [Int] = []

    init(_ card: VirtualCard) { self.card = card }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        let before = card.elapsedMicroseconds
        defer { microseconds.append(card.elapsedMicroseconds - before) }
        try card.transmit(command, into: &answer)
    }

    func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }
}
