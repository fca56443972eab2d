import SmartCard

/// A card that leaves the field at one command, before it or after it; keeps what was sent.
final class TearingChannel: CardChannel {
    /// Where a card leaves.
    struct Tear {
        /// The command, from 0.
        var command: Int
        /// The card has carried it out, and its answer is lost.
        var isAfter: Bool
    }

    private let card: any CardChannel
    private let tear: Tear?
    private(set) var commands: [[UInt8]] = []
    private(set) var answers: [[UInt8]] = []
    /// Changes an answer on its way.
    var spoil: ([UInt8], inout [UInt8]) -> Void = { _, _ in }

    /// Answers in place of the card.
    var answersItself: ([UInt8]) -> [UInt8]? = { _ in nil }

    init(_ card: any CardChannel, _ tear: Tear? = nil) {
        self.card = card
        self.tear = tear
    }

    func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        let place = commands.count
        commands.append(command)
        if let tear, tear.command == place, !tear.isAfter { throw .removed }
        if let own = answersItself(command) { answer = own } else { try card.transmit(command, into: &answer) }
        if let tear, tear.command == place { throw .removed }
        spoil(command, &answer)
        answers.append(answer)
    }

    /// The commands by class and instruction, `8050`; of SELECT and the reading ones the parameters too.
    var words: [String] {
        commands.map { command in
            let count = [0xA4].contains(command[1]) ? 2 : command[0] == 0 ? 4 : 2
            return Hex.text(command.prefix(count))
        }
    }
}
