import SmartCard

/// The parts of an answer that a card still holds: for GET RESPONSE, or for the command repeated with the right length.
struct AnswerQueue {
    private enum Waiting {
        case nothing
        /// The header of the command that must come again, and its reply.
        case repetition(header: [UInt8], CardReply)
        /// Pieces of the data, and the status word behind the last.
        case pieces([[UInt8]], status: UInt16)
        /// GET RESPONSE must say this length, or is told to.
        case exactLength(CardReply)
        case endless
    }

    private var waiting = Waiting.nothing

    mutating func clear() { waiting = .nothing }

    /// The whole answer to a command that the queue itself can answer.
    mutating func answer(to command: CommandAPDU) -> [UInt8]? {
        switch waiting {
        case .nothing: return nil
        case .repetition(let header, let reply):
            waiting = .nothing
            return header == AnswerQueue.header(command) ? AnswerQueue.bytes(reply) : nil
        case .pieces(var pieces, let status):
            guard AnswerQueue.isGetResponse(command), !pieces.isEmpty else { break }
            let piece = pieces.removeFirst()
            waiting = pieces.isEmpty ? .nothing : .pieces(pieces, status: status)
            return AnswerQueue.bytes(
                CardReply(data: piece, status: pieces.first.map { AnswerQueue.moreData($0.count) } ?? status))
        case .exactLength(let reply):
            guard AnswerQueue.isGetResponse(command) else { break }
            guard command.expectedLength == reply.data.count else {
                return AnswerQueue.bytes(.status(AnswerQueue.wrongLength(reply.data.count)))
            }
            waiting = .nothing
            return AnswerQueue.bytes(reply)
        case .endless:
            guard AnswerQueue.isGetResponse(command) else { break }
            return AnswerQueue.bytes(.status(0x6100))
        }
        waiting = .nothing
        return nil
    }

    /// `6Cxx` now, the data when the command comes again.
    mutating func holdForRepetition(_ reply: CardReply, of command: CommandAPDU) -> [UInt8] {
        waiting = .repetition(header: AnswerQueue.header(command), reply)
        return AnswerQueue.bytes(.status(AnswerQueue.wrongLength(reply.data.count)))
    }

    /// `61xx` now, the data in pieces to GET RESPONSE.
    mutating func hold(_ reply: CardReply, pieces count: Int) -> [UInt8] {
        guard !reply.data.isEmpty else { return AnswerQueue.bytes(reply) }
        let length = (reply.data.count + count - 1) / count
        var pieces: [[UInt8]] = []
        for start in stride(from: 0, to: reply.data.count, by: length) {
            pieces.append(Array(reply.data[start..<min(start + length, reply.data.count)]))
        }
        waiting = .pieces(pieces, status: reply.status)
        return AnswerQueue.bytes(.status(AnswerQueue.moreData(pieces.first?.count ?? 0)))
    }

    /// A warning now, then GET RESPONSE with the exact length only.
    mutating func holdBehindWarning(_ reply: CardReply) -> [UInt8] {
        waiting = .exactLength(reply)
        return AnswerQueue.bytes(.status(StatusWord.fileBlocked.rawValue))
    }

    /// `6100` for ever.
    mutating func holdForEver() -> [UInt8] {
        waiting = .endless
        return AnswerQueue.bytes(.status(0x6100))
    }

    static func bytes(_ reply: CardReply) -> [UInt8] {
        reply.data + [UInt8(reply.status >> 8), UInt8(truncatingIfNeeded: reply.status)]
    }

    private static func isGetResponse(_ command: CommandAPDU) -> Bool { command.ins == 0xC0 }
    private static func header(_ command: CommandAPDU) -> [UInt8] {
        [command.cla, command.ins, command.p1, command.p2]
    }
    private static func moreData(_ count: Int) -> UInt16 { 0x6100 | UInt16(min(count, 256) & 0xFF) }
    private static func wrongLength(_ count: Int) -> UInt16 { 0x6C00 | UInt16(min(count, 256) & 0xFF) }
}
