/// Keeps a transcript of another channel. A live gate does not use it.
public final class RecordingChannel: CardChannel {
    private let channel: any CardChannel
    /// What has gone over the channel; see ``Transcript/masked()`` before it is shown or stored.
    public private(set) var transcript = Transcript()

    public init(_ channel: any CardChannel) { self.channel = channel }

    public func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        do {
            try channel.transmit(command, into: &answer)
        } catch {
            transcript.exchanges.append(.init(command: command, answer: []))
            throw error
        }
        transcript.exchanges.append(.init(command: command, answer: answer))
    }

    public func reset() throws(CardChannelError) -> [UInt8] { try channel.reset() }
}
