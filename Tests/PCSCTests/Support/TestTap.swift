import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// A tap with all values fixed, the same over any channel.
enum TestTap {
    /// The emulator's own CA.
    static let keys = EmulatorTrust.keys

    /// What came of a tap.
    struct Outcome: Equatable {
        var result: TapResult
        var transcript: Transcript

        /// Verdict and reason, stage and `torn`: all in one line.
        var text: String {
            var words = [result.verdict.rawValue, result.reason.code]
            if let stage = result.kernel?.stage { words.append(stage.rawValue) }
            if result.isTorn { words.append("torn") }
            return words.joined(separator: " ")
        }
    }

    /// A card as every tap meets it anew.
    static func card(_ image: CardImage) -> VirtualCard { VirtualCard(image, using: TestGenerator(seed: 7)) }

    /// Runs a tap over a channel.
    static func run(
        over channel: any CardChannel, money: KernelConfiguration.MoneyProfile = .deferred, now: () -> Int = { 0 }
    ) -> Outcome {
        let recording = RecordingChannel(channel)
        var dialogue = CardDialogue(
            CardDialogue.Configuration(gate: money), authenticator: CardAuthenticator(keys: keys)
        ) { _, _ in false }
        let transaction = TransactionData(
            amount: 1, date: EMV.CalendarDate(year: 2026, month: 11, day: 23), time: 0x093000,
            unpredictableNumber: 0x1A2B_3C4D, terminalQualifiers: 0)
        do throws(CardChannelError) {
            _ = try recording.reset()
        } catch {
            guard case .finished(let result) = dialogue.failed(error) else {
                preconditionFailure("a failure ends the tap")
            }
            return Outcome(result: result, transcript: recording.transcript)
        }
        let result = CardTap.run(&dialogue, over: recording, transaction: transaction, now: now)
        return Outcome(result: result, transcript: recording.transcript)
    }
}

/// A seeded generator (Steele, Lea and Flood 2014).
struct TestGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
