/// How a JSON log is written.
struct JSONStyle {
    enum Layout { case onePage, prettyPage, pageALine, arrayOfPages, bareArray, lines }
    enum Escapes { case none, ascii, surrogates }

    var layout = Layout.onePage
    var hasOwnKeys = false
    var hasNumbers = false
    var escapes = Escapes.none
    var omitsEmpty = false
    var lineEnd = "\n"
    var pageSize = 7
    /// Members put into every record and every page, as JSON text.
    var recordJunk: [String] = []
    var pageJunk: [String] = []

    func text(_ rows: [LogRow]) -> String {
        let records = rows.map { record($0) }
        var pages: [[String]] = []
        var start = 0
        while start < records.count {
            pages.append(Array(records[start..<min(start + pageSize, records.count)]))
            start += pageSize
        }
        switch layout {
        case .lines: return records.joined(separator: lineEnd) + lineEnd
        case .bareArray: return "[" + records.joined(separator: ",") + "]"
        case .onePage: return page(records, 1, rows.count)
        case .prettyPage: return pretty(page(records, 1, rows.count))
        case .pageALine:
            return pages.enumerated().map { page($1, $0 + 1, rows.count) }.joined(separator: lineEnd) + lineEnd
        case .arrayOfPages:
            return "[" + pages.enumerated().map { page($1, $0 + 1, rows.count) }.joined(separator: ", \n") + "]\n"
        }
    }

    private func page(_ records: [String], _ number: Int, _ total: Int) -> String {
        let members =
            ["\"total\":\(total)", "\"page\":\(number)"] + pageJunk
            + ["\"data\":[" + records.joined(separator: ",") + "]"] + pageJunk + ["\"code\":0"]
        return "{" + members.joined(separator: ",") + "}"
    }

    private func record(_ row: LogRow) -> String {
        var members = recordJunk
        for column in LogRow.columns {
            guard !hasOwnKeys || JSONStyle.ownKeys[column] != nil else { continue }
            var field = row.field(column)
            if omitsEmpty, field.isEmpty || field == "-" { continue }
            if hasOwnKeys, column == "deal_type" { field = JSONStyle.ownKinds[field] ?? field }
            let key = hasOwnKeys ? JSONStyle.ownKeys[column] ?? column : column
            members.append("\"\(key)\":" + value(field, column))
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private func value(_ field: String, _ column: String) -> String {
        let isNumber = !field.isEmpty && field.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if hasNumbers, isNumber, ["deal_value", "deal_money", "conn_mark"].contains(column) {
            if hasOwnKeys, column == "conn_mark" { return ["0": "false", "1": "true"][field] ?? field }
            return field
        }
        return "\"" + escaped(field) + "\""
    }

    private func escaped(_ field: String) -> String {
        var result = ""
        for scalar in field.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.isASCII && escapes != .surrogates: result.unicodeScalars.append(scalar)
            case _ where escapes == .none: result.unicodeScalars.append(scalar)
            default:
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                }
            }
        }
        return result
    }

    /// Spreads a text over lines at its punctuation, outside of strings.
    private func pretty(_ text: String) -> String {
        var result = ""
        var isInside = false
        for character in text {
            if character == "\"" { isInside.toggle() }
            guard !isInside else {
                result.append(character)
                continue
            }
            switch character {
            case "{", "[", ",": result += "\(character)\(lineEnd)  \t"
            case "}", "]": result += "\(lineEnd)\(character)"
            case ":": result += " : "
            default: result.append(character)
            }
        }
        return result
    }

    private static let ownKeys = [
        "deal_date": "time", "card_no": "card", "deal_value": "value_fen", "deal_type": "kind", "station": "station",
        "conn_mark": "transfer", "deal_money": "charged_fen", "equ_no": "device",
    ]
    private static let ownKinds = [LogRow.entry: "entry", LogRow.exit: "exit", LogRow.bus: "bus"]
}
