import Foundation
import Testing

@testable import faregate

/// Whole taps whose items lack an input, bring their key from elsewhere, or end before authentication.
struct TapVectorTests {
    /// An item of the emulator's file with one value set otherwise; nil takes it away.
    private static func item(_ name: String, _ path: String? = nil, _ value: Any? = nil) throws -> VectorItem {
        guard let item = try EmulatorVectorTests.items().first(where: { $0.name == name }) else {
            throw Missing(what: name)
        }
        guard let path else { return item }
        let parts = path.split(separator: ".").map(String.init)
        var json = item.json
        if parts.count == 1 {
            json[parts[0]] = value
        } else {
            var inner = json[parts[0]] as? [String: Any] ?? [:]
            inner[parts[1]] = value
            json[parts[0]] = inner
        }
        return VectorItem(name: item.name, kind: item.kind, json: json)
    }

    private static func checks(_ keys: [String: Any]? = nil) throws -> VectorChecks {
        guard let keys else { return VectorChecks(keys: try CAKeyLists.builtIn(allowsTestKeys: true), keyItems: []) }
        let items = [VectorItem(json: keys, index: 0)]
        return VectorChecks(keys: CAKeyLists.usable(in: items), keyItems: items)
    }

    private static func differences(_ item: VectorItem, keys: [String: Any]? = nil) throws -> [String] {
        try checks(keys).differences(item).map { "\($0.path): \($0.expected) / \($0.got)" }
    }

    /// A date, amount or number that is missing, of another length or none at all is no date of 2000, no 0.
    @Test(
        arguments: [
            ("date_9A", nil), ("date_9A", ""), ("date_9A", "2611"), ("date_9A", "261323"), ("date_9A", "260230"),
            ("date_9A", "2611231"), ("date_9A", "today"), ("type_9C", nil), ("type_9C", ""), ("type_9C", "0000"),
            ("amount_9F02", nil), ("amount_9F02", "01"), ("amount_9F02", "00000000000A"), ("currency_5F2A", "56"),
            ("country_9F1A", "560156"), ("unpredictable_number", nil), ("unpredictable_number", "00"),
            ("ttq", "218000"),
        ] as [(String, String?)])
    func badInputsAreDifferent(name: String, value: String?) throws {
        let found = try Self.differences(Self.item("emulator-debit", "terminal.\(name)", value))
        #expect(found == ["item: a result / input terminal.\(name) is missing or not of the right form"])
    }

    /// An expired card is expired whatever the item says of the day.
    @Test func daysAreNotInvented() throws {
        let good = try Self.item("emulator-debit")
        #expect(try Self.differences(good) == [])
        #expect(try !Self.differences(Self.item("emulator-debit", "terminal.date_9A", "341123")).isEmpty)
    }

    /// The key that an item does not bring comes from the run's list; the one that it brings comes first.
    @Test(arguments: ["emulator-debit", "emulator-sm2"])
    func keysOfTheRun(name: String) throws {
        let own = try Self.item(name)
        let inputs = own.json["inputs"] as? [String: Any] ?? [:]
        var bare = inputs
        for key in ["capk_modulus", "capk_exponent", "capk_sm2_xy"] { bare[key] = nil }
        let item = try Self.item(name, "inputs", bare)
        let found = try Self.differences(item)
        #expect(found.contains("fail_stage: nothing / ca_public_key_not_found") || found.contains("result: ok / fail"))
        let rid = try #require(inputs["rid"])
        var key: [String: Any] = ["rid": rid, "index": inputs["capk_index"] ?? "", "role": "test"]
        if let xy = inputs["capk_sm2_xy"] {
            key["public_key"] = xy
            key["algorithm"] = "SM2"
        } else {
            key["modulus"] = inputs["capk_modulus"]
            key["exponent"] = inputs["capk_exponent"]
        }
        #expect(try Self.differences(item, keys: key) == [])
        // Without inputs at all the same.
        #expect(try Self.differences(Self.item(name, "inputs", nil), keys: key) == [])
        // `null` says that the terminal has no keys.
        var none = bare
        none["capk_modulus"] = NSNull()
        #expect(try !Self.differences(Self.item(name, "inputs", none), keys: key).isEmpty)
    }

    /// What the kernel says of a card that answers GET PROCESSING OPTIONS with a status word alone.
    @Test(arguments: [
        ("6985", "Select Next"), ("6986", "End Application"), ("6982", "End Application"),
        ("", "Try Again: card-removed"), ("90", "Try Again: link-fault"), ("6300", "command 4 is not the one recorded"),
    ])
    func outcomesAreToldApart(answer: String, outcome: String) throws {
        let item = try Self.item("emulator-debit")
        var exchanges = Array(try #require(item.json["apdus"] as? [[String: Any]]).prefix(3))
        exchanges[2]["r"] = answer
        var json = item.json
        json["apdus"] = exchanges
        for (expected, isRight) in [(outcome, true), ("Declined", false)] {
            json["expected"] = ["outcome": expected, "result": "none"]
            let found = try Self.differences(VectorItem(name: "", kind: item.kind, json: json))
            #expect(found.isEmpty == isRight, "\(found)")
        }
        // Nothing was authenticated, so nothing is "ok".
        json["expected"] = ["outcome": outcome, "result": "ok"]
        #expect(try Self.differences(VectorItem(name: "", kind: item.kind, json: json)) == ["result: ok / none"])
    }

    /// Recorded commands that are not sent are a difference, whatever the outcome.
    @Test func allCommandsAreUsed() throws {
        let item = try Self.item("emulator-debit")
        let exchanges = try #require(item.json["apdus"] as? [[String: Any]])
        let longer = try Self.item("emulator-debit", "apdus", exchanges + [exchanges[0]])
        #expect(try Self.differences(longer).first?.hasPrefix("outcome: ") == true)
    }
}
