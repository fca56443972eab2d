import Testing

@testable import TapLogs

/// The same taps in every form of CSV that metro.md, 3.3, tells to expect give the same replay.
struct CSVFormTests {
    private static let styles: [(name: String, style: CSVStyle)] = [
        ("all quoted", CSVStyle(quotes: .all)),
        ("not quoted", CSVStyle(quotes: .none)),
        ("quoted header", CSVStyle(quotesHeader: true)),
        ("CRLF", CSVStyle(lineEnd: "\r\n")),
        ("CRLF, all quoted", CSVStyle(quotes: .all, lineEnd: "\r\n", quotesHeader: true)),
        ("no final line end", CSVStyle(hasFinalLineEnd: false)),
        ("no final line end, all quoted", CSVStyle(quotes: .all, hasFinalLineEnd: false)),
        ("byte order mark", CSVStyle(hasByteOrderMark: true)),
        ("byte order mark, quoted header", CSVStyle(hasByteOrderMark: true, quotesHeader: true)),
        ("card first", CSVStyle(columns: LogRow.cardFirst)),
        ("card first, not quoted, CRLF", CSVStyle(columns: LogRow.cardFirst, quotes: .none, lineEnd: "\r\n")),
        ("backwards, all quoted", CSVStyle(columns: LogRow.columns.reversed(), quotes: .all)),
        ("blank lines", CSVStyle(blankLineEvery: 3)),
        ("blank lines, CRLF", CSVStyle(lineEnd: "\r\n", blankLineEvery: 1)),
        ("byte order mark, CRLF", CSVStyle(lineEnd: "\r\n", hasFinalLineEnd: false, hasByteOrderMark: true)),
    ]

    @Test(arguments: styles.indices)
    func readsAllFormsAlike(index: Int) throws {
        let (name, style) = Self.styles[index]
        let folder = try TemporaryFolder()
        for rows in [SampleRows.plain, SampleRows.odd] {
            let expected = try folder.replay(CSVStyle().text(rows))
            let run = try folder.replay(style.text(rows))
            #expect(run.figures == expected.figures, "\(name)")
            #expect(run.trips == expected.trips, "\(name)")
        }
    }

    @Test func theSampleIsWhatItSays() throws {
        let run = try TemporaryFolder().replay(CSVStyle().text(SampleRows.plain))
        for figure in [
            "rows 20", "metro_entries 7", "metro_exits 9", "bus_taps 1", "bad-time 1", "unknown-kind 1", "malformed 1",
            "unknown-station 1", "missing-station 0", "pairs 7", "standard 4", "transfer 1", "half 1", "free 1",
            "full 1", "unexplained 1",
        ] {
            #expect(run.figures.contains(figure), "\(figure)")
        }
    }

    /// A quoted card is the card without its quotes, and a doubled quote is one (RFC 4180, 2).
    @Test func quotesAreNoPartOfAName() throws {
        let run = try TemporaryFolder().replay(CSVStyle().text(SampleRows.odd))
        let cards = run.trips.dropFirst().filter { $0.contains("A,B") || $0.contains("Q") }
        #expect(cards.map { $0.prefix { $0 != "2" } } == ["\"A,B\",", "\"Q\"\"Q\"\"\"\"\","])
    }

    /// Rows of a header of three needed columns and some more: what stands in the line, and whether it is a row.
    @Test(arguments: [
        ("1,2,3,4,5,6,7", true), ("1,2,3,4,5,6,", true), (",,,,,,", false),
        ("1,2,3,4,5,6", false), ("1,2,3,4,5,6,7,", false), ("1,2,3,4,5,6,7,8", false), ("1,2,3,4,5,6,,", false),
        ("\"1\",2,3,4,5,6,7", true), ("\"1,2\",2,3,4,5,6,7", true), ("\"1,2\",3,4,5,6,7", false),
        ("\"1\"\"\",2,3,4,5,6,7", true), ("\"1\"\"\"\"2\",2,3,4,5,6,7", true), ("\"\"\",\",2,3,4,5,6,7", true),
        ("\"1,2,3,4,5,6,7", false), ("1,2,3,4,5,6,\"7", false), ("1,2,3,4,5,6,\"", false), ("\"", false),
        ("1,2,3,4,5,6,\"7,8\"", true), ("1,2,3,4,5,6,\"7\"\",8\"", true), ("1,2,3,4,5,6,\",\"", true),
        ("1,2,3,4,5,6,\"7\",", false), ("1,2,3,4,5,6,\"7,\"", true), ("1,2,3,4,5,6,\"7,\",", false),
        ("\"1,1\"x,2,3,4,5,6,7", false), ("\"1,1\" ,2,3,4,5,6,7", false), ("\"\",2,3,4,5,6,7", false),
    ])
    func splitsALine(line: String, isRow: Bool) throws {
        // The first column is the card; all else is wrong in every row, so that a row that is split is a bad time.
        let header = "card_no,deal_date,deal_type,station,deal_value,deal_money,company_name"
        let run = try TemporaryFolder().replay("\(header)\n\(line)\n")
        #expect(run.figures.contains("bad-time \(isRow ? 1 : 0)"))
        #expect(run.figures.contains("malformed \(isRow ? 0 : 1)"))
    }

    @Test(arguments: ["card_no", "deal_date", "deal_type", "station", "deal_value", "deal_money"])
    func aNeededColumnIsNamed(column: String) throws {
        let folder = try TemporaryFolder()
        let columns = LogRow.columns.filter { $0 != column }
        let error = #expect(throws: LogError.self) { try folder.replay(CSVStyle(columns: columns).text([])) }
        guard case .missingColumn(_, column, columns.joined(separator: ",")) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["", "\n\n", " \t\r\n", "hello", "a;b;c\n1;2;3\n", "\u{FEFF}", "\u{0}\u{1}\u{2}", "<html>,\n"])
    func refusesWhatIsNoLog(text: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: LogError.self) { try folder.replay(text) }
    }

    @Test func aHeaderAloneIsAnEmptyLog() throws {
        let folder = try TemporaryFolder()
        let header = LogRow.columns.joined(separator: ",")
        for text in [header, "\(header)\n", "\(header)\r\n\r\n"] {
            #expect(try folder.replay(text).figures.contains("rows 0"))
        }
    }

    /// Columns that only some excerpts have may be absent.
    @Test func deviceAndTransferMarkMayBeAbsent() throws {
        let columns = ["card_no", "deal_date", "deal_type", "station", "deal_value", "deal_money"]
        let run = try TemporaryFolder().replay(CSVStyle(columns: columns).text(SampleRows.plain))
        #expect(run.figures.contains("rows 20"))
        #expect(run.figures.contains("missing-station 2"))
    }
}
