/// One row of the open data as texts, to be written in any of the formats.
struct LogRow {
    var time: String
    var card: String
    var value = "0"
    var kind: String
    var station: String
    var mark = "0"
    var charged = "0"
    var device = "-"
    var company = "地铁一号线"
    var gate = "AGM-101"

    static let entry = "地铁入站"
    static let exit = "地铁出站"
    static let bus = "巴士"

    /// The column names of metro.md, section 3, in the order of the published sample.
    static let columns = [
        "deal_date", "close_date", "card_no", "deal_value", "deal_type", "company_name", "car_no", "station",
        "conn_mark", "deal_money", "equ_no",
    ]
    /// The order of the other excerpts: the card first.
    static let cardFirst = [
        "card_no", "deal_date", "deal_type", "deal_money", "deal_value", "equ_no", "company_name", "station",
        "car_no", "conn_mark", "close_date",
    ]

    /// The field of a column.
    func field(_ column: String) -> String {
        switch column {
        case "deal_date": time
        case "close_date": "2018-09-01 00:00:00"
        case "card_no": card
        case "deal_value": value
        case "deal_type": kind
        case "company_name": company
        case "car_no": gate
        case "station": station
        case "conn_mark": mark
        case "deal_money": charged
        default: device
        }
    }
}

/// How a CSV log is written.
struct CSVStyle {
    enum Quotes { case none, dates, all }

    var columns = LogRow.columns
    var quotes = Quotes.dates
    var lineEnd = "\n"
    var hasFinalLineEnd = true
    var hasByteOrderMark = false
    var blankLineEvery = 0
    var quotesHeader = false

    func text(_ rows: [LogRow]) -> String {
        var lines = [columns.map { quotesHeader ? "\"\($0)\"" : $0 }.joined(separator: ",")]
        for (index, row) in rows.enumerated() {
            if blankLineEvery > 0, index % blankLineEvery == 0 { lines.append("") }
            lines.append(line(row))
        }
        return (hasByteOrderMark ? "\u{FEFF}" : "") + lines.joined(separator: lineEnd)
            + (hasFinalLineEnd ? lineEnd : "")
    }

    func line(_ row: LogRow) -> String {
        columns.map { column in
            let field = row.field(column)
            let must = field.utf8.contains { $0 == 0x2C || $0 == 0x22 }
            let wants = quotes == .all || (quotes == .dates && column.hasSuffix("date"))
            guard must || wants else { return field }
            return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }.joined(separator: ",")
    }
}
