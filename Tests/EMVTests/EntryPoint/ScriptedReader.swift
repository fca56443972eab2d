import EMV
import SmartCard

/// Plays reader, card and kernels around an entry point and writes down what happened, one word or two an event.
///
/// - **Shape**: `15`, `19!` a message and its lamp, `poll`, `off 13`, `ppse`, `A000000333010101` a SELECT, `kernel 07`,
///   and at the end the outcome with the entry point's reason.
struct ScriptedReader {
    var machine: EntryPoint
    /// Answers in hex with status word, by the name selected in hex; "" is a communication error. The last one stays.
    var card: [String: [String]]
    /// The kernels' outcomes; approved when there are no more.
    var kernels: [Outcome] = []
    /// What polls find; a card when there are no more.
    var polls: [String] = []
    private(set) var log: [String] = []
    private(set) var activations: [KernelActivation] = []
    private(set) var outcome: Outcome?

    init(_ configuration: EntryPointConfiguration, card: [String: [String]] = [:]) {
        machine = EntryPoint(configuration)
        self.card = card
    }

    /// The log in one line.
    var text: String { log.joined(separator: ", ") }

    mutating func begin(amount: UInt64 = 1, type: UInt8 = 0) {
        log = []
        run(machine.begin(EntryPointTransaction(type: type, amount: amount)))
    }

    mutating func autorun(amount: UInt64 = 1) {
        log = []
        run(machine.beginWithoutPreProcessing(EntryPointTransaction(amount: amount)))
    }

    mutating func restart(hasIssuerData: Bool = false) {
        log = []
        run(machine.restart(hasIssuerData: hasIssuerData))
    }

    mutating func run(_ first: EntryPointAction?) {
        var action = first
        while let current = action, log.count < 1000 {
            action = perform(current)
        }
    }

    private mutating func perform(_ action: EntryPointAction) -> EntryPointAction? {
        switch action {
        case .show(let request):
            let number = Hex.text([request.message.rawValue])
            log.append(request.status == .processingError ? number + "!" : number)
            return machine.next()
        case .fieldOff(let time):
            log.append("off \(time)")
            return machine.next()
        case .pollForCard:
            let poll = polls.isEmpty ? "card" : polls.removeFirst()
            log.append(poll == "card" ? "poll" : poll)
            switch poll {
            case "collision": return machine.collision()
            case "nothing": return machine.noCard()
            case "failure": return machine.channelFailed()
            default: return machine.cardDetected()
            }
        case .transmit:
            return transmit()
        case .activateKernel:
            guard let activation = machine.activation else {
                log.append("no activation")
                return nil
            }
            log.append("kernel \(activation.kernel)")
            activations.append(activation)
            return machine.kernelFinished(kernels.isEmpty ? Outcome(.approved) : kernels.removeFirst())
        case .finished:
            outcome = machine.outcome
            let reason = outcome?.entryPointReason.map { " \($0)" } ?? ""
            log.append((outcome.map { "\($0.kind)" } ?? "no outcome") + reason)
            return nil
        }
    }

    private mutating func transmit() -> EntryPointAction? {
        let command = machine.command
        let name = Hex.text(command.dropFirst(5).dropLast())
        let isWhole =
            command.starts(with: [0x00, 0xA4, 0x04, 0x00, UInt8(name.utf8.count / 2)]) && command.last == 0
        let word = name == "325041592E5359532E4444463031" ? "ppse" : name
        log.append(isWhole ? word : "malformed \(Hex.text(command))")
        var answers = card[word] ?? ["6A82"]
        let answer = answers.count > 1 ? answers.removeFirst() : answers[0]
        card[word] = answers
        guard let bytes = Hex.bytes(answer), bytes.count >= 2 else { return machine.channelFailed() }
        let end = bytes.count - 2
        // Bytes of an earlier answer lie before, as in a driver's buffer.
        let buffer = [0xDE, 0xAD] + bytes
        return machine.answer(StatusWord(bytes[end], bytes[end + 1]), 2..<(end + 2), in: buffer.span)
    }
}

/// Answers of cards, in hex.
enum CardAnswers {
    /// A directory of entries, each the inside of its `61`.
    static func directory(_ entries: String...) -> String { directory(of: entries) }

    static func directory(of entries: [String]) -> String {
        let inner = entries.map { wrap("61", $0) }.joined()
        return wrap("6F", "840E325041592E5359532E4444463031" + wrap("A5", wrap("BF0C", inner))) + "9000"
    }

    /// One entry's inside: name, priority, kernel, extended selection.
    static func entry(
        _ name: String, priority: String? = nil, kernel: String? = nil, extended: String? = nil
    ) -> String {
        wrap("4F", name) + (priority.map { wrap("87", $0) } ?? "") + (kernel.map { wrap("9F2A", $0) } ?? "")
            + (extended.map { wrap("9F29", $0) } ?? "")
    }

    /// The FCI of an application that asks for the TTQ.
    static func application(_ name: String, options: String = "9F6604", status: String = "9000") -> String {
        wrap("6F", wrap("84", name) + wrap("A5", options.isEmpty ? "" : wrap("9F38", options))) + status
    }

    static func wrap(_ tag: String, _ inner: String) -> String {
        let count = inner.utf8.count / 2
        let length = count < 0x80 ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
        return tag + Hex.text(length) + inner
    }
}

extension EntryPointConfiguration {
    /// The reader of most tests: pairs of AID and kernel in hex, one set.
    static func reader(
        _ pairs: [(String, String)], partial: Bool = true, options: Options = Options()
    ) -> EntryPointConfiguration {
        let combinations = pairs.compactMap { pair in
            ApplicationIdentifier(hex: pair.0).flatMap { identifier in
                KernelIdentifier(hex: pair.1).map { Combination(identifier, $0, allowsPartialMatch: partial) }
            }
        }
        precondition(combinations.count == pairs.count)
        return EntryPointConfiguration([CombinationSet(combinations, options: options)])
    }
}
