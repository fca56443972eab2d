import QRTickets
import SmartCard

/// A verdict as `qr verify` prints it.
struct CodeReport {
    let verdict: CodeVerdict
    /// Of a verified code.
    let fields: CodeFields?

    var json: JSONValue {
        .object([
            ("result", .string(verdict.result.rawValue)), ("format", .optional(verdict.formatName)),
            ("account", .optional(fields?.account)), ("fields", fields.map { .object($0.members) } ?? .null),
            (
                "display",
                .object([("zh", .string(verdict.display.chinese)), ("en", .string(verdict.display.english))])
            ),
            ("fault_offset", .optional(verdict.faultOffset)),
            ("test_keys", verdict.verified.map { .bool($0.isTest) } ?? .null),
        ])
    }

    func text(_ language: Language) -> String {
        var lines = ["\(verdict.result.rawValue): \(Wording(verdict.display).text(language))"]
        if let name = verdict.formatName { lines.append("format: \(name)") }
        if let offset = verdict.faultOffset { lines.append("fault_offset: \(offset)") }
        if let fields {
            lines.append("account: \(fields.account)")
            lines += CodeFields.lines(fields.members)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
