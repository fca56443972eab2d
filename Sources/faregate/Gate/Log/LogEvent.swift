import Lane

/// Something that happened, for the log.
struct LogEvent {
    var level = GateConfiguration.Log.Level.info
    /// What: a word such as `tap`, `mode`, `reload`.
    let name: String
    /// The lane's name; nil: of the whole process.
    var lane: String?
    /// The tap that it belongs to.
    var tap: String?
    var fields: [(name: String, value: LogValue)] = []

    init(
        _ name: String, level: GateConfiguration.Log.Level = .info, lane: String? = nil, tap: String? = nil,
        _ fields: [(name: String, value: LogValue)] = []
    ) {
        self.name = name
        self.level = level
        self.lane = lane
        self.tap = tap
        self.fields = fields
    }

    /// The event on one line.
    func line(_ format: GateConfiguration.Log.Format, time: String) -> String {
        let head: [(String, JSONValue)] = [
            ("time", .string(time)), ("level", .string(level.rawValue)), ("lane", .optional(lane)),
            ("tap", .optional(tap)), ("event", .string(name)),
        ]
        let members = head + fields.map { ($0.name, $0.value.json) }
        guard format == .text else { return JSONValue.object(members).line }
        return members.compactMap { name, value in
            if case .null = value { return nil }
            let isHead = ["time", "level", "lane", "tap", "event"].contains(name)
            return isHead ? Self.plain(value) : "\(name)=\(Self.plain(value))"
        }.joined(separator: " ")
    }

    /// A value without quotes where nothing in it needs them.
    private static func plain(_ value: JSONValue) -> String {
        let text = value.line
        guard case .string(let raw) = value, !raw.isEmpty, text == "\"\(raw)\"", !raw.contains(" ") else { return text }
        return raw
    }
}
