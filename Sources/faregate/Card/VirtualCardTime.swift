import CardEmulator
import SmartCard

/// What a virtual card says that each phase of a tap took, on a clock of its own: nobody waits for it.
///
/// The recorded commands go once more to the card as it was before the tap: its times do not depend on chance.
enum VirtualCardTime {
    /// Microseconds for each of `count` phases; nil where the exchanges do not make so many.
    static func phases(of transcript: Transcript, on image: CardImage, count: Int) -> [Int]? {
        let card = VirtualCard(image, using: SeededGenerator(seed: 0))
        guard (try? card.reset()) != nil else { return nil }
        var times: [Int] = []
        var last = Transcript.Exchange(command: [], answer: [])
        for exchange in transcript.exchanges {
            let before = card.elapsedMicroseconds
            var answer: [UInt8] = []
            // A card that has left says nothing more; the time until then counts.
            try? card.transmit(exchange.command, into: &answer)
            let taken = card.elapsedMicroseconds - before
            if let phase = times.indices.last, goesOn(exchange, last) {
                times[phase] += taken
            } else {
                times.append(taken)
            }
            last = exchange
        }
        return times.count == count ? times : nil
    }

    /// GET RESPONSE, and a command repeated with the length that the card named, belong to the command before.
    private static func goesOn(_ exchange: Transcript.Exchange, _ last: Transcript.Exchange) -> Bool {
        if exchange.command.count >= 2, exchange.command[1] == 0xC0 { return true }
        let namedLength = last.answer.count >= 2 && last.answer[last.answer.count - 2] == 0x6C
        return namedLength && exchange.command.prefix(4) == last.command.prefix(4)
    }
}
