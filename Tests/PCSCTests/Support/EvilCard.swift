import CardEmulator
import SmartCard

/// A card on the virtual reader that follows an ``EvilScript``.
final class EvilCard: VirtualReaderResponder {
    private let script: EvilScript
    private let card: VirtualCard
    private var commands = 0
    private var questions = 0
    private var answerToReset: [UInt8] = []

    init(_ script: EvilScript, _ card: VirtualCard) {
        self.script = script
        self.card = card
        // The reader's patience is what is tested.
        card.timeoutMicroseconds = Int.max
        powerUp()
    }

    private func powerUp() {
        do throws(CardChannelError) { answerToReset = try card.reset() } catch { answerToReset = [] }
    }

    func arrive() {
        commands = 0
        questions = 0
    }

    func receive(_ message: VirtualReaderMessage) -> VirtualReaderReply {
        switch message {
        case .powerOff: return VirtualReaderReply()
        case .powerOn, .reset:
            powerUp()
            return VirtualReaderReply()
        case .answerToReset:
            questions += 1
            return reply(script.atReset(questions) ?? .answer(answerToReset))
        case .command(let command):
            commands += 1
            var answer: [UInt8] = []
            do throws(CardChannelError) { try card.transmit(command, into: &answer) } catch {
                return VirtualReaderReply(leaves: true)
            }
            return reply(script.deed(commands, command, answer) ?? .answer(answer))
        }
    }

    private func reply(_ deed: EvilScript.Deed) -> VirtualReaderReply {
        switch deed {
        case .answer(let answer): VirtualReaderReply(bytes: VirtualReaderMessage.frame(answer))
        case .wire(let bytes): VirtualReaderReply(bytes: bytes)
        case .leave(let bytes): VirtualReaderReply(bytes: bytes, leaves: true)
        case .late(let milliseconds, let answer):
            VirtualReaderReply(bytes: VirtualReaderMessage.frame(answer), microseconds: milliseconds * 1000)
        case .silence: VirtualReaderReply()
        }
    }
}
