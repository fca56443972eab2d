import EMV
import SmartCard

/// One item of `entry-point.json`, its inputs decoded: the reader, the card and the kernels to play.
struct EntryPointItem {
    /// What a poll finds.
    enum Poll: Hashable { case card, noCard, collision }

    /// What the card answers; nil is a communication error.
    typealias Response = [UInt8]?

    /// One kernel activation: how it ends, and what the issuer answers afterwards.
    struct Step {
        var outcome: Outcome
        var hostResponse: [UInt8]?
    }

    var configuration: EntryPointConfiguration
    /// The number in the file of each set of the configuration.
    var setNumbers: [Int]
    /// What the reader starts with by itself; nil: it waits for a transaction.
    var autorun: EntryPointTransaction?
    var transactions: [EntryPointTransaction]
    var polls: [Poll]
    var directory: Response
    var applications: [[UInt8]: [Response]]
    var script: [Step]
    var terminalData: [UInt32: [UInt8]]
    var isSelectionFree: Bool

    /// The largest amount that twelve digits write.
    private static let mostAmount = 999_999_999_999

    init(_ item: VectorValue) throws(VectorItemError) {
        var reader = try VectorReader(item, "item")
        for key in ["name", "source", "verified", "expected"] { _ = reader.optional(key) }
        guard try reader.text("kind") == "entry-point" else { throw reader.wrong("kind", "entry-point") }
        isSelectionFree = try reader.flag("selection_free") ?? false
        var configuration = try VectorReader(try reader.required("configuration"), "configuration")
        var sets: [EntryPointConfiguration.CombinationSet] = []
        for (index, set) in try configuration.list("sets").enumerated() {
            sets.append(try Self.set(set, "configuration.sets[\(index)]"))
        }
        self.configuration = EntryPointConfiguration(sets)
        self.configuration.currencyUnit = 1
        setNumbers = Array(sets.indices)
        switch try configuration.required("autorun") {
        case .null: autorun = nil
        case let value: autorun = try Self.transaction(value, "configuration.autorun", hasOther: false)
        }
        try configuration.finish()
        transactions = []
        for (index, value) in try reader.list("transactions").enumerated() {
            transactions.append(try Self.transaction(value, "transactions[\(index)]", hasOther: true))
        }
        polls = []
        if let value = reader.optional("reader") { polls = try Self.polls(value) }
        (directory, applications) = try Self.card(try reader.required("card"))
        script = []
        for (index, value) in try reader.list("kernel_script").enumerated() {
            script.append(try Self.step(value, "kernel_script[\(index)]"))
        }
        terminalData = [:]
        if let value = reader.optional("terminal_data") { terminalData = try Self.terminalData(value) }
        try reader.finish()
        if let autorun, transactions.contains(where: { $0.type != autorun.type || $0.amount != autorun.amount }) {
            throw VectorItemError("transactions: differ from configuration.autorun")
        }
        guard !transactions.isEmpty else { throw VectorItemError("transactions: none") }
    }

    private static func set(
        _ value: VectorValue, _ path: String
    ) throws(VectorItemError) -> EntryPointConfiguration.CombinationSet {
        var reader = try VectorReader(value, path)
        var types: [UInt8] = []
        for type in try reader.list("transaction_types") {
            guard let byte = type.text.flatMap(Hex.bytes), byte.count == 1 else {
                throw reader.wrong("transaction_types", "types in hex")
            }
            types += byte
        }
        var combinations: [EntryPointConfiguration.Combination] = []
        for pair in try reader.list("combinations") {
            let words = pair.elements.compactMap(\.text)
            guard words.count == 2, let identifier = ApplicationIdentifier(hex: words[0]),
                let kernel = KernelIdentifier(hex: words[1])
            else { throw reader.wrong("combinations", "pairs of AID and kernel") }
            combinations.append(.init(identifier, kernel))
        }
        var options = EntryPointConfiguration.Options()
        options.supportsStatusCheck = try reader.flag("status_check") ?? false
        options.allowsZeroAmount = try reader.flag("zero_amount_allowed")
        options.supportsExtendedSelection = try reader.flag("extended_selection") ?? false
        options.contactlessTransactionLimit = try amount(&reader, "contactless_transaction_limit")
        options.contactlessFloorLimit = try amount(&reader, "contactless_floor_limit")
        options.terminalFloorLimit = try amount(&reader, "terminal_floor_limit")
        options.cardholderVerificationLimit = try amount(&reader, "cvm_required_limit")
        if let bytes = try reader.bytes("ttq") {
            guard let qualifiers = TerminalTransactionQualifiers(bytes) else { throw reader.wrong("ttq", "4 bytes") }
            options.qualifiers = qualifiers
        }
        try reader.finish()
        return .init(transactionTypes: types, combinations, options: options)
    }

    private static func amount(
        _ reader: inout VectorReader, _ key: String
    ) throws(VectorItemError) -> UInt64? {
        guard let number = try reader.number(key) else { return nil }
        guard number <= mostAmount else { throw reader.wrong(key, "an amount of twelve digits") }
        return UInt64(number)
    }

    private static func transaction(
        _ value: VectorValue, _ path: String, hasOther: Bool
    ) throws(VectorItemError) -> EntryPointTransaction {
        var reader = try VectorReader(value, path)
        guard let type = try reader.bytes("type"), type.count == 1 else { throw reader.wrong("type", "one byte") }
        guard let amount = try amount(&reader, "amount") else { throw reader.wrong("amount", "an amount") }
        var other: UInt64 = 0
        if hasOther {
            guard let number = try Self.amount(&reader, "amount_other") else {
                throw reader.wrong("amount_other", "an amount")
            }
            other = number
        }
        try reader.finish()
        return EntryPointTransaction(type: type[0], amount: amount, otherAmount: other)
    }

    private static func polls(_ value: VectorValue) throws(VectorItemError) -> [Poll] {
        var reader = try VectorReader(value, "reader")
        var polls: [Poll] = []
        for poll in try reader.list("polling") {
            switch poll.text {
            case "card": polls.append(.card)
            case "collision": polls.append(.collision)
            case "no-collision", "no-card": polls.append(.noCard)
            default: throw reader.wrong("polling", "card, collision or no-collision")
            }
        }
        try reader.finish()
        return polls
    }

    private static func card(
        _ value: VectorValue
    ) throws(VectorItemError) -> (Response, [[UInt8]: [Response]]) {
        var reader = try VectorReader(value, "card")
        let directory = try response(try reader.required("ppse"), "card.ppse")
        var applications: [[UInt8]: [Response]] = [:]
        for (index, entry) in try reader.list("select").enumerated() {
            let path = "card.select[\(index)]"
            var select = try VectorReader(entry, path)
            guard let name = try select.bytes("aid"), applications[name] == nil else {
                throw select.wrong("aid", "a name that is not there yet")
            }
            var responses: [Response] = []
            if let single = select.optional("response") {
                responses.append(try response(single, path + ".response"))
            } else {
                for one in try select.list("responses") { responses.append(try response(one, path + ".responses")) }
            }
            guard !responses.isEmpty else { throw select.wrong("responses", "at least one") }
            try select.finish()
            applications[name] = responses
        }
        try reader.finish()
        return (directory, applications)
    }

    private static func response(_ value: VectorValue, _ path: String) throws(VectorItemError) -> Response {
        if value == .text("TIMEOUT") { return nil }
        guard let bytes = value.text.flatMap(Hex.bytes), bytes.count >= 2 else {
            throw VectorItemError("\(path): expected hex with a status word, or TIMEOUT")
        }
        return bytes
    }

    private static func step(_ value: VectorValue, _ path: String) throws(VectorItemError) -> Step {
        var reader = try VectorReader(value, path)
        guard let kind = try reader.name("outcome", of: EntryPointNames.kinds) else {
            throw reader.wrong("outcome", "an outcome")
        }
        var outcome = Outcome(kind)
        if try reader.required("start") != .null {
            outcome.start = try reader.name("start", of: EntryPointNames.starts)
        }
        outcome.onlineResponse = try reader.name("online_response", of: EntryPointNames.onlineResponses)
        outcome.cardholderVerification = try reader.name("cvm", of: EntryPointNames.verifications)
        outcome.alternateInterface = try reader.name("alternate_interface", of: EntryPointNames.interfaces)
        outcome.isReceiptWanted = try reader.flag("receipt") ?? false
        outcome.fieldOff100ms = try reader.number("field_off_100ms")
        outcome.removalTimeout100ms = try reader.number("removal_timeout_100ms") ?? 0
        outcome.messageOnOutcome = try request(&reader, "ui_on_outcome")
        outcome.messageOnRestart = try request(&reader, "ui_on_restart")
        let host = try reader.bytes("host_response")
        try reader.finish()
        return Step(outcome: outcome, hostResponse: host)
    }

    private static func request(
        _ outer: inout VectorReader, _ key: String
    ) throws(VectorItemError) -> UserInterfaceRequest? {
        guard let value = outer.optional(key) else { return nil }
        var reader = try VectorReader(value, "\(outer.path).\(key)")
        guard let message = try reader.bytes("message"), message.count == 1 else {
            throw reader.wrong("message", "one byte")
        }
        guard let status = try reader.name("status", of: EntryPointNames.statuses) else {
            throw reader.wrong("status", "a status")
        }
        var request = UserInterfaceRequest(.init(rawValue: message[0]), status)
        request.holdTime100ms = try reader.number("hold_time_100ms") ?? 0
        if let language = try reader.text("language") { request.languagePreference = Array(language.utf8) }
        if let qualifier = try reader.name("value_qualifier", of: EntryPointNames.qualifiers) {
            guard let digits = try reader.text("value"), digits.utf8.count == 12, let amount = UInt64(digits) else {
                throw reader.wrong("value", "twelve digits")
            }
            guard let currency = try reader.bytes("currency"), currency.count == 2 else {
                throw reader.wrong("currency", "two bytes")
            }
            request.value = .init(
                qualifier, amount: amount, currency: UInt16(currency[0]) << 8 | UInt16(currency[1]))
        }
        try reader.finish()
        return request
    }

    private static func terminalData(_ value: VectorValue) throws(VectorItemError) -> [UInt32: [UInt8]] {
        guard case .object(let members) = value else { throw VectorItemError("terminal_data: expected an object") }
        var data: [UInt32: [UInt8]] = [:]
        for (tag, hex) in members {
            guard let number = UInt32(tag, radix: 16), let bytes = hex.text.flatMap(Hex.bytes) else {
                throw VectorItemError("terminal_data.\(tag): expected hex")
            }
            data[number] = bytes
        }
        return data
    }
}
