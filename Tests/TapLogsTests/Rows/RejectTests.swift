import Testing

@testable import TapLogs

/// One row for each reason of INTERFACES, and its near misses that are no reason.
struct RejectTests {
    private static let good = LogRow(
        time: "2018-08-31 08:00:00", card: "BAAAAAAAB", value: "200", kind: LogRow.exit, station: "罗湖",
        charged: "190", device: "268001101")

    /// A change of a good exit, and the reason it is rejected for.
    private struct Row: Sendable {
        let what: String
        let reason: RejectReason?
        let change: @Sendable (inout LogRow) -> Void

        init(_ what: String, _ reason: RejectReason?, _ change: @escaping @Sendable (inout LogRow) -> Void) {
            self.what = what
            self.reason = reason
            self.change = change
        }
    }

    private static let rows = [
        Row("as it is", nil) { _ in },
        Row("no card", .malformed) { $0.card = "" },
        Row("card of quotes only", nil) { $0.card = "\"\"" },
        Row("transfer mark 2", .malformed) { $0.mark = "2" },
        Row("transfer mark yes", .malformed) { $0.mark = "yes" },
        Row("transfer mark -", nil) { $0.mark = "-" },
        Row("no transfer mark", nil) { $0.mark = "" },
        Row("no time", .badTime) { $0.time = "" },
        Row("date only", .badTime) { $0.time = "2018-08-31" },
        Row("no such day", .badTime) { $0.time = "2018-02-29 08:00:00" },
        Row("hour 24", .badTime) { $0.time = "2018-08-31 24:00:00" },
        Row("with T", nil) { $0.time = "2018-08-31T08:00:00" },
        Row("slashes", .badTime) { $0.time = "2018/08/31 08:00:00" },
        Row("fraction", .badTime) { $0.time = "2018-08-31 08:00:00.0" },
        Row("no kind", .unknownKind) { $0.kind = "" },
        Row("other kind", .unknownKind) { $0.kind = "地铁换乘" },
        Row("no station, no device", .missingStation) { ($0.station, $0.device) = ("", "") },
        Row("dash, no device", .missingStation) { ($0.station, $0.device) = ("-", "-") },
        Row("blank, no device", .missingStation) { ($0.station, $0.device) = ("  ", "") },
        Row("dash, unknown device", .missingStation) { ($0.station, $0.device) = ("-", "999999101") },
        Row("dash, known device", nil) { $0.station = "-" },
        Row("no station, known device", nil) { $0.station = "" },
        Row("no station, device of six digits", nil) { ($0.station, $0.device) = ("", "268001") },
        Row("no station, device of five digits", .missingStation) { ($0.station, $0.device) = ("", "26800") },
        Row("no station, letters in the device", .missingStation) { ($0.station, $0.device) = ("", "26800A101") },
        Row("unknown station, no device", .unknownStation) { ($0.station, $0.device) = ("火星", "") },
        Row("unknown station, unknown device", .unknownStation) { ($0.station, $0.device) = ("火星", "999999101") },
        Row("unknown station, known device", nil) { $0.station = "火星" },
        Row("two dashes, no device", .unknownStation) { ($0.station, $0.device) = ("--", "") },
        Row("known station, unknown device", nil) { $0.device = "999999101" },
        Row("blanks about the station", nil) { ($0.station, $0.device) = (" 罗湖  ", "") },
        Row("alias", nil) { ($0.station, $0.device) = ("深圳大学", "") },
        Row("damaged name", nil) { ($0.station, $0.device) = ("?I岭", "") },
        Row("with 站", nil) { ($0.station, $0.device) = ("罗湖站", "") },
        Row("English name", nil) { ($0.station, $0.device) = ("Luohu", "") },
        Row("no value", .badAmount) { $0.value = "" },
        Row("no charge", .badAmount) { $0.charged = "" },
        Row("charge -", .badAmount) { $0.charged = "-" },
        Row("negative", .badAmount) { $0.charged = "-190" },
        Row("yuan", .badAmount) { $0.charged = "1.90" },
        Row("with a blank", .badAmount) { $0.value = "200 " },
        Row("sign", .badAmount) { $0.value = "+200" },
        Row("exponent", .badAmount) { $0.value = "2e2" },
        Row("wide digits", .badAmount) { $0.value = "２００" },
        Row("leading zeros", nil) { $0.value = "0000000000000000000000200" },
        Row("a million yuan", nil) { $0.value = "100000000" },
        Row("a fen more", .badAmount) { $0.value = "100000001" },
        Row("more than 64 bits", .badAmount) { $0.value = "99999999999999999999999" },
    ]

    @Test func everyReasonHasItsRows() throws {
        let folder = try TemporaryFolder()
        for row in Self.rows {
            var changed = Self.good
            row.change(&changed)
            let run = try folder.replay(CSVStyle().text([changed]))
            #expect(
                run.rejects.dropFirst().map { $0.split(separator: ",")[1] }
                    == (row.reason.map { [Substring($0.rawValue)] } ?? []), "\(row.what)")
        }
    }

    /// Rows of 65,536 bytes are read and of 65,537 are not, with or without a carriage return behind.
    @Test(arguments: ["\n", "\r\n"], [65_535, 65_536, 65_537, 65_538])
    func tooLongBeginsAtTheLimit(lineEnd: String, length: Int) throws {
        let folder = try TemporaryFolder()
        var row = Self.good
        let style = CSVStyle(lineEnd: lineEnd)
        row.company = String(repeating: "x", count: length - style.line(row).utf8.count + row.company.utf8.count)
        #expect(style.line(row).utf8.count == length)
        let run = try folder.replay(style.text([Self.good, row, Self.good]))
        #expect(run.figures.contains("too-long \(length > 65_536 ? 1 : 0)"))
        #expect(run.figures.contains("rows 3"))
        #expect(run.figures.contains("metro_exits \(length > 65_536 ? 2 : 3)"))
    }

    /// Entries and bus rows are checked too, but for amounts they do not have.
    @Test(arguments: [
        (LogRow.entry, "", "", nil), (LogRow.bus, "", "", nil), (LogRow.entry, "x", "0", RejectReason.badAmount),
        (LogRow.bus, "200", "1.6", .badAmount), (LogRow.entry, "0", "-", .badAmount),
    ])
    func amountsOfOtherRows(kind: String, value: String, charged: String, reason: RejectReason?) throws {
        let folder = try TemporaryFolder()
        var row = Self.good
        (row.kind, row.value, row.charged) = (kind, value, charged)
        let run = try folder.replay(CSVStyle().text([row]))
        #expect(run.figures.contains("bad-amount \(reason == nil ? 0 : 1)"))
    }

    /// A row without a known station is counted twice: as rejected, and as what it is; and it is joined.
    @Test(arguments: [("", "", "missing-station"), ("火星", "", "unknown-station")])
    func rowsWithoutStationAreJoined(station: String, device: String, reason: String) throws {
        let folder = try TemporaryFolder()
        var entry = Self.good
        (entry.kind, entry.time, entry.value, entry.charged) = (LogRow.entry, "2018-08-31 07:30:00", "0", "0")
        (entry.station, entry.device) = (station, device)
        let run = try folder.replay(CSVStyle().text([entry, Self.good]))
        for figure in ["rows 2", "\(reason) 1", "metro_entries 1", "metro_exits 1", "pairs 1", "pairs_unpriced 1"] {
            #expect(run.figures.contains(figure))
        }
        #expect(run.trips.dropFirst() == ["BAAAAAAAB,2018-08-31 07:30:00,,2018-08-31 08:00:00,SZ001,,"])
    }

    /// The rejects file has the line of the file, counted from 1 with the header.
    @Test func rejectsNameTheirLine() throws {
        let folder = try TemporaryFolder()
        let header = LogRow.columns.joined(separator: ",")
        let run = try folder.replay("\(header)\n\na,b\n\"x\n\n1,2,3\n")
        #expect(
            run.rejects == [
                "line,reason,text", "3,malformed,\"a,b\"", "4,malformed,\"\"\"x\"", "6,malformed,\"1,2,3\"",
            ])
    }
}
