import SmartCard

/// What lies on the virtual reader.
package protocol VirtualReaderResponder: AnyObject {
    /// The card comes into the field.
    func arrive()

    /// Takes a message of the reader.
    func receive(_ message: VirtualReaderMessage) -> VirtualReaderReply
}

/// What a card does about a message of the reader.
package struct VirtualReaderReply: Hashable, Sendable {
    /// What goes to the reader, frames and all.
    package var bytes: [UInt8] = []
    /// How long the card takes before that.
    package var microseconds = 0
    /// Whether the card then leaves the field.
    package var leaves = false

    package init(bytes: [UInt8] = [], microseconds: Int = 0, leaves: Bool = false) {
        self.bytes = bytes
        self.microseconds = microseconds
        self.leaves = leaves
    }
}

/// A virtual card behind the wire protocol of the virtual reader: a message in, what to send out; no socket, no clock.
package final class VirtualReaderCard: VirtualReaderResponder {
    /// The card; its counters move.
    package let card: VirtualCard
    /// What each command takes on top of the card's own time.
    package var commandMicroseconds = 0
    private let script: VirtualReaderScript
    private let changed: (CardImage) -> Void
    private var image: CardImage
    private var answerToReset: [UInt8]
    /// Commands since the card came.
    package private(set) var commands = 0

    /// A card with its script.
    ///
    /// - Parameter changed: Told of the card's image each time its counters have moved, before the answer leaves.
    package init(
        _ card: VirtualCard, script: VirtualReaderScript = VirtualReaderScript(),
        changed: @escaping (CardImage) -> Void = { _ in }
    ) {
        self.card = card
        self.script = script
        self.changed = changed
        image = card.image
        answerToReset = Self.answerToReset(of: card)
        // The reader's patience is what is tested here, not the card's own idea of it.
        card.timeoutMicroseconds = Int.max
    }

    /// The card comes into the field.
    package func arrive() { commands = 0 }

    /// Takes a message of the reader.
    package func receive(_ message: VirtualReaderMessage) -> VirtualReaderReply {
        switch message {
        case .powerOff: return VirtualReaderReply()
        case .powerOn, .reset:
            answerToReset = Self.answerToReset(of: card)
            return VirtualReaderReply()
        case .answerToReset:
            // The daemon asks in the middle of dialogues too, to see whether the card is still there.
            return VirtualReaderReply(bytes: VirtualReaderMessage.frame(answerToReset))
        case .command(let command): return receive(command)
        }
    }

    /// Two cards at once answer with something that nobody can read. Not with nothing: vpcd would wait for ever.
    private static func answerToReset(of card: VirtualCard) -> [UInt8] { (try? card.reset()) ?? [0xFF] }

    private func receive(_ command: [UInt8]) -> VirtualReaderReply {
        commands += 1
        var answer: [UInt8] = []
        do throws(CardChannelError) {
            try card.transmit(command, into: &answer)
        } catch {
            return VirtualReaderReply(leaves: true)
        }
        // No bytes at all are a broken link. vpcd cannot be told so: a frame without a body makes it wait for ever.
        if answer.isEmpty { return VirtualReaderReply(leaves: true) }
        if card.image != image {
            image = card.image
            changed(image)
        }
        var reply = VirtualReaderReply(
            bytes: VirtualReaderMessage.frame(answer), microseconds: card.lastMicroseconds + commandMicroseconds)
        switch script.acts[commands] {
        case nil: break
        case .leave: reply = VirtualReaderReply(leaves: true)
        case .leaveAfter: reply.leaves = true
        case .drop:
            reply.bytes = Array(reply.bytes.prefix(2 + answer.count / 2))
            reply.leaves = true
        case .late(let milliseconds): reply.microseconds += milliseconds * 1000
        case .overlong(let count):
            let length = min(0xFFFF, answer.count + count)
            reply.bytes = [UInt8(length >> 8), UInt8(length & 0xFF)] + answer
        case .twice: reply.bytes += reply.bytes
        case .empty: reply.bytes = VirtualReaderMessage.frame([])
        }
        return reply
    }
}
