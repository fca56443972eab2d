import QRTickets
import SmartCard

/// A verdict as `qr verify` prints it.
struct CodeReport {
    let verdict: CodeVerdict
    /// Of a verified code.
    let fields: CodeFields?
    /// The same presentation once more: it counts once.
    var isRepeated = false

    var json: JSONValue {
        .object([
            ("result", .string(verdict.result.rawValue)), ("format", .optional(verdict.formatName)),
            ("account", .optional(fields?.account)), ("fields", fields.map { .object($0.members) } ?? .null),
            (
                "display",
                .object([("zh", .string(verdict.display.chinese)), ("en", .string(verdict.display.english))])
            ),
            ("fault_offset", .optional(verdict.faultOffset)), ("repeated", .bool(isRepeated)), ("seen", seen),
            ("test_keys", verdict.verified.map { .bool($0.isTest) } ?? .null),
        ])
    }

    /// Where and when a replay was shown before; null for anything else.
    private var seen: JSONValue {
        guard let seen = verdict.seen else { return .null }
        return .object([("lane", .string(seen.holder.device)), ("time", .integer(Int(seen.time)))])
    }

    func text(_ language: Language) -> String {
        var lines = ["\(verdict.result.rawValue): \(Wording(verdict.display).text(language))"]
        if let name = verdict.formatName { lines.append("format: \(name)") }
        if let seen = verdict.seen { lines.append("seen: \(seen.holder.device) \(seen.time)") }
        if isRepeated { lines.append("repeated: true") }
        if let offset = verdict.faultOffset { lines.append("fault_offset: \(offset)") }
        if let fields {
            lines.append("account: \(fields.account)")
            lines += CodeFields.lines(fields.members)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
