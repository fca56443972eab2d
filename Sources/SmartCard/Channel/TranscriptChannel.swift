/// Plays the card of a transcript: each command must be the next one recorded.
///
/// - **Errors**: ``CardChannelError/notInTranscript(position:)`` for any other command, or after the end.
public final class TranscriptChannel: CardChannel {
    private let transcript: Transcript
    /// How many exchanges have been played.
    public private(set) var position = 0

    /// How many exchanges there are.
    public var count: Int { transcript.exchanges.count }

    public init(_ transcript: Transcript) { self.transcript = transcript }

    public func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        guard position < transcript.exchanges.count else { throw .notInTranscript(position: position) }
        let exchange = transcript.exchanges[position]
        guard exchange.command.isEmpty || exchange.command == command else {
            throw .notInTranscript(position: position)
        }
        position += 1
        guard !exchange.answer.isEmpty else { throw .removed }
        answer.removeAll(keepingCapacity: true)
        answer += exchange.answer
    }

    /// Plays from the beginning again.
    public func rewind() { position = 0 }

    public func reset() throws(CardChannelError) -> [UInt8] {
        position = 0
        // The shortest answer to reset of a T=1 contactless card (PC/SC part 3, from public sources).
        return [0x3B, 0x80, 0x80, 0x01, 0x01]
    }
}
