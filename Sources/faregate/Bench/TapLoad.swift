import EMV
import SmartCard

/// The recorded tap over and over, ours and raw.
final class TapLoad {
    private let tap: RecordedTap
    private let authenticator: CardAuthenticator
    private var dialogue: CardDialogue
    private let channel: TranscriptChannel
    private let raw: RawTap
    let isSM2: Bool

    init?(_ tap: RecordedTap, keepsIssuerKeys: Bool) {
        self.tap = tap
        authenticator = CardAuthenticator(keys: tap.keys)
        authenticator.keepsIssuerKeys = keepsIssuerKeys
        dialogue = CardDialogue(tap.configuration, authenticator: authenticator) { _, _ in false }
        channel = TranscriptChannel(tap.transcript)
        let result = CardTap.run(
            &dialogue, over: channel, transaction: tap.transaction, keepsQualifiers: true)
        guard result.verdict == .accepted,
            let raw = RawTap(dialogue.card, authenticator, tap, isIssuerKnown: keepsIssuerKeys)
        else { return nil }
        self.raw = raw
        isSM2 = raw.isSM2
    }

    /// CPU microseconds a tap.
    @discardableResult
    func run(_ count: Int) -> Double {
        let clock = Stopwatch()
        for _ in 0..<count {
            channel.rewind()
            let result = CardTap.run(
                &dialogue, over: channel, transaction: tap.transaction, keepsQualifiers: true)
            precondition(result.verdict == .accepted, "a tap that was accepted is not any more")
        }
        return clock.processorSeconds * 1e6 / Double(count)
    }

    /// CPU microseconds of each of so many taps by itself, playing the card back included.
    func runSingly(_ count: Int) -> [Double] {
        (0..<count).map { _ in run(1) }
    }

    /// CPU microseconds that playing the card back takes by itself.
    func runPlayback(_ count: Int) -> Double {
        var answer: [UInt8] = []
        let clock = Stopwatch()
        for _ in 0..<count {
            channel.rewind()
            for exchange in tap.transcript.exchanges { try? channel.transmit(exchange.command, into: &answer) }
        }
        return clock.processorSeconds * 1e6 / Double(count)
    }

    @discardableResult
    func runRaw(_ count: Int) -> Double {
        let clock = Stopwatch()
        for _ in 0..<count { raw.run() }
        return clock.processorSeconds * 1e6 / Double(count)
    }
}
