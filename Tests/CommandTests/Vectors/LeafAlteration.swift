import Foundation

@testable import faregate

/// Copies of expectations with one leaf altered, where words for people and inputs are left as they are.
enum LeafAlteration {
    /// One copy or two for each leaf, in which it has another value of the same kind; with its path.
    static func all(of value: Any, at path: String = "") -> [(String, Any)] {
        switch value {
        case let object as [String: Any]:
            return object.keys.sorted().filter { !VectorComparison.freeText.contains($0) }.flatMap { key in
                all(of: object[key] ?? NSNull(), at: "\(path).\(key)").map { inner in
                    var changed = object
                    changed[key] = inner.1
                    return (inner.0, changed)
                }
            }
        case let list as [Any]:
            return list.indices.flatMap { index in
                all(of: list[index], at: "\(path)[\(index)]").map { inner in
                    var changed = list
                    changed[index] = inner.1
                    return (inner.0, changed)
                }
            }
        case let flag as Bool: return [(path, !flag)]
        case let number as Int: return [(path, number + 1)]
        case let text as String:
            let last: Character = text.last == "0" ? "1" : "0"
            let first: Character = text.first == "0" ? "1" : "0"
            return [(path, String(text.dropLast()) + String(last)), (path, String(first) + text.dropFirst())]
        default: return []
        }
    }
}
