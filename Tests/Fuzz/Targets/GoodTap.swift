import CardEmulator
import EMV
import SmartCard
import TestSupport

/// A genuine tap of an emulated card, recorded once, and what of it the signatures cover.
///
/// - **Shape**: one dialogue is used for all runs, so that what one card leaves behind meets the next.
package final class GoodTap {
    /// What came of one changed tap.
    package struct Ending {
        package let result: TapResult
        /// A sentence if the tap broke a rule.
        package let fault: String?
    }

    /// The card's answers in order.
    package let answers: [[UInt8]]
    /// What the sound card said.
    package let card: CardData
    /// The sound tap's result.
    package let result: TapResult
    package let rid: UInt64
    package let authenticator: CardAuthenticator
    private let transaction: TransactionData
    private var dialogue: CardDialogue
    private let signed: [UInt32: [UInt8]]
    private let staticData: [UInt8]

    /// The tags of which every byte is signed, or is a signature or a part of one.
    private static let signedTags: [UInt32] = [
        Tag.caKeyIndex, Tag.issuerCertificate, Tag.issuerRemainder, Tag.issuerExponent, Tag.iccCertificate,
        Tag.iccExponent, Tag.iccRemainder, Tag.signedDynamicData, Tag.cardAuthenticationData, Tag.transactionCounter,
        Tag.cardQualifiers,
    ]

    /// Records the tap of a profile's card under the money profile that suits it.
    package init(_ profile: CardProfile, _ money: KernelConfiguration.MoneyProfile) {
        authenticator = CardAuthenticator(keys: EmulatorTrust.keys)
        dialogue = CardDialogue(CardDialogue.Configuration(gate: money), authenticator: authenticator) { _, _ in false }
        transaction = TransactionData(
            amount: 1, date: CalendarDate(year: 2026, month: 1, day: 2), unpredictableNumber: 0x1234_5678,
            terminalQualifiers: 0)
        let recorder = RecordingChannel(
            VirtualCard(CardImage(profile), using: TestKeyGenerator(seed: "fuzz \(profile.rawValue)")))
        result = CardTap.run(&dialogue, over: recorder, transaction: transaction)
        precondition(result.verdict == .accepted, "the sound card was not accepted: \(result.reason.code)")
        answers = recorder.transcript.exchanges.map(\.answer)
        card = dialogue.card
        rid = 0xA0_0000_0333
        signed = Self.values(dialogue.card)
        staticData = Self.staticBytes(dialogue.card)
    }

    /// The tap with changed answers. What follows the recorded answers is these from the beginning again.
    package func run(_ edits: [Edit]) -> Ending {
        var changed = answers
        for edit in edits { edit.apply(to: &changed) }
        let channel = AnswersChannel(changed)
        let ending = CardTap.run(&dialogue, over: channel, transaction: transaction)
        return Ending(result: ending, fault: fault(ending, channel))
    }

    private func fault(_ ending: TapResult, _ channel: AnswersChannel) -> String? {
        if let fault = channel.fault { return fault }
        if dialogue.card.bytes.count > CommandExchange.longestData {
            return "more data than \(CommandExchange.longestData)"
        }
        guard ending.verdict == .accepted else { return nil }
        guard let genuine = ending.kernel?.card, let sound = result.kernel?.card else {
            return "accepted without a card"
        }
        if genuine != sound { return "accepted as another card" }
        if dialogue.card.clearPAN != card.clearPAN { return "accepted with another number in clear" }
        if Self.staticBytes(dialogue.card) != staticData { return "accepted with changed static data" }
        let now = Self.values(dialogue.card)
        // A card may leave out its qualifiers: the authentication data then speak for them.
        // Exponents and remainders mean nothing beside SM2 keys, and nothing signs them.
        let isSM2 = signed[Tag.issuerExponent] == nil
        for tag in Self.signedTags where now[tag] != signed[tag] {
            if isSM2, signed[tag] == nil { continue }
            if tag == Tag.cardQualifiers, now[tag] == nil { continue }
            return "accepted with a changed \(TLVTag.name(tag))"
        }
        return nil
    }

    private static func values(_ card: CardData) -> [UInt32: [UInt8]] {
        var values: [UInt32: [UInt8]] = [:]
        for tag in signedTags { values[tag] = card.copy(of: tag) }
        return values
    }

    private static func staticBytes(_ card: CardData) -> [UInt8] { card.staticData.flatMap { card.bytes[$0] } }
}

/// Gives answers in order and round again, whatever is asked; counts what the terminal asks.
private final class AnswersChannel: CardChannel {
    /// A bound that no dialogue may reach: 64 records and a few other commands, each with its 32 further ones.
    private static let mostCommands = 100 * (CommandExchange.mostGetResponses + 1)

    private let answers: [[UInt8]]
    private var commands = 0
    private var records = 0
    private var further = 0
    private var last: [UInt8] = []
    /// The last answer was 6Cxx: the same command comes again, with 6C00 to the byte.
    private var asksForLength = false
    /// The rule that the terminal broke.
    private(set) var fault: String?

    init(_ answers: [[UInt8]]) { self.answers = answers }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        note(command)
        guard fault == nil, !answers.isEmpty else { throw .removed }
        answer = answers[commands % answers.count]
        commands += 1
        asksForLength = answer.count >= 2 && answer[answer.count - 2] == 0x6C
        if answer.isEmpty { throw .removed }
    }

    func reset() throws(CardChannelError) -> [UInt8] { [0x3B, 0x80, 0x80, 0x01, 0x01] }

    private func note(_ command: [UInt8]) {
        if commands >= Self.mostCommands { fault = "more than \(Self.mostCommands) commands" }
        if (try? CommandAPDU(parsing: command)) == nil { fault = "a command that is none: \(Hex.text(command))" }
        let isGetResponse = command.starts(with: [0x00, 0xC0])
        let isRepeat = command.prefix(4) == last.prefix(4) && (command != last || asksForLength)
        if isGetResponse || isRepeat { further += 1 } else { further = 0 }
        if further > CommandExchange.mostGetResponses { fault = "more than 32 further commands" }
        if command.starts(with: [0x00, 0xB2]), further == 0 { records += 1 }
        if command.starts(with: [0x00, 0xA4]) { records = 0 }
        if records > ApplicationFileLocator.mostRecords { fault = "more than 64 records" }
        if !isGetResponse { last = command }
    }
}
