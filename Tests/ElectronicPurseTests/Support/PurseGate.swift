import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// A gate with a key module of test keys, a memory for intents, and one price.
final class PurseGate {
    static let terminal: UInt64 = 0x3000_8900_0340
    static let fare: UInt32 = 500
    /// The clock of the cases: 2026-11-23, half past nine.
    static let day = PurseMoment(digits: 0x2026_1123_0930_00)

    var configuration = PurseConfiguration()
    var psam: any PSAM = SoftwarePSAM(
        terminal: PurseGate.terminal,
        keys: [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)],
        nextSequence: 0x57)
    /// What is kept of debits that are not settled, by the card's number.
    var intents: [[UInt8]: PurseIntent] = [:]
    var canKeep = true
    /// An old debit is settled, and the tap of now goes on; else it ends the tap.
    var settlesOldDebits = true
    var place: UInt64 = 0x08_0019_0030_0000
    /// What the gate charged, one entry a proven debit.
    private(set) var proven: [PurseProof] = []
    private(set) var card: PurseCard?
    private var second = 0

    /// One tap; the clock goes on by a minute each time.
    func tap(
        _ purpose: PurseDialogue.Purpose, _ channel: any CardChannel, fare: UInt32 = PurseGate.fare,
        moment: PurseMoment? = nil
    ) throws -> PurseResult {
        _ = try channel.reset()
        second += 60
        let now = try #require(
            moment ?? PurseMoment(year: 2026, month: 11, day: 23, secondOfDay: 34_200 + second % 40_000))
        var dialogue = PurseDialogue(configuration)
        var key: [UInt8] = []
        var hasKept = false
        let gate = PurseTap.Gate(
            decide: { [self] card in
                key.removeAll()
                card.identity.number.appendDigits(to: &key)
                if let recovery = card.recovery {
                    if case .debited(let proof) = recovery { proven.append(proof) }
                    intents[key] = nil
                }
                if let intent = intents[key] { return .recover(intent, place: settlesOldDebits ? place : nil) }
                return .debit(purpose == .entry ? 0 : fare, place: place)
            },
            keep: { [self] intent in
                guard canKeep else { return false }
                intents[key] = intent
                hasKept = true
                return true
            })
        let result = run(&dialogue, purpose, channel, now, gate)
        card = dialogue.card
        switch result.outcome {
        case .debited(let proof):
            proven.append(proof)
            intents[key] = nil
        // Kept in this tap, and then not debited.
        case .refused, .again: if hasKept { intents[key] = nil }
        case .read, .suspicious, .unknown: break
        }
        return result
    }

    private func run(
        _ dialogue: inout PurseDialogue, _ purpose: PurseDialogue.Purpose, _ channel: any CardChannel,
        _ now: PurseMoment, _ gate: PurseTap.Gate
    ) -> PurseResult {
        func open(_ module: some PSAM) -> PurseResult {
            var module = module
            defer { psam = module }
            return PurseTap.run(&dialogue, purpose, over: channel, psam: &module, moment: now, gate: gate)
        }
        return open(psam)
    }

    /// The card of a case.
    static func card(_ id: String) throws -> VirtualCard {
        VirtualCard(CardImage(try #require(CardFault(id: id))), using: TestKeyGenerator(seed: id))
    }
}

extension PurseResult {
    /// Outcome and reason in one line.
    var text: String {
        let word =
            switch outcome {
            case .read: "read"
            case .debited(let proof): proof.isRecovered ? "debited again-shown" : "debited"
            case .refused: "refused"
            case .again: "again"
            case .suspicious: "suspicious"
            case .unknown: "unknown"
            }
        return "\(word) \(reason.code)"
    }
}
