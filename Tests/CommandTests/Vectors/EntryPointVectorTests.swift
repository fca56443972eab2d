import Foundation
import Testing

@testable import faregate

/// EMVCo's entry-point cases as libpay's run of them recorded them, and whether the harness would notice a change.
struct EntryPointVectorTests {
    private static let path = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/vectors/emv/entry-point.json"
    }
    private static let isThere = path.map { FileManager.default.fileExists(atPath: $0) } ?? false

    private static func items() throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: try #require(path)))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func everyItemIsAsExpected() throws {
        let items = try Self.items()
        #expect(items.count == 160)
        for item in items {
            let differences = EntryPointVectors.check(item)
            #expect(differences.isEmpty, "\(item["name"] ?? ""): \(differences.joined(separator: "\n"))")
        }
    }

    /// Every leaf of `expected`, altered, must come out different; all members, left out or added, as well.
    ///
    /// Excepted: `source_checks`, which tells where the values come from; of it only the form is checked.
    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func everyAlteredExpectationIsNoticed() throws {
        var count = 0
        for (index, item) in try Self.items().enumerated() {
            guard var expected = item["expected"] as? [String: Any] else { continue }
            expected["source_checks"] = nil
            // One of three alterations an item and leaf: all of them take a minute.
            let alterations = Alteration.all(of: expected).enumerated().filter { ($0.offset + index) % 3 == 0 }
            for (_, alteration) in alterations {
                var altered = item
                altered["expected"] = alteration.value
                count += 1
                #expect(
                    !EntryPointVectors.check(altered).isEmpty,
                    "\(item["name"] ?? ""): \(alteration.path) altered and not noticed")
            }
        }
        #expect(count > 3000)
    }

    /// What the source's criterion looks at: the form is checked, since its values stand elsewhere in the item.
    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func malformedSourceChecksAreDifferences() throws {
        for item in try Self.items() {
            for (key, value) in [
                ("decided_by", "chance" as Any), ("fields", [["activation": 1000, "names": ["ttq"]]]),
                ("fields", [["activation": 0, "names": ["tastes"]]]), ("surprise", true),
            ] {
                guard var expected = item["expected"] as? [String: Any],
                    var checks = expected["source_checks"] as? [String: Any]
                else { continue }
                checks[key] = value
                expected["source_checks"] = checks
                var altered = item
                altered["expected"] = expected
                #expect(!EntryPointVectors.check(altered).isEmpty, "\(item["name"] ?? ""): \(key)")
            }
        }
    }

    /// An input left out, and one nobody knows, are differences.
    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func missingAndUnknownInputsAreDifferences() throws {
        for item in try Self.items() {
            for key in ["kind", "configuration", "transactions", "card", "kernel_script", "expected"] {
                var altered = item
                altered[key] = nil
                #expect(!EntryPointVectors.check(altered).isEmpty, "\(item["name"] ?? "") without \(key)")
            }
            var more = item
            more["surprise"] = true
            #expect(!EntryPointVectors.check(more).isEmpty)
            guard var expected = item["expected"] as? [String: Any] else { continue }
            expected["surprise"] = true
            more = item
            more["expected"] = expected
            #expect(!EntryPointVectors.check(more).isEmpty)
        }
    }

    @Test(arguments: [
        (#"{"a":1}"#, #"{"a":true}"#, ["v.a: expected 1 got true"]),
        (#"{"a":[1,2]}"#, #"{"a":[1]}"#, ["v.a[1]: expected 2 got nothing"]),
        (#"{"a":null}"#, #"{"b":null}"#, ["v.a: expected null got nothing", "v.b: expected nothing got null"]),
        (#"{"a":"x"}"#, #"{"a":"x"}"#, []),
    ])
    func comparesLeafByLeaf(expected: String, got: String, differences: [String]) throws {
        func value(_ text: String) throws -> VectorValue? {
            VectorValue(try JSONSerialization.jsonObject(with: Data(text.utf8)))
        }
        #expect(try VectorValue.differences(value(expected), value(got), at: "v") == differences)
    }
}

/// A copy of a JSON value with one thing changed, and where.
struct Alteration {
    let path: String
    let value: Any

    /// Every leaf changed, every member and element left out, one unknown member in every object.
    static func all(of value: Any, path: String = "expected") -> [Alteration] {
        switch value {
        case let object as [String: Any]:
            var result: [Alteration] = []
            for key in object.keys.sorted() {
                guard let member = object[key] else { continue }
                var without = object
                without[key] = nil
                // Checks and PDOL values are what the item chose to list; what a run shows is listed whole.
                if key == "runs" || !(path == "expected" || path.hasSuffix(".data")) {
                    result.append(Alteration(path: "\(path).\(key) left out", value: without))
                }
                for inner in all(of: member, path: "\(path).\(key)") {
                    var changed = object
                    changed[key] = inner.value
                    result.append(Alteration(path: inner.path, value: changed))
                }
            }
            var more = object
            more["surprise"] = 1
            if !path.hasSuffix(".data") { result.append(Alteration(path: "\(path) with more", value: more)) }
            return result
        case let list as [Any]:
            return list.indices.flatMap { index in
                all(of: list[index], path: "\(path)[\(index)]").map { inner in
                    var changed = list
                    changed[index] = inner.value
                    return Alteration(path: inner.path, value: changed)
                }
            } + (path.contains("runs") ? [Alteration(path: "\(path) with more", value: list + ["00"])] : [])
        case let text as String:
            let first: Character = text.first == "0" ? "1" : "0"
            return [Alteration(path: path, value: String(first) + text.dropFirst())]
        case is NSNull: return [Alteration(path: path, value: "A")]
        case let number as NSNumber:
            let isFlag = unsafe String(cString: number.objCType) == "c"
            return [Alteration(path: path, value: isFlag ? !number.boolValue as Any : number.intValue + 1 as Any)]
        default: return []
        }
    }
}
