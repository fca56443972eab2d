import CardEmulator
import Foundation
import Testing

/// The emulator's taps beside those that another program made after public sources (quickpass-synthetic.json).
struct ShapeTests {
    private struct File: Decodable { let items: [Item]? }
    struct Item: Decodable {
        struct Command: Decodable {
            let c: String
            let r: String
        }
        struct Terminal: Decodable {
            let ttq: String
            let amount_9F02: String
            let unpredictable_number: String
        }
        struct Inputs: Decodable {
            let capk_modulus: String?
            let capk_exponent: String?
        }
        struct Expected: Decodable {
            let result: String?
            let fail_stage: String?
        }
        let name: String
        let apdus: [Command]
        let terminal: Terminal
        let inputs: Inputs?
        let expected: Expected

        var exchanges: [Exchange] {
            apdus.map { Exchange(command: ShapeTests.bytes($0.c), answer: ShapeTests.bytes($0.r)) }
        }
    }

    private static func bytes(_ hex: String) -> [UInt8] { CardEmulatorTests.bytes(hex) }
    private static let path = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/vectors/emv/quickpass-synthetic.json"
    }
    private static let isThere = path.map { FileManager.default.fileExists(atPath: $0) } ?? false

    private static func items() throws -> [Item] {
        let data = try Data(contentsOf: URL(filePath: try #require(path)))
        if let items = try? JSONDecoder().decode([Item].self, from: data) { return items }
        return try JSONDecoder().decode(File.self, from: data).items ?? []
    }

    /// The verifier of these tests judges the other program's taps as their file says.
    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func verifierAgreesWithTheOtherProgram() throws {
        let items = try Self.items()
        #expect(items.count == 9)
        for item in items {
            let modulus = item.inputs?.capk_modulus.map(Self.bytes)
            let exponent = item.inputs?.capk_exponent.map(Self.bytes)
            let verifier = TapVerifier { _, _ in
                guard let modulus, let exponent else { return nil }
                return (modulus, exponent)
            }
            let result = verifier.verify(item.exchanges)
            switch item.name {
            case "quickpass-arqc-legacy-card-no-df61": #expect(result == "no offline authentication data")
            case "quickpass-fdda-00-old-card": #expect(result == "fdda_input_incomplete")
            default:
                #expect(result == (item.expected.fail_stage ?? "ok"), "\(item.name)")
            }
        }
    }

    private static func card(_ name: String) -> CardImage? {
        switch name {
        case "quickpass-online-oda-arqc-gpo": return CardImage(.quickPassCredit)
        case "quickpass-online-oda-arqc-record": return CardImage(.quickPassDebit)
        case "quickpass-ecash-tc-record": return CardImage(.quickPassCash)
        case "quickpass-arqc-legacy-card-no-df61": return CardImage(.quickPassLegacy)
        case "quickpass-fdda-00-old-card":
            var image = CardImage(.quickPassLegacy)
            image.version = [0x00, 0x20]
            image.cashBalanceFen = 5000
            return image
        case "neg-quickpass-format-95": return CardFault(id: "QP-E03").map { CardImage($0) }
        case "neg-quickpass-9f69-seven-bytes": return CardFault(id: "QP-E05-seven-bytes").map { CardImage($0) }
        case "neg-quickpass-ctq-differs": return CardFault(id: "QP-E07").map { CardImage($0) }
        case "neg-quickpass-amount-changed": return CardFault(id: "QP-E06-amount").map { CardImage($0) }
        default: return nil
        }
    }

    /// Tags, their order and lengths, the file locator and the commands are the same.
    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func hasTheShapeOfTheOtherProgram() throws {
        for item in try Self.items() {
            let image = try #require(Self.card(item.name), "\(item.name)")
            let terminal = HandTerminal(
                qualifiers: item.terminal.ttq, amount: item.terminal.amount_9F02,
                number: item.terminal.unpredictable_number)
            let directory = try NaiveTLV.objects(item.exchanges[0].data)
            let name = try #require(NaiveTLV.find(0x4F, in: directory))
            let tap = try terminal.tap(VirtualCard.make(image), name: hex(name))
            #expect(tap.map(\.command) == item.exchanges.map(\.command), "\(item.name)")
            for (own, other) in zip(tap, item.exchanges) {
                let (own, other) = try (NaiveTLV.objects(own.data), NaiveTLV.objects(other.data))
                #expect(NaiveTLV.shape(own) == NaiveTLV.shape(other), "\(item.name)")
                for tag in [0x94, 0x82, 0x9F4D, 0x9F38, 0x9F08, 0x9F4A, 0x5F2D, 0x9F74] {
                    #expect(NaiveTLV.find(tag, in: own) == NaiveTLV.find(tag, in: other), "\(item.name) \(tag)")
                }
            }
        }
    }
}
