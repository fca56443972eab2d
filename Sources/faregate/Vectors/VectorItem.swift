import EMV
import Fares
import Foundation
import SmartCard

/// One item of a vector file: its inputs, and what is expected of them.
struct VectorItem {
    /// Its name, or for a key its RID and index.
    let name: String
    /// What kind of test it is: chooses the checker.
    let kind: String
    /// All of it, in Swift's own types.
    let json: [String: Any]

    /// What is expected, by key.
    var expected: [String: Any] { json["expected"] as? [String: Any] ?? [:] }

    /// An input that is not there or not of the right form.
    struct MissingInput: Error, CustomStringConvertible {
        let path: String
        var description: String { "input \(path) is missing or not of the right form" }
    }

    /// The value at a path such as `inputs.tags`; nil if there is none, or null.
    func value(_ path: String) -> Any? {
        var here: Any = json
        for part in path.split(separator: ".") {
            guard let next = (here as? [String: Any])?[String(part)] else { return nil }
            here = next
        }
        return here is NSNull ? nil : here
    }

    /// The text at a path.
    func text(_ path: String) throws(MissingInput) -> String {
        guard let text = value(path) as? String else { throw MissingInput(path: path) }
        return text
    }

    /// The bytes that the hex text at a path writes.
    func hex(_ path: String) throws(MissingInput) -> [UInt8] {
        guard let bytes = Hex.bytes(try text(path)) else { throw MissingInput(path: path) }
        return bytes
    }

    /// The bytes at a path; nil where there is nothing.
    func optionalHex(_ path: String) throws(MissingInput) -> [UInt8]? {
        value(path) == nil ? nil : try hex(path)
    }

    /// So many bytes at a path, neither more nor fewer.
    func hex(_ path: String, count: Int) throws(MissingInput) -> [UInt8] {
        let bytes = try hex(path)
        guard bytes.count == count else { throw MissingInput(path: path) }
        return bytes
    }

    /// Whether there is anything at a path, or null.
    func isGiven(_ path: String) -> Bool {
        var here: Any? = json
        for part in path.split(separator: ".") { here = (here as? [String: Any])?[String(part)] }
        return here != nil
    }

    /// The day YYMMDD at a path; one that no calendar has is not of the right form.
    func date(_ path: String) throws(MissingInput) -> EMV.CalendarDate {
        let bytes = try hex(path, count: 3)
        guard let date = EMV.CalendarDate(bytes.span),
            ServiceDate(year: date.number / 10_000, month: date.number / 100 % 100, day: date.number % 100) != nil
        else { throw MissingInput(path: path) }
        return date
    }

    /// The commands and answers under `apdus`.
    func transcript() throws(MissingInput) -> Transcript {
        guard let list = value("apdus") as? [[String: Any]] else { throw MissingInput(path: "apdus") }
        var transcript = Transcript()
        for (index, entry) in list.enumerated() {
            guard let command = (entry["c"] as? String).flatMap({ Hex.bytes($0) }),
                let answer = (entry["r"] as? String).flatMap({ Hex.bytes($0) })
            else { throw MissingInput(path: "apdus[\(index)]") }
            transcript.exchanges.append(.init(command: command, answer: answer))
        }
        return transcript
    }
}

/// A JSON text as Swift's own types, numbers and truth values kept apart.
enum VectorJSON: Decodable {
    case null, bool(Bool), integer(Int), decimal(Double), text(String)
    case array([VectorJSON])
    case object([String: VectorJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .decimal(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([VectorJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: VectorJSON].self))
        }
    }

    var any: Any {
        switch self {
        case .null: NSNull()
        case .bool(let value): value
        case .integer(let value): value
        case .decimal(let value): value
        case .text(let value): value
        case .array(let values): values.map(\.any)
        case .object(let members): members.mapValues(\.any)
        }
    }
}
