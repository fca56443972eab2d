import Foundation

/// A value of a vector file, in which numbers and flags are kept apart and equality means equality.
enum VectorValue: Equatable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([VectorValue])
    case object([String: VectorValue])

    /// The value that `JSONSerialization` gave; nil for a number that is not whole.
    init?(_ value: Any?) {
        switch value {
        case nil, is NSNull: self = .null
        case let text as String: self = .text(text)
        case let list as [Any]:
            let inner = list.compactMap(VectorValue.init)
            guard inner.count == list.count else { return nil }
            self = .list(inner)
        case let object as [String: Any]:
            let inner = object.compactMapValues(VectorValue.init)
            guard inner.count == object.count else { return nil }
            self = .object(inner)
        case let number as NSNumber:
            // JSON's true and 1 both cast to Bool and to Int; only the stored type tells them apart.
            if unsafe String(cString: number.objCType) == "c" {
                self = .flag(number.boolValue)
            } else if let whole = Int(exactly: number) {
                self = .number(whole)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The member of an object; nil for another kind of value.
    subscript(key: String) -> VectorValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The elements of a list; empty for another kind of value.
    var elements: [VectorValue] {
        guard case .list(let elements) = self else { return [] }
        return elements
    }

    /// The text, if it is one.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// Where two values differ, leaf by leaf: "path: expected X got Y".
    static func differences(_ expected: VectorValue?, _ got: VectorValue?, at path: String) -> [String] {
        mismatches(expected, got, at: path).map { "\($0.path): expected \($0.expected) got \($0.got)" }
    }

    /// Where two values differ, leaf by leaf; a member or element that only one of them has is a difference.
    static func mismatches(
        _ expected: VectorValue?, _ got: VectorValue?, at path: String
    ) -> [VectorComparison.Difference] {
        switch (expected, got) {
        case (.object(let wanted), .object(let found)):
            return Set(wanted.keys).union(found.keys).sorted().flatMap {
                mismatches(wanted[$0], found[$0], at: path.isEmpty ? $0 : "\(path).\($0)")
            }
        case (.list(let wanted), .list(let found)):
            return (0..<max(wanted.count, found.count)).flatMap { index in
                mismatches(
                    index < wanted.count ? wanted[index] : nil, index < found.count ? found[index] : nil,
                    at: "\(path)[\(index)]")
            }
        default:
            if expected == got { return [] }
            return [
                .init(path: path, expected: expected?.description ?? "nothing", got: got?.description ?? "nothing")
            ]
        }
    }
}

extension VectorValue: CustomStringConvertible {
    var description: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): "\(number)"
        case .text(let text): "\"\(text)\""
        case .list(let list): "[" + list.map(\.description).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.keys.sorted().map { "\($0): \(members[$0]?.description ?? "")" }.joined(separator: ", ") + "}"
        }
    }
}
