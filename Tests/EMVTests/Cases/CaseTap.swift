import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// One tap at the gate of emv-cases.md: its card, its clock, its keys; kernel 7 under the deferred profile.
struct CaseTap {
    /// The clock of the cases.
    static let day = EMV.CalendarDate(year: 2026, month: 11, day: 23)
    /// UnionPay's application provider.
    static let unionPay: UInt64 = 0xA0_0000_0333
    /// The project's own CA.
    static let keys = EmulatorTrust.keys

    var configuration: CardDialogue.Configuration
    var authenticator = CardAuthenticator(keys: CaseTap.keys)
    var transaction = TransactionData(
        amount: 1, date: CaseTap.day, time: 0x093000, unpredictableNumber: 0x1A2B_3C4D, terminalQualifiers: 0)
    /// The qualifiers are sent as the transaction has them.
    var keepsQualifiers = false
    var denies: (AuthenticatedCard, CardData) -> Bool = { _, _ in false }

    init(_ profile: KernelConfiguration.MoneyProfile = .deferred) {
        configuration = CardDialogue.Configuration(gate: profile)
    }

    /// The tap with one thing set otherwise.
    func with(_ change: (inout CaseTap) -> Void) -> CaseTap {
        var tap = self
        change(&tap)
        return tap
    }

    /// Presents a new card of an image.
    func present(_ image: CardImage) -> CaseOutcome { present(VirtualCard(image, using: SplitMix64(seed: 7))) }

    /// Presents the card of a fault.
    func present(_ id: String) throws -> CaseOutcome { present(CardImage(try #require(CardFault(id: id)))) }

    /// Presents an emulated card whose time is a virtual one.
    func present(_ card: VirtualCard) -> CaseOutcome { present(over: CaseChannel(card)) }

    /// Resets the card in the field and runs the tap.
    func present(over channel: CaseChannel) -> CaseOutcome {
        var dialogue = CardDialogue(configuration, authenticator: authenticator, denies: denies)
        var phases: [CaseOutcome.TimedPhase] = []
        let result: TapResult
        do throws(CardChannelError) {
            _ = try channel.reset()
            result = CardTap.run(
                &dialogue, over: channel, transaction: transaction, keepsQualifiers: keepsQualifiers,
                now: { channel.now }
            ) { phase, sent, received in phases.append(.init(phase: phase, sent: sent, received: received)) }
        } catch {
            result = dialogue.failedBeforeBegin(error)
        }
        return CaseOutcome(
            result: result, commands: channel.commands, answers: channel.answers, card: dialogue.card,
            phases: phases, microseconds: channel.now, message: dialogue.message)
    }
}

extension CardDialogue {
    /// A reset that fails ends the tap before a command is sent.
    fileprivate mutating func failedBeforeBegin(_ error: CardChannelError) -> TapResult {
        guard case .finished(let result) = failed(error) else { preconditionFailure("a failure ends the tap") }
        return result
    }
}

/// What came of a tap.
struct CaseOutcome {
    /// One exchange as the terminal reports it, in microseconds.
    struct TimedPhase: Hashable {
        let phase: CardDialogue.Phase
        let sent: Int
        let received: Int
    }

    let result: TapResult
    let commands: [[UInt8]]
    let answers: [[UInt8]]
    let card: CardData
    let phases: [TimedPhase]
    let microseconds: Int
    let message: UserInterfaceRequest?

    /// Verdict, outcome and reason, the failed stage, `torn`: all in one line.
    var text: String {
        var words = [result.verdict.rawValue]
        if let kernel = result.kernel { words.append(kernel.kind.rawValue) }
        words.append(result.reason.code)
        if let stage = result.kernel?.stage { words.append(stage.rawValue) }
        if result.isTorn { words.append("torn") }
        return words.joined(separator: " ")
    }

    /// Whether a fare may be charged and a trip stored.
    var opens: Bool { result.verdict == .accepted }

    /// The commands in short words.
    var words: [String] { commands.map(Self.word) }

    /// The commands in one line.
    var flow: String { words.joined(separator: ", ") }

    private static func word(_ command: [UInt8]) -> String {
        guard command.count >= 5 else { return Hex.text(command) }
        switch (command[0], command[1]) {
        case (0x00, 0xA4):
            let name = Hex.text(command.dropFirst(5).dropLast())
            let word = name == "325041592E5359532E4444463031" ? "ppse" : "select " + name
            return command.last == 0 ? word : word + " " + Hex.text([command[command.count - 1]])
        case (0x80, 0xA8): return "gpo"
        case (0x00, 0xB2): return "read \(command[3] >> 3).\(command[2])"
        case (0x00, 0xC0): return "get " + Hex.text([command[4]])
        default: return Hex.text(command)
        }
    }
}

/// A card behind a channel that keeps all commands, tells a virtual time, and can spoil answers.
final class CaseChannel: CardChannel {
    private let card: any CardChannel
    private(set) var commands: [[UInt8]] = []
    private(set) var answers: [[UInt8]] = []
    /// Microseconds.
    private(set) var now = 0
    /// Changes the answer to the command of that place, or fails.
    var spoil: (Int, inout [UInt8]) throws(CardChannelError) -> Void = { (_, _) throws(CardChannelError) in }

    init(_ card: any CardChannel) { self.card = card }

    func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        commands.append(command)
        defer { if let card = card as? VirtualCard { now += card.lastMicroseconds } }
        try card.transmit(command, into: &answer)
        try spoil(commands.count - 1, &answer)
        answers.append(answer)
    }
}

/// Answers in their order, whatever the commands; the last one stays.
final class CaseScript: CardChannel {
    private var answers: [[UInt8]]

    init(_ answers: [[UInt8]]) { self.answers = answers }

    func reset() throws(CardChannelError) -> [UInt8] { [0x3B, 0x80, 0x80, 0x01, 0x01] }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        guard let first = answers.first else { throw .removed }
        answer = first
        if answers.count > 1 { answers.removeFirst() }
    }
}
