import Testing

@testable import TapLogs

/// FareGate's own lines may name medium and rider; what they do not name is taken from the exit's class.
struct OwnWordsTests {
    /// Members of an exit of 罗湖-国贸 (200 fen) at 200 for `charged`, and what the engine charges.
    @Test(arguments: [
        (#""charged_fen":190"#, 190), (#""charged_fen":100"#, 100), (#""charged_fen":0"#, 0),
        (#""charged_fen":200"#, 200),
        (#""charged_fen":190,"medium":"single-ticket""#, 200), (#""charged_fen":0,"medium":"qr-code""#, 200),
        (#""charged_fen":0,"medium":"shenzhen-tong""#, 190),
        (#""charged_fen":0,"medium":"shenzhen-tong","rider":"student""#, 100),
        (#""charged_fen":7,"medium":"shenzhen-tong","rider":"senior""#, 0),
        (#""charged_fen":190,"medium":"single-ticket","rider":"""#, 200),
        (#""charged_fen":100,"medium":"gold""#, 100), (#""charged_fen":100,"medium":"qr-code","rider":"cat""#, 100),
        (#""charged_fen":100,"rider":"senior""#, 100), (#""charged_fen":150,"transfer":true"#, 150),
        (#""charged_fen":0,"medium":"shenzhen-tong","transfer":true"#, 150),
        (#""charged_fen":0,"medium":"qr-code","transfer":true"#, 200),
    ])
    func rates(members: String, charged: Int) throws {
        let text = """
            {"card":"AB","kind":"entry","time":"2018-08-31 08:00:00","station":"罗湖"}
            {"card":"AB","kind":"exit","time":"2018-08-31 08:10:00","station":"国贸","value_fen":200,\(members)}

            """
        let run = try TemporaryFolder().replay(text)
        #expect(run.trips.dropFirst().map { $0.hasSuffix(",200,\(charged)") } == [true], "\(run.trips), \(run.rejects)")
    }

    /// A medium that the date does not accept: joined, without a price.
    @Test func aMediumBeforeItsTimeHasNoPrice() throws {
        let text = """
            {"card":"AB","kind":"entry","time":"2018-08-31 08:00:00","station":"罗湖"}
            {"card":"AB","kind":"exit","time":"2018-08-31 08:10:00","station":"国贸","value_fen":200,"charged_fen":200,"medium":"quickpass"}

            """
        let run = try TemporaryFolder().replay(text)
        #expect(run.figures.contains("pairs 1") && run.figures.contains("pairs_unpriced 1"))
        #expect(run.differences.dropFirst().map { $0.hasSuffix(",refused") } == [true])
    }

    /// Minutes from the bus tap to the entry, the exit's mark, and the charge: 90 minutes, both ends of it inside.
    @Test(arguments: [
        ("06:30:00", "", 150), ("06:29:59", "", 190), ("08:00:00", "", 150), ("08:00:01", "", 190),
        ("07:00:00", "-", 150),
        ("07:00:00", "0", 190), ("07:00:00", "1", 150), ("01:00:00", "1", 150),
    ])
    func theBusBeforeTheEntryCounts(bus: String, mark: String, charged: Int) throws {
        let day = "2018-08-31 "
        let rows = [
            LogRow(
                time: day + "08:10:00", card: "AB", value: "200", kind: LogRow.exit, station: "国贸", mark: mark,
                charged: "190"),
            LogRow(time: day + bus, card: "AB", kind: LogRow.bus, station: "M1"),
            LogRow(time: day + "08:00:00", card: "AB", kind: LogRow.entry, station: "罗湖"),
        ]
        let run = try TemporaryFolder().replay(CSVStyle().text(rows))
        #expect(run.trips.dropFirst().map { $0.hasSuffix(",200,\(charged)") } == [true], "\(run.trips)")
    }

    /// A full-price exit is a business trip only in an edition that has business fares; amounts beyond 16 bits are
    /// kept.
    @Test func largeAmountsAreKept() throws {
        let rows = [
            LogRow(time: "2018-08-31 08:00:00", card: "AB", kind: LogRow.entry, station: "罗湖"),
            LogRow(
                time: "2018-08-31 08:10:00", card: "AB", value: "100000", kind: LogRow.exit, station: "国贸",
                charged: "95000"),
            LogRow(
                time: "2018-08-31 08:20:00", card: "AB", value: "65535", kind: LogRow.exit, station: "国贸",
                charged: "65535"),
        ]
        let run = try TemporaryFolder().replay(CSVStyle().text(rows))
        #expect(run.figures.contains("charged_fen \(95_000 + 65_535)"))
        #expect(run.figures.contains("charged_pairs_fen 95000"))
        #expect(run.differences.count == 2 && run.differences[1].contains(",100000,200,95000,190,standard,"))
    }
}
