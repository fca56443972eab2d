import EMV
import SmartCard

/// The tests of openemv/emv-utils that were written down as traces, replayed against our contact terminal.
///
/// - **Shape**: chosen by the item's name, which names the test's file. Every command of ours must be the next recorded
///   one, and all must be used up.
/// - **Limits**: `expected.fci` and `expected.afl` are what those tests start from: inputs that the items carry among
///   their expectations. They are used and not compared; an altered one shows where commands or outcome come out
///   different.
/// - **Source**: tests/emv_*_test.c of that project, read for the terminal's settings and the outcomes.
enum TraceSourceTests {
    /// The outcome in that project's names, and what the test looks at; empty for an item from elsewhere.
    static func results(of item: VectorItem, _ transcript: Transcript) throws -> [String: Any] {
        guard item.name.hasPrefix("emvutils-") else { return [:] }
        let channel = TranscriptChannel(transcript)
        var results: [String: Any]
        do throws(CardChannelError) {
            if item.name.contains("build_candidate_list") {
                results = ["outcome": try candidates(channel)]
            } else if item.name.contains("select_application") {
                results = ["outcome": try selection(channel, transcript)]
            } else if item.name.contains("initiate_application_processing") {
                results = try initiation(item, channel)
            } else if item.name.contains("read_application_data") {
                results = try reading(item, channel)
            } else {
                return [:]
            }
        } catch {
            return ["outcome": "command \(channel.position + 1) is not the one recorded, or has no answer"]
        }
        // A locator that is wrong further on: emv-utils reads up to there, we read nothing (emv.md 8.4).
        let readsNothing = results["outcome"] as? String == locatorInvalid
        if channel.position != channel.count, !readsNothing {
            results["outcome"] = "\(results["outcome"] ?? "") after \(channel.position) of \(channel.count) commands"
        }
        return results
    }

    private static let locatorInvalid = "EMV_TAL_ERROR_AFL_INVALID"

    // MARK: Selection

    /// The applications of those tests' terminal, and whether longer names are meant as well.
    private static let supported: [ContactSelection.Supported] = [
        ("A0000000031010", true), ("A0000000032010", false), ("A0000000032020", false), ("A0000000041010", true),
        ("A0000000043060", true),
    ].compactMap { hex, allowsLongerNames in
        ApplicationIdentifier(hex: hex).map { .init($0, allowsLongerNames: allowsLongerNames) }
    }

    private static func candidates(_ channel: TranscriptChannel) throws(CardChannelError) -> String {
        var selection = ContactSelection(supported: supported)
        var session = ContactSession(over: channel)
        return name(try selection.findCandidates(over: &session))
    }

    /// That test's seven applications in the order in which it uses them up; what is left decides how a failure ends.
    private static let selectionOrder = [
        "A000000003101001", "A0000000041010", "A000000003101004", "A000000003101003", "A000000003101005",
        "A000000003101002", "A000000003101006",
    ].compactMap { ApplicationIdentifier(hex: $0) }

    private static func selection(
        _ channel: TranscriptChannel, _ transcript: Transcript
    ) throws(CardChannelError) -> String {
        guard let bytes = transcript.exchanges.first?.command, let command = try? CommandAPDU(parsing: bytes),
            let wanted = ApplicationIdentifier(command.data)
        else { return "no SELECT" }
        // That test begins by making its list.
        if command.data == ContactSelection.directoryName { return try candidates(channel) }
        let start = selectionOrder.firstIndex(of: wanted)
        let left = start.map { Array(selectionOrder[$0...]) } ?? [wanted]
        var selection = ContactSelection(supported: supported, candidates: left.map { .init(name: $0) })
        var session = ContactSession(over: channel)
        return name(try selection.select(at: 0, over: &session))
    }

    private static func name(_ outcome: ContactOutcome) -> String {
        switch outcome {
        case .accepted: "OK"
        case .cardError: "EMV_OUTCOME_CARD_ERROR"
        case .cardBlocked: "EMV_OUTCOME_CARD_BLOCKED"
        case .notAccepted: "EMV_OUTCOME_NOT_ACCEPTED"
        case .tryAgain: "EMV_OUTCOME_TRY_AGAIN"
        case .optionsNotAccepted: "EMV_OUTCOME_GPO_NOT_ACCEPTED"
        }
    }

    // MARK: Processing options and records

    /// What that test's terminal answers to a PDOL; its random number is recorded as zeros.
    private static let terminal: [UInt32: [UInt8]] = [
        0x81: [0x07, 0x5B, 0xCD, 0x15], 0x9C: [0x09], 0x9A: [0x24, 0x02, 0x17], 0x5F2A: [0x09, 0x78],
        0x9F02: [0x00, 0x01, 0x23, 0x45, 0x67, 0x89], 0x9F03: [0x00, 0x09, 0x87, 0x65, 0x43, 0x21],
        0x9F1A: [0x05, 0x28], 0x9F1B: [0x00, 0x00, 0x27, 0x10], 0x9F33: [0x60, 0xF0, 0xC8], 0x9F35: [0x22],
        0x9F40: [0xFA, 0x00, 0xF0, 0xA3, 0xFF], 0x9F66: [0x37, 0x80, 0x40, 0x00],
    ]

    private static func initiation(
        _ item: VectorItem, _ channel: TranscriptChannel
    ) throws(CardChannelError) -> [String: Any] {
        guard let fci = try? item.hex("expected.fci") else { return ["outcome": "no FCI"] }
        var application = ContactApplication()
        var session = ContactSession(over: channel)
        let outcome = try application.initiate(fci: fci, values: terminal, over: &session)
        var results: [String: Any] = ["outcome": name(outcome), "fci": TakenAsGiven()]
        if let profile = application.card.copy(of: Tag.interchangeProfile) {
            results["aip_verify"] = Hex.text(profile)
        }
        if let locator = application.card.copy(of: Tag.fileLocator) { results["afl_verify"] = Hex.text(locator) }
        return results
    }

    private static func reading(
        _ item: VectorItem, _ channel: TranscriptChannel
    ) throws(CardChannelError) -> [String: Any] {
        guard let locator = try? item.hex("expected.afl"), var application = try? ContactApplication(locator: locator)
        else { return ["outcome": "no AFL"] }
        var session = ContactSession(over: channel)
        let outcome: String =
            switch try application.readRecords(over: &session) {
            case .complete: "OK"
            case .completeWithoutStaticData: "EMV_TAL_RESULT_ODA_RECORD_INVALID"
            case .locatorInvalid: locatorInvalid
            case .recordRefused: "EMV_TAL_ERROR_READ_RECORD_FAILED"
            case .recordInvalid: "EMV_TAL_ERROR_READ_RECORD_INVALID"
            case .recordMalformed: "EMV_TAL_ERROR_READ_RECORD_PARSE_FAILED"
            case .exchangeBroken: "EMV_TAL_ERROR_TTL_FAILURE"
            case .locatorMissing, .objectRedundant, .objectMissing: "EMV_OUTCOME_CARD_ERROR"
            }
        return ["outcome": outcome, "afl": TakenAsGiven()]
    }
}
