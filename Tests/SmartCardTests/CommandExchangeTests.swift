import SmartCard
import Testing

/// One command to the card until its answer is whole: emv-cases.md, QP-A01 to QP-A06.
struct CommandExchangeTests {
    /// A card that expects commands in order, the answer to each, and how the exchange ends.
    struct Script: Sendable, CustomTestStringConvertible {
        let name: String
        let exchanges: [(command: String, answer: String)]
        let ending: String
        var testDescription: String { name }
    }

    private static let select = "00A4040002AABB00"

    static let scripts: [Script] = [
        Script(name: "QP-A01 normal", exchanges: [(select, "6F009000")], ending: "9000 6F00"),
        Script(name: "no data", exchanges: [(select, "6A82")], ending: "6A82 "),
        Script(
            name: "QP-A02 wrong Le", exchanges: [(select, "6C2F"), ("00A4040002AABB2F", "6F009000")],
            ending: "9000 6F00"),
        Script(
            name: "wrong Le twice", exchanges: [(select, "6C2F"), ("00A4040002AABB2F", "6C10")], ending: "6C10 "),
        Script(
            name: "QP-A03 response waiting", exchanges: [(select, "612F"), ("00C000002F", "6F009000")],
            ending: "9000 6F00"),
        Script(
            name: "QP-A03 in pieces",
            exchanges: [(select, "AA6102"), ("00C0000002", "BBCC6101"), ("00C0000001", "DD9000")],
            ending: "9000 AABBCCDD"),
        Script(
            name: "61 with 6C in it",
            exchanges: [(select, "6100"), ("00C0000000", "6C02"), ("00C0000002", "AABB9000")],
            ending: "9000 AABB"),
        Script(
            name: "QP-A04 warning, then wrong Le",
            exchanges: [(select, "6283"), ("00C0000000", "6C02"), ("00C0000002", "6F009000")], ending: "6283 6F00"),
        Script(
            name: "a warning and no data", exchanges: [(select, "6283"), ("00C0000000", "6A82")], ending: "6283 "),
        Script(name: "a warning with data", exchanges: [(select, "6F006283")], ending: "6283 6F00"),
        Script(
            name: "a warning at the end of the data", exchanges: [(select, "6102"), ("00C0000002", "6F006286")],
            ending: "6286 6F00"),
        Script(name: "QP-A06 one byte", exchanges: [(select, "90")], ending: "answerTooShort"),
        Script(name: "QP-A06 nothing", exchanges: [(select, "")], ending: "answerTooShort"),
        Script(
            name: "longest", exchanges: [(select, String(repeating: "AA", count: 256) + "9000")],
            ending: "9000 " + String(repeating: "AA", count: 256)),
        Script(
            name: "too long", exchanges: [(select, String(repeating: "AA", count: 257) + "9000")],
            ending: "answerTooLong"),
    ]

    @Test(arguments: scripts)
    func ends(script: Script) {
        #expect(
            Self.run(script, CommandAPDU(0x00, 0xA4, 0x04, 0x00, data: [0xAA, 0xBB], expectedLength: 256))
                == script.ending)
    }

    /// Cases 1 to 3 and the extended forms with a wrong Le.
    @Test(arguments: [
        ("00B2010C00", "00B2010C2F"), ("00440000", "004400002F"), ("0082000001AA", "0082000001AA2F"),
        ("00B00000000101", "00B0000000002F"), ("00A40400000001AA0000", "00A40400000001AA002F"),
        ("00A40400000001AA", "00A40400000001AA002F"),
    ])
    func repeatsWithTheRightLength(command: String, repeated: String) throws {
        let script = Script(
            name: command, exchanges: [(command, "6C2F"), (repeated, "AA9000")], ending: "9000 AA")
        #expect(Self.run(script, try CommandAPDU(parsing: bytes(command))) == script.ending)
    }

    /// A warning without data in an answer that should have none is not asked after.
    @Test func warningsOfCase3() {
        let script = Script(name: "case 3", exchanges: [("0082000001AA", "6300")], ending: "6300 ")
        #expect(Self.run(script, CommandAPDU(0x00, 0x82, 0, 0, data: [0xAA])) == script.ending)
    }

    /// QP-A05: a card that answers `61xx` for ever.
    @Test(arguments: [("6100", 32), ("6C00", 1)])
    func endless(answer: String, further: Int) {
        var exchange = CommandExchange()
        var buffer: [UInt8] = []
        exchange.start(CommandAPDU(0x00, 0xA4, 0x04, 0x00, data: [0xAA], expectedLength: 256), into: buffer)
        var count = 0
        while case .transmit = exchange.receive(bytes(answer), into: &buffer), count < 100 { count += 1 }
        #expect(count == further)
        #expect(count <= CommandExchange.mostGetResponses)
    }

    /// `6C` and `61` in turn end as well.
    @Test func endlessInTurn() {
        var exchange = CommandExchange()
        var buffer: [UInt8] = []
        exchange.start(CommandAPDU(0x00, 0xA4, 0x04, 0x00, data: [0xAA], expectedLength: 256), into: buffer)
        var count = 0
        while count < 100 {
            let step = exchange.receive(bytes(count % 2 == 0 ? "6C01" : "6101"), into: &buffer)
            guard case .transmit = step else {
                #expect(step == .failed(.endless))
                break
            }
            count += 1
        }
        #expect(count == 32)
    }

    /// 8 KiB are the most that one dialogue collects; what the buffer held before counts.
    @Test func collectsNoMoreThan8KiB() {
        let piece = [UInt8](repeating: 0xAA, count: 256) + [0x61, 0x00]
        for (held, pieces) in [(0, 32), (256, 31), (1, 31)] {
            var exchange = CommandExchange()
            var buffer = [UInt8](repeating: 0, count: held)
            exchange.start(.readRecord(1, sfi: 1), into: buffer)
            var taken = 0
            var step = exchange.receive(piece, into: &buffer)
            while case .transmit = step {
                taken += 1
                step = exchange.receive(piece, into: &buffer)
            }
            #expect(taken == pieces && step == .failed(.tooMuchData), "\(held)")
            #expect(buffer.count <= CommandExchange.longestData)
        }
    }

    /// The data of the second command follow those of the first.
    @Test func oneBufferForManyCommands() {
        var exchange = CommandExchange()
        var buffer: [UInt8] = []
        exchange.start(.readRecord(1, sfi: 1), into: buffer)
        #expect(exchange.receive(bytes("AABB9000"), into: &buffer) == .complete(.success, data: 0..<2))
        exchange.start(.readRecord(2, sfi: 1), into: buffer)
        #expect(Hex.text(exchange.command) == "00B2020C00")
        #expect(exchange.receive(bytes("CC9000"), into: &buffer) == .complete(.success, data: 2..<3))
        #expect(Hex.text(buffer) == "AABBCC")
    }

    /// Every transport trace of emv-utils ends as its own test says.
    @Test(.enabled(if: ExternalVectors.areThere, "skipped: external data not present"))
    func agreesWithTheTraces() throws {
        var count = 0
        for item in try ExternalVectors.items("apdu-traces.json") where item["kind"] as? String == "transport-trace" {
            let transcript = ExternalVectors.transcript(item)
            let expected = try #require(item["expected"] as? [String: Any])
            let script = Script(
                name: item["name"] as? String ?? "",
                exchanges: transcript.exchanges.map { (Hex.text($0.command), Hex.text($0.answer)) }, ending: "")
            let first = try CommandAPDU(parsing: transcript.exchanges[0].command)
            let ending = Self.run(script, first)
            let status = ending.prefix { $0 != " " }
            #expect(status == expected["final_sw"] as? String ?? "", "\(script.name)")
            // The source gives data and status word together where nothing was joined.
            let data = String(ending.dropFirst(5))
            let given = expected["data"] as? String ?? ""
            #expect(given == data || given == data + status, "\(script.name)")
            count += 1
        }
        #expect(count == 7)
    }

    private static func run(_ script: Script, _ command: CommandAPDU) -> String {
        var exchange = CommandExchange()
        var buffer: [UInt8] = []
        exchange.start(command, into: buffer)
        for (expected, answer) in script.exchanges {
            guard Hex.text(exchange.command) == expected else { return "sent \(Hex.text(exchange.command))" }
            switch exchange.receive(bytes(answer), into: &buffer) {
            case .transmit: continue
            case .complete(let status, let data): return "\(status) \(Hex.text(buffer[data]))"
            case .failed(let fault): return "\(fault)"
            }
        }
        return "still transmits \(Hex.text(exchange.command))"
    }
}
