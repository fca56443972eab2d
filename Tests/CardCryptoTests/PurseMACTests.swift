import Foundation
import Testing

@testable import CardCrypto

/// The MACs of an ED/EP purchase (emv.md, section 7) out of this target's DES alone.
struct PurseMACTests {
    private static let path = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/vectors/emv/transit.json"
    }
    private static let isThere = path.map { FileManager.default.fileExists(atPath: $0) } ?? false

    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func agreesWithTheComputedExample() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: try #require(Self.path)))
        let list = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let vector = try #require(list.first { $0["name"] as? String == "edep-purchase-mac-computed-1" })
        let inputs = try #require(vector["inputs"] as? [String: String])
        let expected = try #require(vector["expected"] as? [String: String])
        func input(_ name: String) throws -> [UInt8] { bytes(try #require(inputs[name])) }

        // Diversification: 3DES(MPK, serial) || 3DES(MPK, inverted serial).
        let (master, serial) = (try input("purchase_master_key"), try input("card_serial8"))
        let cardKey = TripleDES.encrypt(serial + serial.map { ~$0 }, key: master)
        #expect(hex(cardKey) == expected["card_purchase_key"]?.lowercased())

        let terminalSequence = try input("terminal_sequence")
        let seed = try input("card_random") + input("offline_atc") + terminalSequence.suffix(2)
        let session = TripleDES.encrypt(seed, key: cardKey)
        #expect(hex(session) == expected["session_key"]?.lowercased())

        let (amount, rest) = (try input("amount"), try input("type") + input("terminal"))
        let time = try input("datetime")
        #expect(mac(amount + rest + time, key: session) == expected["mac1"]?.lowercased())
        #expect(mac(amount, key: session) == expected["mac2"]?.lowercased())
        let tacKey = zip(cardKey.prefix(8), cardKey.suffix(8)).map { $0 ^ $1 }
        #expect(
            mac(amount + rest + terminalSequence + time, key: tacKey)
                == expected["tac_with_same_master_key"]?.lowercased())
    }

    private func mac(_ message: [UInt8], key: [UInt8]) -> String {
        hex(Array(TripleDES.cbcMAC(TripleDES.padded80(message), key: key).prefix(4)))
    }
}
