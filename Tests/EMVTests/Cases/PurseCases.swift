import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Group F of emv-cases.md as far as it is reading and decoding: T-Union and Shenzhen Tong.
struct PurseCases {
    /// What a purse says to one command: status word and decoded lines.
    private static func ask(_ id: String, select: String, _ command: String) throws -> (String, [String]) {
        let card = VirtualCard(CardImage(try #require(CardFault(id: id))), using: SplitMix64(seed: 1))
        var dialogue = DialogueDecoding(context: .init(reveals: true), isFixed: false)
        var lines: [String] = []
        var status = ""
        for hex in [select, command] where !hex.isEmpty {
            let bytes = try #require(Hex.bytes(hex))
            var answer: [UInt8] = []
            try card.transmit(bytes, into: &answer)
            status = Hex.text(answer.suffix(2))
            _ = dialogue.command(bytes, masked: bytes)
            let (node, _) = dialogue.answer(answer, masked: answer)
            lines = node.children.flatMap(\.flattened).flatMap(\.lines).map {
                "\($0.part.english): \($0.meaning.english)"
            }
        }
        return (status, lines)
    }

    private static let tUnion = "00A4040008A00000063201010500"
    private static let shenzhenTong = "00A4000002100100"

    @Test(
        "TU-F01 to F04, F11: files and balances",
        arguments: [
            ("TU-F01", tUnion, "00B0950000", "card number: 3104895199123450004"),
            ("TU-F01", tUnion, "00B0950000", "valid from: 2019-03-01"),
            ("TU-F01", tUnion, "00B0970000", "city: 5840 Shenzhen"),
            ("TU-F04", shenzhenTong, "00B0950000", "card number: 12345678 (4)"),
            ("TU-F04", shenzhenTong, "00B0950000", "valid to: 2037-03-14"),
            ("TU-F14", tUnion, "00B0950000", "valid to: 2026-11-22"),
        ])
    func files(id: String, select: String, command: String, line: String) throws {
        let (status, lines) = try Self.ask(id, select: select, command)
        #expect(status == "9000" && lines.contains(line), "\(lines)")
    }

    @Test("TU-F02 top bit of the balance")
    func topBit() throws {
        let plain = try Self.ask("TU-F01", select: Self.tUnion, "805C000204")
        let set = try Self.ask("TU-F02", select: Self.tUnion, "805C000204")
        #expect(plain.0 == "9000" && plain.1 == set.1 && !plain.1.isEmpty)
        #expect(ValueDecoder.purseBalanceFen([0x80, 0x00, 0x16, 0x4E]) == 5710)
        #expect(ValueDecoder.purseBalanceFen([0x00, 0x00, 0x0A, 0xC3]) == 2755)
    }

    /// The card says the three numbers; to make −2.50 yuan of them belongs to the purse flow.
    @Test("TU-F03 overdraft")
    func overdraft() throws {
        #expect(try Self.ask("TU-F03", select: Self.tUnion, "805C000204").1 == ["amount: 0.00 (with two decimals)"])
        #expect(try Self.ask("TU-F03", select: Self.tUnion, "805C020204").1 == ["amount: 2.50 (with two decimals)"])
    }

    @Test(
        "TU-F01, F04: cards read by others", .enabled(if: CaseVectors.areThere, "skipped: external data not present"),
        arguments: [
            (
                "tunion-nfsee-beijing",
                [
                    "card number: 3105170070104791381", "valid from: 2019-07-18", "valid to: 2040-12-31",
                    "city: 5840 Shenzhen", "amount: 57.10 (with two decimals)", "time: 2017-08-30 12:56:37",
                    "time: 2017-08-30 12:23:17", "time: 2017-08-30 12:19:17",
                ]
            ),
            ("shenzhentong-nfsee", ["card number: 331498659 (2)", "amount: 57.10 (with two decimals)"]),
        ])
    func recorded(name: String, expected: [String]) throws {
        var dialogue = DialogueDecoding(context: .init(reveals: true), isFixed: false)
        var lines: [String] = []
        for exchange in try CaseVectors.item(name, "transit.json").exchanges {
            _ = dialogue.command(exchange.command, masked: exchange.command)
            let (node, error) = dialogue.answer(exchange.answer, masked: exchange.answer)
            #expect(error == nil)
            lines += node.children.flatMap(\.flattened).flatMap(\.lines).map {
                "\($0.part.english): \($0.meaning.english)"
            }
        }
        for line in expected { #expect(lines.contains(line), "\(line) in \(lines)") }
    }

    @Test("TU-F11 wrong file layout")
    func wrongLayout() throws {
        let short = try Self.ask("TU-F11-file-15", select: Self.tUnion, "00B0950000")
        #expect(short.0 == "9000" && !short.1.contains { $0.hasPrefix("card number") }, "\(short.1)")
        let old = try Self.ask("TU-F11-record", select: Self.tUnion, "00B201C400")
        #expect(old.0 == "9000" && old.1.contains { $0.contains("1388") }, "\(old.1)")
    }

    @Test(
        "TU-F12 blocked card, missing file",
        arguments: [
            ("TU-F12-blocked", "", "6A81"), ("TU-F12-application-blocked", "", "6283"),
            ("TU-F12-no-file", "00B0970000", "6A82"),
        ])
    func statusWords(id: String, command: String, status: String) throws {
        #expect(try Self.ask(id, select: Self.tUnion, command).0 == status)
    }

    /// The whole tap of the cash application is in `SelectionCases`; `DF60` 00 is asked for here.
    @Test("TU-F13 T-Union cash: no extended application")
    func cash() throws {
        let name = try #require(ApplicationIdentifier(hex: "A000000632010106"))
        let tap = CaseTap(.electronicCash).with {
            $0.configuration.entryPoint.sets[0].combinations = [.init(name, .unionPay)]
        }
        let outcome = try tap.present("TU-F13")
        #expect(outcome.text == "accepted approved approved-offline")
        // DF60 is the first value, DF69 the second.
        #expect(Hex.text(outcome.commands[2][7..<9]) == "0001")
    }
}
