import Testing

@testable import TapLogs

/// The same taps as JSON in every layout give the same replay as the CSV.
struct JSONFormTests {
    private static let junk = [
        "\"note\":\"成功 { [ \\\" ] }\"", "\"empty\":[]", "\"nothing\":{}", "\"deep\":{\"a\":[1,{\"b\":[[]]},\"x\"]}",
        "\"n\":null", "\"t\":true", "\"e\":-1.5e+3",
    ]
    private static let flatJunk = ["\"note\":\"成功 { [ \\\\\\\" ] }\"", "\"n\":null", "\"t\":true", "\"e\":-1.5E+3"]

    private static let styles: [(name: String, style: JSONStyle)] = [
        ("one page", JSONStyle()),
        ("pretty page", JSONStyle(layout: .prettyPage)),
        ("pretty page, CRLF", JSONStyle(layout: .prettyPage, lineEnd: "\r\n")),
        ("a page a line", JSONStyle(layout: .pageALine)),
        ("a page a line, CRLF", JSONStyle(layout: .pageALine, lineEnd: "\r\n")),
        ("pages of one record", JSONStyle(layout: .pageALine, pageSize: 1)),
        ("array of pages", JSONStyle(layout: .arrayOfPages)),
        ("bare array", JSONStyle(layout: .bareArray)),
        ("records a line", JSONStyle(layout: .lines)),
        ("records a line, CRLF", JSONStyle(layout: .lines, lineEnd: "\r\n")),
        ("own keys", JSONStyle(layout: .lines, hasOwnKeys: true)),
        ("own keys, numbers", JSONStyle(layout: .lines, hasOwnKeys: true, hasNumbers: true)),
        ("own keys in a page", JSONStyle(hasOwnKeys: true, hasNumbers: true)),
        ("numbers", JSONStyle(hasNumbers: true)),
        ("absent keys", JSONStyle(omitsEmpty: true)),
        ("absent keys a line", JSONStyle(layout: .lines, omitsEmpty: true)),
        ("escapes", JSONStyle(escapes: .ascii)),
        ("escapes a line", JSONStyle(layout: .lines, escapes: .ascii)),
        ("all escaped", JSONStyle(escapes: .surrogates)),
        ("all escaped a line, own keys", JSONStyle(layout: .lines, hasOwnKeys: true, escapes: .surrogates)),
        ("more members in records", JSONStyle(recordJunk: flatJunk)),
        ("more members in records, a line", JSONStyle(layout: .lines, recordJunk: flatJunk)),
        ("more members in pages", JSONStyle(pageJunk: junk)),
        ("more members in pages a line", JSONStyle(layout: .pageALine, pageJunk: junk)),
        ("more members in an array of pages", JSONStyle(layout: .arrayOfPages, pageJunk: junk)),
    ]

    @Test(arguments: styles.indices)
    func readsAllFormsAlike(index: Int) throws {
        let (name, style) = Self.styles[index]
        let folder = try TemporaryFolder()
        for rows in [SampleRows.plain, SampleRows.odd] where style.layout != .prettyPage || rows[0].card != "A,B" {
            let expected = try folder.replay(CSVStyle().text(rows))
            let run = try folder.replay(style.text(rows))
            #expect(run.figures == expected.figures, "\(name)")
            #expect(run.trips == expected.trips, "\(name)")
            // RFC 8259, 8.1: a parser may ignore a byte order mark.
            let marked = try folder.replay("\u{FEFF}" + style.text(rows))
            #expect(marked.figures == expected.figures, "\(name), byte order mark")
        }
    }

    private static let exit =
        #""card_no":"AB","deal_date":"2018-08-31 08:00:00","deal_type":"地铁出站","station":"罗湖""#
        + #","deal_value":"200","deal_money":"190""#

    /// What stands in the file, the rows that are counted, and the exits among them.
    @Test(arguments: [
        ("{\(exit)}", 1, 1), ("[{\(exit)}]", 1, 1), ("[[{\(exit)}],[{\(exit)}]]", 2, 2),
        ("[]", 0, 0), ("{}", 1, 0), ("[{},{}]", 0, 0), ("{\"data\":[]}", 0, 0),
        ("{\"data\":{\"rows\":[{\(exit)}]}}", 1, 1),
        ("{\n\(exit)\n}\n", 1, 1), ("\n\n {\(exit)}\n\n", 1, 1),
        // Cut short: the record at hand is malformed, those before it stand.
        ("[{\(exit)},{\(exit)", 2, 1), ("[{\(exit)},{\"card_no\":\"A", 2, 1), ("[{\(exit)},{\"card_no", 2, 1),
        ("[{\(exit)},{\"card_no\":", 2, 1), ("[{\(exit)},{\"card_no\":12", 2, 1), ("[{\(exit)},{", 2, 1),
        ("[{\(exit)},{\"a\":\"\\", 2, 1), ("[{\(exit)},", 2, 1), ("[{\(exit)}", 2, 1),  // cut between records: told
        // Wrong in the middle: one malformed row, the next records stand.
        ("[{\"card_no\":\"X\" \"a\":1},{\(exit)}]", 2, 1), ("[{card_no:\"X\"},{\(exit)}]", 2, 1),
        ("[{\"card_no\" \"X\"},{\(exit)}]", 2, 1), ("[{\"card_no\":},{\(exit)}]", 2, 1),
        ("[{\(exit),},{\(exit)}]", 2, 1),
        ("[{\"card_no\":\"X\",\"deal_date\":{\"a\":1}},{\(exit)}]", 2, 1),  // a member that is no text
        ("[{\(exit),\"more\":{\"a\":1}},{\(exit)}]", 2, 1), ("[{\(exit),\"more\":[1,2]},{\(exit)}]", 2, 1),
        // In lines each line is a record or malformed.
        ("{\(exit)}\n{\(exit)}", 2, 2), ("{\(exit)}\nnothing\n{\(exit)}\n", 3, 2), ("{\(exit)}\n[{\(exit)}]\n", 2, 1),
        ("{\(exit)}\n{\(exit)} x\n", 2, 1), ("{\(exit)}\n{\(exit)}{\(exit)}\n", 2, 1),
        ("{\(exit)}\n{\(exit)},\n", 2, 1),
        ("{\(exit)}\n{\(exit),\"x\":[]}\n", 2, 1), ("{\(exit)}\n{}\n", 2, 1), ("{\(exit)}\n{\"other\":1}\n", 2, 1),
        ("{\(exit)}\n\n   \n\t{\(exit)}\t\n", 2, 2), ("{\(exit)}\n{\(exit)", 2, 1), ("{\(exit)}\n\"x\"\n", 2, 1),
    ])
    func countsRows(text: String, rows: Int, exits: Int) throws {
        let run = try TemporaryFolder().replay(text)
        #expect(run.figures.contains("rows \(rows)"), "\(text): \(run.figures[0]), \(run.rejects)")
        #expect(run.figures.contains("metro_exits \(exits)"), "\(text)")
        #expect(run.rejects.count - 1 == rows - exits, "\(text)")
    }

    /// A member's value, and whether the row is an exit of 200 fen charged 190.
    @Test(arguments: [
        (#""deal_value":200,"deal_money":190"#, true), (#""deal_value":"200","deal_money":"190""#, true),
        (#""deal_value" : 200 , "deal_money" : 190 "#, true), (#""deal_value":200.0,"deal_money":190"#, false),
        (#""deal_value":null,"deal_money":190"#, false), (#""deal_value":-200,"deal_money":190"#, false),
        (#""deal_value":2e2,"deal_money":190"#, false), (#""deal_value":"\u0032\u00300","deal_money":190"#, true),
        (#""deal_value":200,"deal_money":190,"conn_mark":null"#, true),
        (#""deal_value":200,"deal_money":190,"conn_mark":false"#, true),
        (#""deal_value":200,"deal_money":190,"conn_mark":0"#, true),
        (#""deal_value":200,"deal_money":190,"conn_mark":maybe"#, false),
        (#""value_fen":200,"charged_fen":190,"transfer":false"#, true),
        (#""value_fen":"200","charged_fen":"190","transfer":"0""#, true),
    ])
    func takesNumbersAndTexts(members: String, isStandard: Bool) throws {
        let start = #"{"card_no":"AB","deal_date":"2018-08-31 08:00:00","deal_type":"地铁出站","station":"罗湖","#
        let run = try TemporaryFolder().replay("\(start)\(members)}\n")
        #expect(run.figures.contains("standard \(isStandard ? 1 : 0)"), "\(run.rejects)")
    }

    /// An escape inside a card's name, and the name (RFC 8259, 7).
    @Test(arguments: [
        (#"\u0041B"#, "AB"), (#"\u5730\u94c1"#, "地铁"), (#"\u5730\u94C1"#, "地铁"), (#"\ud83d\ude87"#, "🚇"),
        (#"a\/b"#, "a/b"), (#"a\\b"#, "a\\b"), (#"\""#, "\"\"\"\""), (#"a\tb"#, "a\tb"), (#"\u00e9"#, "é"),
        (#"x\ud83dy"#, "x\u{FFFD}y"), (#"x\ude87"#, "x\u{FFFD}"), (#"\ud83d\u0041"#, "\u{FFFD}A"),
        (#"\ud83d"#, "\u{FFFD}"), (#"x\u12"#, "x\u{FFFD}"), (#"x\u"#, "x\u{FFFD}"), (#"\u+123"#, "\u{FFFD}"),
    ])
    func replacesEscapes(name: String, expected: String) throws {
        let rest = #""deal_value":200,"deal_money":190,"station":"罗湖","#
        let text =
            #"{"card":"\#(name)",\#(rest)"kind":"entry","time":"2018-08-31 08:00:00"}"# + "\n"
            + #"{"time":"2018-08-31 08:10:00",\#(rest)"kind":"exit","card":"\#(name)"}"# + "\n"
        let run = try TemporaryFolder().replay(text)
        #expect(run.trips.dropFirst().map { $0.components(upTo: ",2018") } == [expected])
    }

    /// The text of a rejected row is the row as it stands in the log, escapes and all.
    @Test func rejectsKeepTheirText() throws {
        let line = #"{"card":"\u5730\u94c1","kind":"\u0065xit","time":"2018-08-31 08:00","station":"\u7f57\u6e56"}"#
        let good = #"{"card":"A","kind":"bus","time":"2018-08-31 08:00:00"}"#
        let run = try TemporaryFolder().replay("\(good)\n\(line)\n")
        #expect(run.rejects.dropFirst() == ["2,bad-time,\(CSVField.quoted(line))"])
    }
}

extension String {
    /// What stands before the first `mark`.
    fileprivate func components(upTo mark: String) -> String {
        var rest = self[...]
        while !rest.isEmpty, !rest.hasPrefix(mark) { rest = rest.dropFirst() }
        return String(dropLast(rest.count))
    }
}
