import SmartCard

/// A virtual card behind the wire protocol of the virtual reader: a message in, what to send out; no socket, no clock.
package struct VirtualReaderCard {
    /// What the card does about a message.
    package struct Reply: Hashable, Sendable {
        /// What goes to the reader, frames and all.
        package var bytes: [UInt8] = []
        /// How long the card takes before that.
        package var microseconds = 0
        /// Whether the card then leaves the field.
        package var leaves = false
    }

    /// The card; its counters move.
    package let card: VirtualCard
    /// What each command takes on top of the card's own time.
    package var commandMicroseconds = 0
    private let script: VirtualReaderScript
    private var answerToReset: [UInt8] = []
    /// Commands since the card came.
    package private(set) var commands = 0

    package init(_ card: VirtualCard, script: VirtualReaderScript = VirtualReaderScript()) {
        self.card = card
        self.script = script
        // The reader's patience is what is tested here, not the card's own idea of it.
        card.timeoutMicroseconds = Int.max
    }

    /// The card comes into the field.
    package mutating func arrive() { commands = 0 }

    /// Takes a message of the reader.
    package mutating func receive(_ message: VirtualReaderMessage) -> Reply {
        switch message {
        case .powerOff: return Reply()
        case .powerOn, .reset:
            // Two cards at once answer the reader with nothing that it can read.
            answerToReset = (try? card.reset()) ?? []
            return Reply()
        case .answerToReset:
            if answerToReset.isEmpty { answerToReset = (try? card.reset()) ?? [] }
            return Reply(bytes: VirtualReaderMessage.frame(answerToReset))
        case .command(let command): return receive(command)
        }
    }

    private mutating func receive(_ command: [UInt8]) -> Reply {
        commands += 1
        var answer: [UInt8] = []
        do throws(CardChannelError) {
            try card.transmit(command, into: &answer)
        } catch {
            return Reply(leaves: true)
        }
        var reply = Reply(
            bytes: VirtualReaderMessage.frame(answer), microseconds: card.lastMicroseconds + commandMicroseconds)
        switch script.acts[commands] {
        case nil: break
        case .leave: reply = Reply(leaves: true)
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
