import CardEmulator
import SmartCard

/// Notes what a virtual card says that each command of the gate took, on a clock of its own: nobody waits for it.
final class VirtualCardTime: CardChannel {
    private let card: VirtualCard
    /// A figure for each command; what was fetched with GET RESPONSE, or asked again with another length, belongs to it.
    private(set) var microseconds: [Int] = []
    private var last: (command: [UInt8], answer: [UInt8]) = ([], [])

    init(_ card: VirtualCard) { self.card = card }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        let before = card.elapsedMicroseconds
        defer {
            let taken = card.elapsedMicroseconds - before
            if let place = microseconds.indices.last, goesOn(command) {
                microseconds[place] += taken
            } else {
                microseconds.append(taken)
            }
            last = (command, answer)
        }
        try card.transmit(command, into: &answer)
    }

    func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

    private func goesOn(_ command: [UInt8]) -> Bool {
        if command.count >= 2, command[1] == 0xC0 { return true }
        let namedLength = last.answer.count >= 2 && last.answer[last.answer.count - 2] == 0x6C
        return namedLength && command.prefix(4) == last.command.prefix(4)
    }
}
