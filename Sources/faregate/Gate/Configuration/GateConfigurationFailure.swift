import Lane
import SmartCard

/// Why a gate's configuration cannot be used.
struct GateConfigurationFailure: Error {
    let file: String
    /// All that is wrong, by line.
    var faults: [ConfigurationFault] = []
    /// Why the file cannot be read at all.
    var words: Wording?

    /// What is wrong, a line each.
    var lines: [Wording] {
        if let words { return [words] }
        return faults.map { GateConfigurationWords.fault($0, file) }
    }

    /// Says all of it on stderr.
    func say() {
        for line in lines { Terminal.complain(line.text) }
    }

    /// For a program: `file`, `line`, `column`, `key`, `problem`.
    var json: JSONValue {
        guard words == nil else { return .array(lines.map { .object([("problem", .string($0.english))]) }) }
        return .array(
            faults.map { fault in
                .object([
                    ("file", .string(file)), ("line", .integer(fault.place.line)),
                    ("column", .integer(fault.place.column)), ("key", .string(fault.place.key)),
                    ("problem", .string(GateConfigurationWords.problem(fault.kind).english)),
                ])
            })
    }
}
