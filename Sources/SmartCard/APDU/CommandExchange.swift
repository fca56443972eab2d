/// One command to the card with all that it takes to get the whole answer: `61xx`, `6Cxx` and warnings.
///
/// - **Shape**: a state machine without I/O. ``start(_:)`` gives the first bytes to transmit; each answer goes to
///   ``receive(_:into:)``, which says what follows. Answer data are appended to the caller's buffer.
/// - **Limits**: ``mostGetResponses`` further commands, ``longestAnswer`` bytes in one answer,
///   ``longestData`` in the caller's buffer.
/// - **Source**: ISO/IEC 7816-4, 5.1.3 and EMV Book 1, 9.3 from public sources (the pages were not read); behaviour
///   compared with the traces `emvutils-ttl_pcsc-*` and `emvutils-build_candidate_list-pse_blocked`.
public struct CommandExchange: Sendable {
    /// How many GET RESPONSE commands and repetitions one command may take.
    public static let mostGetResponses = 32
    /// The most bytes in one short answer: 256 and the status word.
    public static let longestAnswer = 258
    /// The most answer data that one dialogue may collect.
    public static let longestData = 8192

    /// What to do next.
    public enum Step: Hashable, Sendable {
        /// Transmit ``CommandExchange/command``.
        case transmit
        /// The answer is whole: its status word, and where its data lie in the buffer.
        case complete(StatusWord, data: Range<Int>)
        /// No use going on.
        case failed(Fault)
    }

    /// How a card can spoil an exchange.
    public enum Fault: Hashable, Sendable {
        /// Fewer than the two bytes of a status word.
        case answerTooShort
        /// More bytes than were asked for.
        case answerTooLong
        /// Still not whole after ``CommandExchange/mostGetResponses`` further commands.
        case endless
        /// More data than ``CommandExchange/longestData``.
        case tooMuchData
    }

    /// The bytes to transmit.
    public package(set) var command: [UInt8] = []
    private var start = 0
    private var further = 0
    private var warning: StatusWord?
    private var isCase4 = false
    private var isLengthRepaired = false
    private var longestAnswer = CommandExchange.longestAnswer

    public init() {}

    /// Begins with a command; transmit ``command``. The data of the answer will follow what `buffer` holds.
    public mutating func start(_ apdu: CommandAPDU, into buffer: [UInt8]) {
        command.removeAll(keepingCapacity: true)
        apdu.append(to: &command)
        begin(isCase4: !apdu.data.isEmpty && apdu.expectedLength != nil, at: buffer.count)
        longestAnswer = apdu.isExtended ? 0x10000 + 2 : CommandExchange.longestAnswer
    }

    /// Begins with a command that the caller writes into ``command`` next: ``start(_:into:)`` without building a value.
    package mutating func prepare(into buffer: borrowing [UInt8], isCase4: Bool) {
        command.removeAll(keepingCapacity: true)
        begin(isCase4: isCase4, at: buffer.count)
        longestAnswer = CommandExchange.longestAnswer
    }

    private mutating func begin(isCase4: Bool, at offset: Int) {
        start = offset
        further = 0
        warning = nil
        isLengthRepaired = false
        self.isCase4 = isCase4
    }

    /// Takes an answer of the card.
    public mutating func receive(_ answer: [UInt8], into buffer: inout [UInt8]) -> Step {
        guard answer.count >= 2 else { return .failed(.answerTooShort) }
        guard answer.count <= longestAnswer else { return .failed(.answerTooLong) }
        let status = StatusWord(answer[answer.count - 2], answer[answer.count - 1])
        let count = answer.count - 2
        guard buffer.count + count <= Self.longestData else { return .failed(.tooMuchData) }
        buffer += answer[..<count]

        if status.hasMoreData { return getResponse(length: status.sw2) }
        if status.asksForLength, !isLengthRepaired { return repeatCommand(length: status.sw2) }
        if status.isWarning, isCase4, warning == nil, buffer.count == start {
            // T=0: the warning comes first, the data must be fetched.
            warning = status
            return getResponse(length: 0)
        }
        if let warning {
            // What the layer above needs to see is the warning; a refusal to give data leaves it as it was.
            return .complete(warning, data: start..<buffer.count)
        }
        return .complete(status, data: start..<buffer.count)
    }

    private mutating func getResponse(length: UInt8) -> Step {
        guard further < Self.mostGetResponses else { return .failed(.endless) }
        further += 1
        isLengthRepaired = false
        command.removeAll(keepingCapacity: true)
        // ISO/IEC 7816-4, 11.8.1: GET RESPONSE.
        command.append(0x00)
        command.append(0xC0)
        command.append(0x00)
        command.append(0x00)
        command.append(length)
        return .transmit
    }

    private mutating func repeatCommand(length: UInt8) -> Step {
        guard further < Self.mostGetResponses else { return .failed(.endless) }
        further += 1
        isLengthRepaired = true
        if command.count > 6, command[4] == 0 {
            // The extended form: Le has two bytes behind the data, or behind the 0 where there are none.
            let dataEnd = command.count == 7 ? 5 : 7 + Int(command[5]) << 8 + Int(command[6])
            command.removeSubrange(min(dataEnd, command.count)...)
            command.append(length == 0 ? 1 : 0)
            command.append(length)
            return .transmit
        }
        let hasLength = command.count == 5 || (command.count > 5 && command.count == 6 + Int(command[4]))
        if hasLength {
            command[command.count - 1] = length
        } else {
            command.append(length)
        }
        return .transmit
    }
}
