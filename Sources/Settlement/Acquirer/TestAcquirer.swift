import EMV
import Fares
import SmartCard

/// An acquirer for tests: opens what gates have sealed to it, checks that it belongs to the tap, approves or declines
/// by a rule.
///
/// - **Shape**: pure; accounts in order of their tokens.
package struct TestAcquirer {
    /// What became of an account.
    package enum Result: String, Hashable, Sendable, CaseIterable {
        case approved
        /// Declined by the rule.
        case declined
        /// Nothing is to be collected.
        case nothingDue = "nothing-due"
        /// More was collected before than is owed: the operator pays the difference back.
        case owedBack = "owed-back"
        /// The gates have sealed nothing for it.
        case noData = "no-data"
        /// No box of it opens with this key.
        case notOpenable = "not-openable"
        /// What a box holds is of another tap or card.
        case notOfThisTap = "not-of-this-tap"
    }

    /// An account and the answer.
    package struct Answer: Hashable, Sendable {
        /// Whose.
        package let token: String
        /// What was asked for, in fen.
        package let collectFen: Int64
        /// The tap whose data was used; empty: none.
        package let tap: String
        /// The answer.
        package let result: Result
    }

    private struct Box {
        let tap: String
        let time: LocalTime
        let counter: UInt16?
        let number: UInt32?
        let sealed: [UInt8]
    }

    private let privateKey: [UInt8]
    private let rule: DeclineRule
    private let tokenizer: CardTokenizer?
    private var boxes: [String: [Box]] = [:]
    private var due: [String: Int64] = [:]

    /// `tokenizer`: with it the card number in a box must lead to the token of its tap.
    package init(privateKey: [UInt8], rule: DeclineRule, tokenizer: CardTokenizer?) {
        self.privateKey = privateKey
        self.rule = rule
        self.tokenizer = tokenizer
    }

    /// Takes the rows of an `authorisations` file.
    package mutating func takeAuthorisations(_ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let (tap, token) = (try reader.requiredColumn("tap_id"), try reader.requiredColumn("token"))
        let (counter, number) = (try reader.requiredColumn("atc"), try reader.requiredColumn("un"))
        let (time, sealed) = (try reader.requiredColumn("time"), try reader.requiredColumn("sealed"))
        while try reader.next() {
            guard let bytes = Hex.bytes(reader.string(sealed)) else { throw reader.bad(sealed, "hex") }
            guard let moment = LocalTime(reader.string(time)) else { throw reader.bad(time, "a time") }
            boxes[reader.string(token), default: []].append(
                Box(
                    tap: reader.string(tap), time: moment, counter: UInt16(reader.string(counter)),
                    number: UInt32(reader.string(number)), sealed: bytes))
        }
    }

    /// Takes the rows of an `accounts` file.
    package mutating func takeAccounts(_ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let (token, collect) = (try reader.requiredColumn("token"), try reader.requiredColumn("collect_fen"))
        while try reader.next() {
            guard let fen = BatchAmount.read(reader.string(collect)) else {
                throw reader.bad(collect, "an amount in fen as a batch writes it")
            }
            due[reader.string(token), default: 0] += fen
        }
    }

    /// The answers, in order of the tokens.
    package func answers() -> [Answer] {
        due.keys.sorted().enumerated().map { index, token in answer(token, due[token] ?? 0, index) }
    }

    private func answer(_ token: String, _ fen: Int64, _ index: Int) -> Answer {
        guard fen > 0 else {
            return Answer(token: token, collectFen: fen, tap: "", result: fen < 0 ? .owedBack : .nothingDue)
        }
        // The youngest is the exit's; the rows of a file are in order of the devices. Of two at one time the later row
        // counts.
        let boxes = boxes[token] ?? []
        guard
            let last = boxes.reduce(
                boxes.first, { first, next in (first?.time ?? next.time) <= next.time ? next : first })
        else {
            return Answer(token: token, collectFen: fen, tap: "", result: .noData)
        }
        guard let opened = OpenedAuthorisation(last.sealed, privateKey: privateKey) else {
            return Answer(token: token, collectFen: fen, tap: last.tap, result: .notOpenable)
        }
        guard let bytes = Hex.bytes(token), bytes.count == 16,
            opened.belongs(
                counter: last.counter, unpredictableNumber: last.number, token: CardTokenValue(bytes: bytes),
                tokenizer: tokenizer)
        else { return Answer(token: token, collectFen: fen, tap: last.tap, result: .notOfThisTap) }
        let isDeclined = rule.declines(token, fen, index: index)
        return Answer(token: token, collectFen: fen, tap: last.tap, result: isDeclined ? .declined : .approved)
    }
}
