import Foundation

/// Compares what is expected with what our code gets, key by key.
enum VectorComparison {
    /// One place where they differ.
    struct Difference {
        let path: String
        let expected: String
        let got: String
    }

    /// Keys that hold words for people, not results.
    static let freeText: Set<String> = ["why", "notes", "source_test", "balance_note"]

    /// All differences; a key that our code has no result for is one.
    static func differences(expected: [String: Any], got: [String: Any]) -> [Difference] {
        var found: [Difference] = []
        for key in expected.keys.sorted() where !freeText.contains(key) {
            guard let want = expected[key] else { continue }
            compare(want, got[key], path: key, &found)
        }
        return found
    }

    private static func compare(_ expected: Any, _ got: Any?, path: String, _ found: inout [Difference]) {
        guard let got else {
            found.append(Difference(path: path, expected: describe(expected), got: "nothing"))
            return
        }
        switch (expected, got) {
        case (_, is TakenAsGiven): break
        case (let want as String, let have as WordedFact):
            if !have.agrees(want) { found.append(Difference(path: path, expected: want, got: have.description)) }
        case (let want as [String: Any], let have as [String: Any]):
            for key in Set(want.keys).union(have.keys).sorted() where !freeText.contains(key) {
                guard let wanted = want[key] else {
                    // More results than are asked for are fine at the first level of a report, not inside a list of
                    // tags.
                    if path == "tags" {
                        found.append(
                            Difference(
                                path: "\(path).\(key)", expected: "nothing", got: describe(have[key] ?? NSNull())))
                    }
                    continue
                }
                compare(wanted, have[key], path: "\(path).\(key)", &found)
            }
        case (let want as [Any], let have as [Any]):
            guard want.count == have.count else {
                found.append(Difference(path: path, expected: describe(want), got: describe(have)))
                return
            }
            for index in want.indices { compare(want[index], have[index], path: "\(path)[\(index)]", &found) }
        case (let want as Bool, let have as Bool):
            if want != have { found.append(Difference(path: path, expected: "\(want)", got: "\(have)")) }
        case (let want as Int, let have as Int):
            if want != have { found.append(Difference(path: path, expected: "\(want)", got: "\(have)")) }
        case (let want as String, let have as String):
            if want != have { found.append(Difference(path: path, expected: want, got: have)) }
        case (is NSNull, is NSNull): break
        default: found.append(Difference(path: path, expected: describe(expected), got: describe(got)))
        }
    }

    static func describe(_ value: Any) -> String {
        switch value {
        case is NSNull: "null"
        case let text as String: text
        case let list as [Any]: "[" + list.map(describe).joined(separator: ", ") + "]"
        case let members as [String: Any]:
            "{" + members.keys.sorted().map { "\($0): \(describe(members[$0] ?? NSNull()))" }.joined(separator: ", ")
                + "}"
        default: "\(value)"
        }
    }
}
