import SmartCard

/// A card in the process: it answers commands as the card of its image would.
///
/// - **Shape**: the applications of the image behind SELECT; the counters move in ``image``, which can be written back.
/// - **Errors**: ``CardChannelError`` where the fault of the image takes the card out of the field or makes it too
///   late. Whatever is sent, the card answers with a status word and does not trap.
/// - **Source**: the card side of emv.md, 3 to 7; it shares no code with the kernels.
package final class VirtualCard: CardChannel {
    /// How a reader talks to it.
    package enum Interface: Sendable {
        /// Whole answers, whatever Le says.
        case contactless
        /// As with T=0: data wait for GET RESPONSE, and a wrong Le is answered `6Cxx`.
        case byteOriented
    }

    /// The card's values, with its counters as they now are.
    package var image: CardImage { state.image }
    /// How the reader talks to it.
    package var interface = Interface.contactless
    /// What each command is reported to take.
    package var timing = CardTiming.none
    /// An answer that takes longer is lost: ``CardChannelError/timedOut``.
    package var timeoutMicroseconds = 900_000
    /// What the last command took.
    package private(set) var lastMicroseconds = 0
    /// What all commands since the last reset took.
    package private(set) var elapsedMicroseconds = 0

    private var state: CardState
    private var applications: [any CardApplication]
    private var selected: Int?
    private var queue = AnswerQueue()
    private var isPresent = true
    private var hasLeftOnce = false
    private let changes: FaultChanges
    private let faultyName: [UInt8]?

    /// A card of an image that has passed ``CardImage/check()``; its random numbers come from `generator`.
    package init(_ image: CardImage, using generator: any RandomNumberGenerator) {
        state = CardState(image: image, generator: generator)
        changes = image.changes
        applications = VirtualCard.applications(of: image)
        faultyName = applications.first { !($0 is DirectoryApplication) }?.name
    }

    package func reset() throws(CardChannelError) -> [UInt8] {
        if changes.answers(.other).contains(.collision) { throw .collision }
        isPresent = true
        selected = nil
        queue.clear()
        elapsedMicroseconds = 0
        return VirtualCard.answerToReset
    }

    package func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        guard isPresent else { throw .removed }
        let parsed: CommandAPDU
        do throws(APDUError) {
            parsed = try CommandAPDU(parsing: command)
        } catch {
            answer = AnswerQueue.bytes(.status(0x6700))
            return
        }
        if let held = queue.answer(to: parsed) {
            answer = held
            try account(.other, bytes: command.count + answer.count, edits: [])
            return
        }
        let before = changes.changes.isEmpty ? nil : (applications, state, selected)
        let (kind, reply) = execute(parsed)
        let edits = edits(of: kind)
        if edits.contains(.collision) { throw .collision }
        if edits.contains(.removed), !hasLeftOnce, let before {
            // The card left before it took the command.
            (applications, state, selected) = before
            hasLeftOnce = true
            isPresent = false
            throw .removed
        }
        if edits.contains(.removedAfter), !hasLeftOnce {
            hasLeftOnce = true
            isPresent = false
            throw .removed
        }
        answer = deliver(reply, of: parsed, kind, edits)
        try account(kind, bytes: command.count + answer.count, edits: edits)
    }

    /// The answer to reset of a contactless card without protocol choice, eight historical bytes, check byte
    /// (PC/SC part 3, 3.1.3.2.3.1, from public sources; the bytes are nobody's).
    static let answerToReset: [UInt8] = {
        let body: [UInt8] = [0x88, 0x80, 0x01] + Array("FareGate".utf8)
        return [0x3B] + body + [body.reduce(0, ^)]
    }()

    private static func applications(of image: CardImage) -> [any CardApplication] {
        let isContact = image.applications.contains(.contact)
        var applications: [any CardApplication] = []
        if image.applications != [.shenzhenTong] {
            let entries = image.applications.enumerated().map { index, kind in
                DirectoryEntry(kind, priority: UInt8(index + 1))
            }
            applications.append(DirectoryApplication(isContact: isContact, image.changes.directory ?? entries))
        }
        for (index, kind) in image.applications.enumerated() {
            if kind.isPurse {
                applications.append(PurseApplication(kind))
            } else {
                applications.append(
                    PaymentApplication(
                        image, kind, priority: UInt8(index + 1),
                        changes: index == 0 ? image.changes : FaultChanges([])))
            }
        }
        return applications
    }
}

extension VirtualCard {
    /// What the fault does to the answer of a command. Answers within an application are spoilt in the first one only,
    /// so that a terminal can go on with the next.
    private func edits(of kind: CommandKind) -> [AnswerEdit] {
        switch kind {
        case .processingOptions, .record:
            let isFaulty = selected.map { applications[$0].name == faultyName } ?? false
            return changes.answers(isFaulty ? kind : .other)
        default: return changes.answers(kind)
        }
    }

    private func execute(_ command: CommandAPDU) -> (CommandKind, CardReply) {
        guard command.cla == 0x00 || command.cla == 0x80 else { return (.other, .status(0x6E00)) }
        if command.cla == 0x00, command.ins == 0xA4 { return select(command) }
        guard let selected else { return (.other, .status(command.ins == 0xC0 ? 0x6985 : 0x6D00)) }
        return applications[selected].respond(to: command, &state)
    }

    /// SELECT by name, whole or its beginning, first or next; an old purse also by its file identifier 1001.
    private func select(_ command: CommandAPDU) -> (CommandKind, CardReply) {
        guard let index = find(command) else { return (.selection(command.data), .status(0x6A82)) }
        selected = index
        let reply = applications[index].select(state)
        let isDirectory = applications[index] is DirectoryApplication
        return (isDirectory ? .directory : .selection(applications[index].name), reply)
    }

    private func find(_ command: CommandAPDU) -> Int? {
        if command.p1 == 0x00, command.p2 == 0x00, command.data == [0x10, 0x01] {
            return applications.firstIndex { $0.name == ApplicationKind.shenzhenTong.identifier }
        }
        guard command.p1 == 0x04, !command.data.isEmpty else { return nil }
        var first = 0
        if command.p2 & 0x03 == 0x02 { first = (selected ?? -1) + 1 }
        return applications.indices.dropFirst(first).first { applications[$0].name.starts(with: command.data) }
    }

    private func deliver(
        _ reply: CardReply, of command: CommandAPDU, _ kind: CommandKind, _ edits: [AnswerEdit]
    ) -> [UInt8] {
        var reply = reply
        for edit in edits {
            switch edit {
            case .status(let status): reply = .status(status)
            case .statusWithData(let status): reply.status = status
            case .trailer(let bytes): reply.data += bytes
            case .exclusiveOr(let position, let mask):
                if position < reply.data.count { reply.data[position] ^= mask }
            case .bytes(let bytes): return bytes
            case .wrongLength: return queue.holdForRepetition(reply, of: command)
            case .waiting(let pieces): return queue.hold(reply, pieces: pieces)
            case .warningThenWrongLength: return queue.holdBehindWarning(reply)
            case .endless: return queue.holdForEver()
            case .removed, .removedAfter, .collision, .microseconds: break
            }
        }
        guard interface == .byteOriented, !reply.data.isEmpty else { return AnswerQueue.bytes(reply) }
        if !command.data.isEmpty { return queue.hold(reply, pieces: 1) }
        return command.expectedLength == reply.data.count
            ? AnswerQueue.bytes(reply) : queue.holdForRepetition(reply, of: command)
    }

    private func account(_ kind: CommandKind, bytes: Int, edits: [AnswerEdit]) throws(CardChannelError) {
        var taken = timing.microseconds(kind, bytes: bytes)
        for case .microseconds(let microseconds) in edits { taken = microseconds }
        lastMicroseconds = min(taken, timeoutMicroseconds)
        elapsedMicroseconds += lastMicroseconds
        if taken > timeoutMicroseconds {
            isPresent = false
            throw .timedOut
        }
    }
}
