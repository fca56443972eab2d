import ArgumentParser
import EMV
import ElectronicPurse
import Fares
import Lane
import PCSC
import SmartCard

/// `faregate card read`: whatever card lies on a reader.
struct CardReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read the card on a reader: what it is, masked, with its trips.",
        discussion: """
            A stored-value purse is read with balance and records; nothing is debited. A payment card is asked as a gate \
            would ask it, so that its signature can be checked and its counter moves on by one; nothing is charged.

            Examples:
              faregate card read
              faregate card read --reader "Virtual PCD 00 00" --test-keys --json
            """)

    @Option(help: "The reader's name, or a part of it that no other has (default: the first with a card).")
    var reader: String?

    @Option(help: "Seconds to wait for a card.")
    var wait = 10

    @Flag(help: "Accept the emulator's test CA.")
    var testKeys = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard (0...3600).contains(wait) else { throw wrongUsage(.range("--wait", 0, 3600, ("seconds", "秒"))) }
    }

    func run() throws {
        Machine.forbidCoreFiles()
        let session = try connect()
        defer { session.disconnect() }
        let fields = try purse(session) ?? payment(session)
        let language = words.language
        Terminal.print(
            json
                ? JSONValue.object(fields.map { ($0.name, $0.value) }).text() + "\n"
                : fields.map { "\(language.pick($0.zh, $0.en)): \($0.text)\n" }.joined())
    }

    /// One thing that is known of the card.
    private struct Field {
        let name: String
        let zh: String
        let en: String
        let value: JSONValue

        /// In words: a list as lines.
        var text: String {
            switch value {
            case .string(let text): text
            case .null: "-"
            case .array(let lines): lines.isEmpty ? "-" : "\n" + lines.map { "  " + $0.line }.joined(separator: "\n")
            default: value.text()
            }
        }
    }

    private func connect() throws -> ReaderSession {
        let names = try reader.map { [try ReaderNames.find($0)] } ?? ReaderNames.all()
        let readers = names.map { CardReader($0) }
        let end = GateClock.milliseconds + wait * 1000
        let pause = StopFlag()
        while true {
            var last = ReaderError(.noCard)
            for one in readers {
                do throws(ReaderError) { return try one.connect() } catch { last = error }
            }
            let isLate = GateClock.milliseconds >= end
            guard !isLate, last.kind == .noCard || last.kind == .cardRemoved || last.kind == .inUse else {
                throw failure(Wording(of: last), CommandExit.unavailable)
            }
            pause.wait(milliseconds: 100)
        }
    }

    // MARK: Purses

    private func purse(_ session: ReaderSession) -> [Field]? {
        let (year, month, day) = GateClock.chinaNow.date.calendar
        guard let moment = PurseMoment(year: year, month: month, day: day, secondOfDay: 0) else { return nil }
        var dialogue = PurseDialogue(PurseConfiguration())
        var module = SoftwarePSAM(terminal: 0, keys: [:], nextSequence: 1)
        let result = PurseTap.run(
            &dialogue, .read, over: session, psam: &module, moment: moment,
            gate: PurseTap.Gate(decide: { _ in .refuse(.read) }, keep: { _ in false }))
        guard let card = dialogue.card else { return nil }
        let trips = card.transactions.map { record in
            JSONValue.object([
                ("time", .string(Self.text(record.moment))), ("amount_fen", .integer(Int(record.amountFen))),
                ("kind", .integer(Int(record.kind))), ("sequence", .integer(Int(record.sequence))),
            ])
        }
        return [
            Field(name: "medium", zh: "卡种", en: "medium", value: .string(card.application.scheme.rawValue)),
            Field(name: "masked_pan", zh: "卡号", en: "number", value: .string(card.identity.number.masked)),
            Field(
                name: "valid_to", zh: "有效期至", en: "valid to",
                value: .string(String(card.identity.validTo.digits, radix: 16))),
            Field(name: "balance_fen", zh: "余额（分）", en: "balance (fen)", value: .optional(card.balance?.fen)),
            Field(
                name: "inside", zh: "在付费区", en: "inside", value: .bool(card.state == PurseJourney.State.entered)),
            Field(name: "trips", zh: "交易记录", en: "trips", value: .array(trips)),
            Field(name: "result", zh: "结果", en: "result", value: .string(result.reason.code)),
        ]
    }

    private static func text(_ moment: PurseMoment) -> String {
        let (year, month, day) = moment.date.calendar
        guard let date = ServiceDate(year: year, month: month, day: day) else { return "" }
        return "\(LocalTime(date, secondOfDay: moment.secondOfDay))"
    }

    // MARK: Payment cards

    private func payment(_ session: ReaderSession) throws -> [Field] {
        var keys: CAPublicKeyStore
        do {
            keys = try CAKeyLists.builtIn(allowsTestKeys: false)
            if testKeys { try EmulatorKeys.add(to: &keys) }
        } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
        var generator = SystemRandomNumberGenerator()
        let (year, month, day) = GateClock.chinaNow.date.calendar
        let transaction = TransactionData(
            amount: 1, date: CalendarDate(year: year, month: month, day: day),
            unpredictableNumber: UInt32.random(in: 1 ... .max, using: &generator), terminalQualifiers: 0)
        var dialogue = CardDialogue(
            CardDialogue.Configuration(gate: .deferred), authenticator: CardAuthenticator(keys: keys)
        ) { _, _ in false }
        let result = CardTap.run(
            &dialogue, over: session, transaction: transaction, now: { Int(GateClock.monotonic / 1000) })
        defer { dialogue.forget() }
        let card = dialogue.card
        return [
            Field(
                name: "medium", zh: "卡种", en: "medium",
                value: .optional(result.reason == .notSupported ? nil : "quickpass")),
            Field(name: "masked_pan", zh: "卡号", en: "number", value: .optional(card.clearPAN?.masked)),
            Field(
                name: "expires", zh: "有效期", en: "expires (YYMMDD)",
                value: .optional(card.copy(of: Tag.expirationDate).map { Hex.text($0) })),
            Field(name: "genuine", zh: "真卡", en: "genuine", value: .bool(result.kernel?.card != nil)),
            Field(name: "result", zh: "结果", en: "result", value: .string(result.reason.code)),
            Field(name: "stage", zh: "失败步骤", en: "failed at", value: .optional(result.kernel?.stage?.rawValue)),
        ]
    }
}
