import Fares
import Simulator
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct NaivePricerTests {
    /// Where data that is not shipped may be found; nil: those tests are passed over.
    private static var externalData: String? {
        // An empty value is none: `make test` sets it so where there is no such folder.
        unsafe getenv("FAREGATE_EXTERNAL_DATA").map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func rows(_ bytes: [UInt8]) -> (columns: [String], rows: [[String]]) {
        let lines = bytes.split(separator: 0x0A).map { line in
            line.split(separator: 0x2C, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self).trimmingReturn
            }
        }
        return (lines[0], Array(lines.dropFirst()))
    }

    private static func pricer(_ edition: String, ignoringPublished: Bool = false) throws -> NaivePricer {
        let date = try #require(ServiceDate(edition == "current" ? "2026-08-21" : "2018-08-31"))
        return try NaivePricer(
            folder: .embedded("editions/\(edition)"), date: date, ignoringPublished: ignoringPublished)
    }

    /// The published table has residual pairs, which a pricer by metres cannot meet: 2 of them today, none in 2018.
    @Test(arguments: [
        ("2018-08", false, 13_695, 0), ("2018-08", true, 13_695, 0), ("current", false, 61_425, 0),
        ("current", true, 61_425, 2),
    ])
    func agreesWithThePublishedTable(edition: String, ignoring: Bool, pairs: Int, different: Int) throws {
        let pricer = try Self.pricer(edition, ignoringPublished: ignoring)
        let folder = DataFolder.embedded("editions/\(edition)")
        let (columns, rows) = Self.rows(try #require(try folder.contents(of: "fares.csv")))
        let from = try #require(columns.firstIndex(of: "from_station_id"))
        let to = try #require(columns.firstIndex(of: "to_station_id"))
        let fare = try #require(columns.firstIndex(of: "standard_fen") ?? columns.firstIndex(of: "fare_fen"))
        var found: Set<Set<String>> = []
        for row in rows {
            let there = pricer.baseFen(row[from], row[to])
            #expect(there == pricer.baseFen(row[to], row[from]))
            if there != Int(row[fare]) { found.insert([row[from], row[to]]) }
        }
        #expect(rows.count == pairs)
        #expect(found.count == different)
        let exceptions = Self.rows(try #require(try folder.contents(of: "fare_exceptions.csv")))
        let residual = exceptions.rows.filter { $0.last == "residual" }.map { Set($0[0...1]) }
        if different > 0 { #expect(found == Set(residual)) }
    }

    @Test(arguments: [
        (200, false, false, false, 190), (200, false, false, true, 150), (500, false, false, true, 435),
        (500, true, false, false, 250),  // students pay half
        (500, true, false, true, 250),  // and get no transfer discount
        (500, false, true, false, 0),
    ])
    func charges(base: Int, isHalf: Bool, isFree: Bool, isTransfer: Bool, fen: Int) throws {
        let pricer = try Self.pricer("2018-08")
        #expect(pricer.charge(base: base, isHalf: isHalf, isFree: isFree, isTransfer: isTransfer) == fen)
    }

    @Test func sameStationCostsTwoYuanAndUnknownIDsNothingKnown() throws {
        let pricer = try Self.pricer("2018-08")
        #expect(pricer.baseFen("SZ001", "SZ001") == 200)
        #expect(pricer.baseFen("SZ001", "SZ999") == nil)
        #expect(pricer.transferSeconds == 5400)
    }

    /// Other bands price by metres, and an earlier lower fare stays.
    @Test func anotherTariffTakesThePlaceOfThePublishedTable() throws {
        let date = try #require(ServiceDate("2018-08-31"))
        let flat = Array("over_m,up_to_m,fare_fen\n0,,450\n".utf8)
        let pricer = try NaivePricer(
            folder: .embedded("editions/2018-08"), tariff: (name: "flat.csv", bytes: flat), date: date)
        #expect(pricer.baseFen("SZ001", "SZ002") == 450)
        #expect(pricer.baseFen("SZ001", "SZ012") == 400)  // grandfathered
        #expect(pricer.baseFen("SZ001", "SZ001") == 200)
    }

    @Test func refusesATariffThatEndsBeforeTheNetworkDoes() throws {
        let date = try #require(ServiceDate("2018-08-31"))
        let short = Array("over_m,up_to_m,fare_fen\n0,4000,200\n".utf8)
        #expect(throws: FareDataError.self) {
            try NaivePricer(
                folder: .embedded("editions/2018-08"), tariff: (name: "short.csv", bytes: short), date: date)
        }
    }

    @Test(.enabled(if: externalData != nil, "skipped: external data not present"))
    func agreesWithReallyChargedTrips() throws {
        let file = "\(Self.externalData ?? "")/data/shenzhen-metro/od_fares_2018.csv"
        let (columns, rows) = Self.rows(try readWholeFile(file))
        #expect(Array(columns[0...4]) == ["origin_id", "origin_zh", "destination_id", "destination_zh", "fare_fen"])
        #expect(rows.count == 247)
        let pricer = try Self.pricer("2018-08")
        for row in rows { #expect(pricer.baseFen(row[0], row[2]) == Int(row[4]), "\(row)") }
    }
}

extension String {
    fileprivate var trimmingReturn: String { hasSuffix("\r") ? String(dropLast()) : self }
}
