import SmartCard

/// Commands and whole answers over a channel, one after the other.
package struct ContactSession {
    /// What came back.
    package enum Reply: Hashable, Sendable {
        /// The status word, and where the data lie in the caller's buffer.
        case answered(StatusWord, data: Range<Int>)
        /// The card broke the transport's rules.
        case broken(CommandExchange.Fault)
    }

    private let channel: any CardChannel
    private var exchange = CommandExchange()
    private var answer: [UInt8] = []

    /// A session over a channel whose card is there.
    package init(over channel: any CardChannel) { self.channel = channel }

    /// Sends a command, with all that it takes to get its whole answer, and appends the data to `buffer`.
    package mutating func send(
        _ command: CommandAPDU, into buffer: inout [UInt8]
    ) throws(CardChannelError) -> Reply {
        exchange.start(command, into: buffer)
        while true {
            try channel.transmit(exchange.command, into: &answer)
            switch exchange.receive(answer, into: &buffer) {
            case .transmit: continue
            case .complete(let status, let data): return .answered(status, data: data)
            case .failed(let fault): return .broken(fault)
            }
        }
    }
}
