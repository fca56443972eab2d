import Foundation
import Testing

@testable import faregate

/// The public vectors of codes, and whether the checker would notice a change.
struct CodeVectorTests {
    private static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map { "\($0)/vectors/qr" }
    private static let isThere = folder.map { FileManager.default.fileExists(atPath: $0 + "/mot-v2.json") } ?? false
    private static let files = [
        "alipay-style": 7, "bcbp": 7, "emvco-cpm": 5, "emvco-mpm": 9, "mot-root-record": 1, "mot-v2": 18,
        "sm-crypto": 17, "uic-dosipas": 4, "uic-static": 13, "vdv": 1,
    ]
    /// What an item gives, beside which all is expected.
    private static let given: Set<String> = [
        "id", "payload_hex", "payload_text", "source", "note", "now", "context", "format", "record_hex",
        "level1PublicKey", "alg", "message_hex", "user_id", "key", "plaintext", "r", "s",
    ]

    private static func items(_ name: String) throws -> [VectorItem] {
        try VectorFiles.items(of: try #require(folder) + "/\(name).json")
    }

    private static func differences(_ item: VectorItem, _ json: [String: Any]) throws -> Int {
        let checks = VectorChecks(keys: try CAKeyLists.builtIn(allowsTestKeys: true), keyItems: [])
        return checks.differences(VectorItem(name: item.name, kind: item.kind, json: json)).count
    }

    @Test(.enabled(if: isThere, "skipped: external data not present"), arguments: files.keys.sorted())
    func everyItemIsAsExpected(name: String) throws {
        let items = try Self.items(name)
        #expect(items.count == Self.files[name])
        for item in items { #expect(try Self.differences(item, item.json) == 0, "\(item.name)") }
    }

    /// Every leaf that is expected, altered, left out, and one more beside it.
    @Test(.enabled(if: isThere, "skipped: external data not present"), arguments: files.keys.sorted())
    func everyAlteredExpectationIsNoticed(name: String) throws {
        var count = 0
        for item in try Self.items(name) {
            // Where nothing else has the point, the compressed key is an input.
            let given = Self.given.union(item.json["x"] == nil ? ["compressed"] : [])
            for key in item.json.keys.sorted() where !given.contains(key) {
                guard let value = item.json[key] else { continue }
                for alteration in Self.alterations(of: value) {
                    var json = item.json
                    json[key] = alteration
                    count += 1
                    #expect(try Self.differences(item, json) > 0, "\(item.name).\(key): \(alteration)")
                }
            }
            var more = item.json
            more["surprise"] = true
            #expect(try Self.differences(item, more) > 0, "\(item.name) with more")
        }
        #expect(count >= (Self.files[name] ?? 0))
    }

    @Test("without payload, time or shared keys an item is different, not skipped", .enabled(if: isThere))
    func missingInputs() throws {
        for name in Self.files.keys {
            for item in try Self.items(name) {
                for key in ["payload_hex", "payload_text", "now", "record_hex", "message_hex", "context"]
                where item.json[key] != nil {
                    if key == "context", !["alipay-style", "mot-v2", "uic-static"].contains(name) { continue }
                    // Refusals that reading alone finds need no certificate.
                    if key == "context", name == "uic-static", item.json["fields"] == nil { continue }
                    var json = item.json
                    json[key] = nil
                    #expect(try Self.differences(item, json) > 0, "\(item.name) without \(key)")
                }
            }
        }
    }

    /// The value with one leaf changed at its front or end, or one member or element left out.
    private static func alterations(of value: Any) -> [Any] {
        switch value {
        case let object as [String: Any]:
            return object.keys.sorted().flatMap { key -> [Any] in
                guard let member = object[key] else { return [] }
                var without = object
                without[key] = nil
                return [without]
                    + alterations(of: member).map { inner in
                        var changed = object
                        changed[key] = inner
                        return changed
                    }
            }
        case let list as [Any]:
            return [Array(list.dropLast()), list + ["00"]].filter { $0.count != list.count }
                + list.indices.flatMap { index in
                    alterations(of: list[index]).map { inner in
                        var changed = list
                        changed[index] = inner
                        return changed
                    }
                }
        case let flag as Bool: return [!flag]
        case let number as Int: return [number + 1]
        case let text as String:
            // A remark in brackets is for people.
            let (code, remark) = text.firstIndex(of: "(").map { (text[..<$0], text[$0...]) } ?? (text[...], "")
            let trimmed = String(code).trimmingCharacters(in: .whitespaces)
            let first = (trimmed.first == "0" ? "1" : "0") + trimmed.dropFirst()
            let last = trimmed.dropLast() + (trimmed.last == "0" ? "1" : "0")
            return [first, String(last)].map { remark.isEmpty ? $0 : "\($0) \(remark)" }
        case is NSNull: return ["A"]
        default: return []
        }
    }
}
