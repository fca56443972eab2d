import CardEmulator
import ElectronicPurse
import SmartCard

extension FuzzTarget {
    /// Files and records of purses as they come; then a sound exit or recovery with changed answers.
    ///
    /// One debit at most is sent, only after its intent was kept, and none while an earlier one is open.
    static func purse(_ bytes: [UInt8]) {
        for scheme in [PurseApplication.Scheme.tUnion, .cityUnion, .shenzhenTong] {
            guard let identity = try? PurseIdentity(bytes, scheme: scheme) else { continue }
            var digits: [UInt8] = []
            identity.number.appendDigits(to: &digits)
            precondition((1...20).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) })
            precondition("\(identity)".contains(identity.number.masked))
        }
        _ = try? PurseLocation(bytes)
        _ = try? PurseTransaction(bytes, record: 1)
        if let journey = try? PurseJourney(bytes, record: 1), bytes.count == PurseJourney.length {
            precondition(journey.bytes == bytes)
        }
        if let intent = PurseIntent(bytes) { precondition(intent.bytes == bytes) }

        let isRecovery = bytes.first.map { $0 & 1 == 1 } ?? false
        let sound = isRecovery ? GoodPurse.recovery : GoodPurse.exit
        var answers = sound.answers
        for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &answers) }
        let run = GoodPurse.run(over: AnswersInOrder(answers), open: sound.intent)
        precondition(run.commands.count <= 40, "\(run.commands.count) commands")
        let debits = run.commands.filter { $0.starts(with: [0x80, 0x54]) }.count
        precondition(debits <= (run.kept == nil ? 0 : 1), "a debit that was not kept")
        switch run.result.outcome {
        case .debited(let proof):
            let asked = proof.isRecovered ? sound.intent : run.kept
            precondition(asked.map(proof.intent.isSameDebit) ?? false, "another debit was proven")
            precondition(proof.isVerified || proof.isRecovered, "an unproven debit")
        case .unknown(let intent):
            precondition([run.kept, sound.intent].contains { $0.map(intent.isSameDebit) ?? false })
        case .read, .refused, .again, .suspicious: break
        }
        if sound.intent != nil, run.kept != nil { precondition(run.isFreed, "a debit while one is open") }
    }
}

extension PurseIntent {
    /// The same debit, whatever is thought of its proof by now.
    fileprivate func isSameDebit(_ other: PurseIntent) -> Bool {
        var copy = self
        copy.doubt = other.doubt
        return copy == other
    }
}

/// A sound exit of an emulated purse, and a sound recovery of one whose answer was lost.
struct GoodPurse {
    let answers: [[UInt8]]
    /// The debit that is open at the beginning.
    let intent: PurseIntent?

    static let exit: GoodPurse = {
        let recorder = RecordingChannel(makeCard())
        guard case .debited = run(over: recorder, open: nil).result.outcome else {
            preconditionFailure("the sound purse was not debited")
        }
        return GoodPurse(answers: recorder.transcript.exchanges.map(\.answer), intent: nil)
    }()

    static let recovery: GoodPurse = {
        let card = makeCard()
        let first = run(over: card, open: nil)
        guard let intent = first.kept else { preconditionFailure("the sound purse was not debited") }
        let recorder = RecordingChannel(card)
        guard case .debited = run(over: recorder, open: intent).result.outcome else {
            preconditionFailure("the sound purse did not prove its debit")
        }
        return GoodPurse(answers: recorder.transcript.exchanges.map(\.answer), intent: intent)
    }()

    /// What came of a tap.
    struct Run {
        var result: PurseResult
        var commands: [[UInt8]]
        var kept: PurseIntent?
        var isFreed = false
    }

    private static func makeCard() -> VirtualCard {
        guard let fault = CardFault(id: "TU-F05-inside") else { preconditionFailure("the emulator has no such card") }
        return VirtualCard(CardImage(fault), using: TestKeyGenerator(seed: "fuzz purse"))
    }

    static func run(over channel: any CardChannel, open: PurseIntent?) -> Run {
        let recorder = RecordingChannel(channel)
        var psam = SoftwarePSAM(
            terminal: 0x3000_8900_0340,
            keys: [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)],
            nextSequence: open == nil ? 1 : 2)
        guard let moment = PurseMoment(digits: 0x2026_1123_0930_00) else { preconditionFailure("a moment") }
        var kept: PurseIntent?
        var isFreed = false
        let gate = PurseTap.Gate(
            decide: { card in
                if let recovery = card.recovery {
                    isFreed = true
                    if case .debited(let proof) = recovery {
                        precondition(open.map(proof.intent.isSameDebit) ?? false)
                    }
                } else if let open {
                    return .recover(open, place: 0)
                }
                return .debit(500, place: 0)
            },
            keep: { intent in
                precondition(kept == nil, "two debits in one tap")
                kept = intent
                return true
            })
        var dialogue = PurseDialogue(PurseConfiguration())
        let result = PurseTap.run(&dialogue, .exit, over: recorder, psam: &psam, moment: moment, gate: gate)
        return Run(
            result: result, commands: recorder.transcript.exchanges.map(\.command), kept: kept,
            isFreed: isFreed)
    }
}

/// Gives answers in order, whatever is asked; an empty one, and the end, is a card that has left.
private final class AnswersInOrder: CardChannel {
    private let answers: [[UInt8]]
    private var next = 0

    init(_ answers: [[UInt8]]) { self.answers = answers }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        precondition((try? CommandAPDU(parsing: command)) != nil)
        guard next < answers.count, !answers[next].isEmpty else { throw .removed }
        answer = answers[next]
        next += 1
    }

    func reset() throws(CardChannelError) -> [UInt8] { [] }
}
