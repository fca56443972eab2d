import SmartCard

/// An application on a card: what it answers once it has been selected.
protocol CardApplication {
    /// The name it is registered under.
    var name: [UInt8] { get }
    /// SELECT has found it: a transaction that was going on is over.
    mutating func select(_ card: CardState) -> CardReply
    /// A command while it is selected; SELECT and GET RESPONSE are the card's.
    mutating func respond(to command: CommandAPDU, _ card: inout CardState) -> (CommandKind, CardReply)
}

/// What the applications of a card share: its counters, and where its random numbers come from.
struct CardState {
    var image: CardImage
    var generator: any RandomNumberGenerator

    mutating func random(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let word = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return Array(bytes.prefix(count))
    }
}
