import Foundation
import TestSupport
import Testing

@testable import faregate

/// The recorded dialogues and transit purses, and whether the checkers would notice a change.
struct TraceVectorTests {
    private static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/vectors/emv"
    }
    private static let isThere = folder.map { FileManager.default.fileExists(atPath: $0) } ?? false

    private static func items(_ name: String) throws -> [VectorItem] {
        try VectorFiles.items(of: "\(#require(folder))/\(name)")
    }

    private static func checks() throws -> VectorChecks {
        VectorChecks(keys: try CAKeyLists.builtIn(allowsTestKeys: true), keyItems: [])
    }

    @Test(
        .enabled(if: isThere, "skipped: external data not present"),
        arguments: [("apdu-traces.json", 43), ("transit.json", 10)])
    func everyItemIsAsExpected(file: String, count: Int) throws {
        let items = try Self.items(file)
        let checks = try Self.checks()
        #expect(items.count == count)
        for item in items {
            let differences = checks.differences(item)
            let words = differences.map { "\($0.path): \($0.expected) / \($0.got)" }.joined(separator: "; ")
            #expect(differences.isEmpty, "\(item.name): \(words)")
        }
    }

    /// Over T=0 answers come by GET RESPONSE, and records after a wrong length: the signature is found all the same.
    @Test(.enabled(if: isThere, "skipped: external data not present"), arguments: [(nil, "ok"), (40, "sdad_header")])
    func signatureOverT0(digit: Int?, result: String) throws {
        let found = try Self.items("apdu-traces.json").first { $0.name == "trace-emvpt-t0-61-6c" }
        var json = try #require(found).json
        var exchanges = try #require(json["apdus"] as? [[String: Any]])
        let place = try #require(exchanges.firstIndex { ($0["c"] as? String) == "00C0000083" })
        if let digit, var answer = (exchanges[place]["r"] as? String).map(Array.init) {
            answer[digit] = answer[digit] == "0" ? "1" : "0"
            exchanges[place]["r"] = String(answer)
        }
        json["apdus"] = exchanges
        json["expected"] = ["oda": result]
        let keys = CAKeyLists.usable(in: try Self.items("capk.json"))
        let differences = VectorChecks(keys: keys, keyItems: []).differences(VectorItem(json: json, index: 0))
        #expect(differences.map(\.got) == [])
    }

    /// Files that lie alone, without the key list: the keys of the program serve them as well.
    @Test(
        .enabled(if: isThere, "skipped: external data not present"),
        arguments: ["apdu-traces.json", "crypto.json", "oda.json", "quickpass-synthetic.json"])
    func keysOfTheProgram(file: String) throws {
        let checks = try Self.checks()
        for item in try Self.items(file) {
            #expect(checks.differences(item).map(\.path) == [], "\(item.name)")
        }
    }

    /// Every leaf of `expected`, altered, must come out different, except words for people, and `fci` and `afl`, which
    /// are inputs of the replayed tests and may lead to the same end when altered (Docs/vectors.md).
    @Test(
        .enabled(if: isThere, "skipped: external data not present"),
        arguments: [
            "apdu-traces.json", "crypto.json", "oda.json", "quickpass-synthetic.json", "transit.json",
        ])
    func everyAlteredExpectationIsNoticed(file: String) throws {
        let checks = try Self.checks()
        var count = 0
        for item in try Self.items(file) {
            for (path, altered) in LeafAlteration.all(of: item.expected)
            where path != ".fci" && path != ".afl" {
                var json = item.json
                json["expected"] = altered
                count += 1
                #expect(
                    !checks.differences(VectorItem(name: item.name, kind: item.kind, json: json)).isEmpty,
                    "\(item.name)\(path) altered and not noticed")
            }
        }
        #expect(count > 8)
    }

    /// Nothing of an item that is cut, emptied or garbled may end the run.
    @Test(.enabled(if: isThere, "skipped: external data not present"), arguments: ["apdu-traces.json", "transit.json"])
    func spoiltItemsAreDifferencesOrNot(file: String) throws {
        let checks = try Self.checks()
        var generator = SplitMix64(seed: 7)
        for item in try Self.items(file) {
            for key in item.json.keys where key != "kind" {
                var json = item.json
                json[key] = nil
                _ = checks.differences(VectorItem(name: item.name, kind: item.kind, json: json))
            }
            guard let exchanges = item.json["apdus"] as? [[String: Any]] else { continue }
            for _ in 0..<40 {
                var json = item.json
                json["apdus"] = exchanges.map { Self.spoilt($0, using: &generator) }
                _ = checks.differences(VectorItem(name: item.name, kind: item.kind, json: json))
            }
        }
    }

    /// One command or answer of two has a byte changed, or its end cut off.
    private static func spoilt(_ exchange: [String: Any], using generator: inout SplitMix64) -> [String: Any] {
        var result = exchange
        for side in ["c", "r"] where Bool.random(using: &generator) {
            guard var digits = (exchange[side] as? String).map({ Array($0) }), digits.count >= 2 else { continue }
            let place = Int.random(in: 0..<(digits.count / 2), using: &generator)
            if Int.random(in: 0..<8, using: &generator) == 0 {
                digits.removeSubrange((2 * place)...)
            } else {
                let byte = UInt8.random(in: 0...255, using: &generator)
                let text = String(byte, radix: 16, uppercase: true)
                digits.replaceSubrange((2 * place)..<(2 * place + 2), with: byte < 16 ? "0" + text : text)
            }
            result[side] = String(digits)
        }
        return result
    }
}
