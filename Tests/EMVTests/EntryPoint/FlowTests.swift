import EMV
import SmartCard
import Testing

/// Starts, restarts, polls, errors and outcomes: the order of what the driver is told to do.
struct FlowTests {
    typealias Card = CardAnswers

    private static let first = "A000000333010101"
    private static let second = "A000000333010102"

    private static func reader(kernels: [Outcome] = [], polls: [String] = []) -> ScriptedReader {
        var options = EntryPointConfiguration.Options()
        options.contactlessTransactionLimit = 1000
        options.qualifiers = TerminalTransactionQualifiers(rawValue: 0x21C0_0080)
        var reader = ScriptedReader(
            .reader([(first, "07"), (second, "07")], options: options),
            card: [
                "ppse": [Card.directory(Card.entry(first, priority: "01"), Card.entry(second, priority: "02"))],
                first: [Card.application(first)], second: [Card.application(second)],
            ])
        reader.kernels = kernels
        reader.polls = polls
        return reader
    }

    private static func outcome(
        _ kind: Outcome.Kind, _ start: EntryPointStart? = nil, shows message: UInt8? = nil, restart: UInt8? = nil,
        off: Int? = nil
    ) -> Outcome {
        func request(_ number: UInt8) -> UserInterfaceRequest {
            UserInterfaceRequest(.init(rawValue: number), .readyToRead)
        }
        var outcome = Outcome(kind, start: start, messageOnOutcome: message.map(request))
        outcome.messageOnRestart = restart.map(request)
        outcome.fieldOff100ms = off
        return outcome
    }

    @Test func plainTap() {
        var reader = Self.reader(kernels: [Self.outcome(.approved, shows: 0x03, off: 13)])
        reader.begin()
        #expect(reader.text == "15, poll, ppse, \(Self.first), kernel 07, 03, off 13, approved")
        #expect(reader.activations.first?.start == .a && reader.activations.first?.isRestart == false)
        #expect(reader.activations.first?.qualifiers?.rawValue == 0x2100_0080)
        #expect(reader.activations.first?.fileControlInformation != nil)
        #expect(reader.activations.first?.selectStatus == .success)
    }

    /// All sets barred by the amount, or none for the type: no card command.
    @Test(arguments: [(UInt64(1000), UInt8(0)), (1, 0x20)])
    func barred(amount: UInt64, type: UInt8) {
        var reader = Self.reader()
        reader.begin(amount: amount, type: type)
        #expect(reader.text == "18!, tryAnotherInterface contactlessNotAllowed")
    }

    /// Autorun: no limits, the TTQ as configured.
    @Test func autorun() {
        var reader = Self.reader()
        reader.autorun(amount: 5000)
        #expect(reader.text == "15, poll, ppse, \(Self.first), kernel 07, approved")
        #expect(reader.activations.first?.start == .b)
        #expect(reader.activations.first?.indicators == [])
        #expect(reader.activations.first?.qualifiers?.rawValue == 0x21C0_0080)
    }

    @Test(arguments: [
        (["collision", "card"], "15, collision, 19!, poll, ppse"),
        (["collision", "nothing", "card"], "15, collision, 19!, nothing, 19, poll, ppse"),
        (
            ["collision", "collision", "nothing", "nothing"],
            "15, collision, 19!, collision, 19!, nothing, 19, nothing, poll, ppse"
        ),
        (["nothing", "card"], "15, nothing, poll, ppse"),
        (["failure", "card"], "15, failure, 15, poll, ppse"),
    ])
    func polling(polls: [String], begins log: String) {
        var reader = Self.reader(polls: polls)
        reader.begin()
        #expect(reader.text == log + ", \(Self.first), kernel 07, approved")
    }

    /// A time-out, at PPSE or at the final SELECT, goes back to the poll and to PPSE (a weakness of the vectors).
    @Test(arguments: [
        ("ppse", "15, poll, ppse, 15, poll, ppse, \(first), kernel 07, approved"),
        (first, "15, poll, ppse, \(first), 15, poll, ppse, \(first), kernel 07, approved"),
    ])
    func timeOut(at name: String, log: String) {
        var reader = Self.reader()
        reader.card[name, default: []].insert("", at: 0)
        reader.begin()
        #expect(reader.text == log)
    }

    /// The list after a time-out is new: candidates dropped before come back.
    @Test func timeOutAfterADrop() {
        var reader = Self.reader()
        reader.card[Self.first] = ["6A82", Card.application(Self.first)]
        reader.card[Self.second] = [""]
        reader.begin()
        #expect(
            reader.text
                == "15, poll, ppse, \(Self.first), \(Self.second), 15, poll, ppse, \(Self.first), kernel 07, approved")
    }

    @Test func tryAgain() {
        var reader = Self.reader(kernels: [Self.outcome(.tryAgain, .b, shows: 0x20)])
        reader.begin()
        #expect(
            reader.text
                == "15, poll, ppse, \(Self.first), kernel 07, 20, poll, ppse, \(Self.first), kernel 07, approved")
        reader = Self.reader(kernels: [Self.outcome(.tryAgain, .b), Self.outcome(.tryAgain, .b, restart: 0x21)])
        reader.begin()
        #expect(
            reader.text
                == "15, poll, ppse, \(Self.first), kernel 07, 15, poll, ppse, \(Self.first), kernel 07, "
                + "21, poll, ppse, \(Self.first), kernel 07, approved")
    }

    @Test func selectNext() {
        var reader = Self.reader(kernels: [Self.outcome(.selectNext, .c)])
        reader.begin()
        #expect(
            reader.text == "15, poll, ppse, \(Self.first), kernel 07, \(Self.second), kernel 07, approved")
        reader = Self.reader(kernels: [Self.outcome(.selectNext, .c), Self.outcome(.selectNext, .c)])
        reader.begin()
        #expect(reader.outcome?.entryPointReason == .candidatesExhausted(nil))
        #expect(reader.outcome?.messageOnOutcome == UserInterfaceRequest(.tryAnotherCard, .readyToRead))
    }

    /// Restarts: start, issuer data, and what follows.
    @Test(arguments: [
        (EntryPointStart.a, false, "21, poll, ppse, \(first), kernel 07, approved"),
        (.a, true, "21, poll, ppse, \(first), kernel 07, approved"),
        (.b, false, "21, poll, ppse, \(first), kernel 07, approved"),
        (.b, true, "21, poll, \(first), kernel 07, approved"),
        (.c, false, "21, \(first), kernel 07, approved"),
        (.c, true, "21, \(first), kernel 07, approved"),
        (.d, false, "21, kernel 07, approved"),
        (.d, true, "21, kernel 07, approved"),
    ])
    func restarts(start: EntryPointStart, hasIssuerData: Bool, log: String) throws {
        for message in [UInt8?.none, 0x21] {
            var reader = Self.reader(kernels: [Self.outcome(.onlineRequest, start, restart: message)])
            reader.begin()
            reader.restart(hasIssuerData: hasIssuerData)
            #expect(reader.text == (message == nil ? log.replacing("21, ", with: "15, ") : log))
            let activation = try #require(reader.activations.last)
            #expect(activation.start == start && activation.isRestart && activation.hasIssuerData == hasIssuerData)
            #expect((activation.fileControlInformation == nil) == (start == .d))
            #expect(activation.qualifiers?.rawValue == 0x2100_0080)
        }
    }

    /// With issuer data a refused SELECT ends it; without, the next candidate is tried.
    @Test(arguments: [
        (EntryPointStart.a, true, "15, poll, ppse, \(first), 1C, endApplication issuerDataUndeliverable(6A82)"),
        (.b, true, "15, poll, \(first), 1C, endApplication issuerDataUndeliverable(6A82)"),
        (.c, true, "15, \(first), 1C, endApplication issuerDataUndeliverable(6A82)"),
        (.b, false, "15, poll, ppse, \(first), \(second), kernel 07, approved"),
        (.c, false, "15, \(first), \(second), kernel 07, approved"),
    ])
    func refusedAtARestart(start: EntryPointStart, hasIssuerData: Bool, log: String) {
        var reader = Self.reader(kernels: [Self.outcome(.onlineRequest, start)])
        reader.card[Self.first] = [Card.application(Self.first), "6A82"]
        reader.begin()
        reader.restart(hasIssuerData: hasIssuerData)
        #expect(reader.text == log)
    }

    /// A time-out in a restarted run goes by that run's own start.
    @Test(arguments: [
        (EntryPointStart.b, true, "15, poll, \(first), 15, poll, \(first), kernel 07, approved"),
        (.b, false, "15, poll, ppse, \(first), 15, poll, ppse, \(first), kernel 07, approved"),
        (.c, false, "15, \(first), 15, poll, \(first), kernel 07, approved"),
    ])
    func timeOutAtARestart(start: EntryPointStart, hasIssuerData: Bool, log: String) {
        var reader = Self.reader(kernels: [Self.outcome(.onlineRequest, start)])
        reader.card[Self.first] = [Card.application(Self.first), "", Card.application(Self.first)]
        reader.begin()
        reader.restart(hasIssuerData: hasIssuerData)
        #expect(reader.text == log)
    }

    /// Nothing of one transaction shows in the next.
    @Test func nextTransaction() {
        var reader = Self.reader(kernels: [Self.outcome(.onlineRequest, .c, restart: 0x21)])
        reader.begin()
        reader.begin(amount: 2)
        #expect(reader.text == "15, poll, ppse, \(Self.first), kernel 07, approved")
        #expect(reader.activations.last?.isRestart == false && reader.activations.last?.transaction.amount == 2)
        #expect(reader.machine.restart(hasIssuerData: false) == nil)
    }

    /// Events that do not fit the state change nothing.
    @Test func unexpectedEvents() {
        var machine = Self.reader().machine
        let approved = Outcome(.approved)
        func refuses(_ events: String, _ machine: inout EntryPoint) {
            let bytes: [UInt8] = []
            for event in events {
                switch event {
                case "c": #expect(machine.cardDetected() == nil)
                case "n": #expect(machine.noCard() == nil && machine.collision() == nil)
                case "a": #expect(machine.answer(.success, 0..<0, in: bytes.span) == nil)
                case "k": #expect(machine.kernelFinished(approved) == nil)
                case "f": #expect(machine.channelFailed() == nil)
                default: #expect(machine.restart(hasIssuerData: false) == nil)
                }
            }
        }
        refuses("cnakfr", &machine)
        #expect(machine.next() == nil)
        #expect(
            machine.begin(EntryPointTransaction(amount: 1)) == .show(UserInterfaceRequest(.presentCard, .readyToRead)))
        #expect(machine.next() == .pollForCard)
        #expect(machine.next() == nil)
        refuses("akr", &machine)
        #expect(machine.cardDetected() == .transmit)
        refuses("cnkr", &machine)
        let directory = Hex.bytes(Card.directory(Card.entry(Self.first)).dropLast(4)) ?? []
        #expect(machine.answer(.success, 0..<directory.count, in: directory.span) == .transmit)
        refuses("cnkr", &machine)
        let application = Hex.bytes(Card.application(Self.first).dropLast(4)) ?? []
        guard case .activateKernel? = machine.answer(.success, 0..<application.count, in: application.span) else {
            Issue.record("no kernel")
            return
        }
        refuses("cnafr", &machine)
        #expect(machine.kernelFinished(approved) == .finished)
        #expect(machine.outcome == approved)
        refuses("cnakfr", &machine)
    }
}
