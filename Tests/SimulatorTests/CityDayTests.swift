import Fares
import Simulator
import Testing

@Suite struct CityDayTests {
    private static let header =
        "card_no,deal_date,deal_type,deal_money,deal_value,equ_no,company_name,station,car_no,conn_mark,close_date"

    @Test(arguments: TapStreamFormat.allCases) func sameSeedGivesTheSameBytesAndAnotherSeedOthers(
        format: TapStreamFormat
    ) throws {
        let first = try SimulatedLog(taps: 5000, seed: 7, format: format)
        let second = try SimulatedLog(taps: 5000, seed: 7, format: format)
        let other = try SimulatedLog(taps: 5000, seed: 8, format: format)
        #expect(first.text == second.text)
        #expect(first.truth == second.truth)
        #expect(first.text != other.text)
        #expect(first.truth != other.truth)
    }

    /// FNV-1a of seed 1: the generator's output is part of what other tests and the documentation quote.
    @Test func theBytesOfASeedStayTheSame() throws {
        let log = try SimulatedLog(taps: 2000, seed: 1)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in (log.text + log.truth).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        #expect(hash == Self.knownHash)
    }
    private static let knownHash: UInt64 = 8_795_565_174_821_194_097

    @Test(arguments: [1, 2, 3, 10, 999, 4000]) func writesExactlyTheRowsAskedFor(taps: Int) throws {
        let log = try SimulatedLog(taps: taps)
        let lines = log.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first.map(String.init) == Self.header)
        #expect(lines.count == taps + 2)
        #expect(lines.last == "")
        #expect(try SimulatedLog(taps: taps, format: .ndjson).text.split(separator: "\n").count == taps)
    }

    @Test(arguments: [0, -1, CityDay.maximumTaps + 1]) func refusesAnImpossibleNumberOfTaps(taps: Int) throws {
        #expect(throws: SimulationError.tapsOutOfRange(taps)) { try SimulatedLog(taps: taps) }
    }

    @Test(arguments: [("2018-08", "2018-08-31"), ("current", "2026-08-21")])
    func everyExitFallsIntoOneClass(edition: String, date: String) throws {
        let log = try SimulatedLog(edition: edition, taps: 20_000, date: date)
        var counts: [String: Int] = [:]
        for row in log.rows {
            if row.isExit {
                let exitClass = row.exitClass
                #expect(exitClass != nil, "\(row.line)")
                counts[exitClass ?? "none", default: 0] += 1
            } else if row.isEntry {
                #expect(row.money == 0 && row.value == 0 && !row.isMarked, "\(row.line)")
            } else {
                #expect(row.isBus && row.value >= 200 && row.money <= row.value, "\(row.line)")
            }
            #expect(row.time.hasPrefix(date) && row.line.hasSuffix(" 00:00:00"), "\(row.line)")
        }
        for name in ["standard", "transfer", "half", "free"] { #expect(counts[name, default: 0] > 20, "\(name)") }
    }

    @Test func theTransferMarkStandsExactlyWhereABusCameBefore() throws {
        var lastBus: [String: Int] = [:]
        var entry: [String: Int] = [:]
        var marked = 0
        for row in try SimulatedLog(taps: 30_000, shares: .none).rows {
            if row.isBus { lastBus[row.card] = row.second }
            if row.isEntry { entry[row.card] = row.second }
            guard row.isExit, row.exitClass == "standard" || row.exitClass == "transfer" else { continue }
            let start = try #require(entry[row.card])
            let follows = lastBus[row.card].map { (0...90 * 60).contains(start - $0) } ?? false
            #expect(follows == row.isMarked, "\(row.line)")
            #expect(row.second - start < 170 * 60)
            if row.isMarked { marked += 1 }
        }
        #expect(marked > 100)
    }

    @Test func demandFollowsThePublishedFigures() throws {
        let log = try SimulatedLog(taps: 40_000)
        let rows = log.rows
        let entries = rows.filter(\.isEntry)
        let peak = entries.filter { (27_000..<30_600).contains($0.second) }
        #expect((0.135...0.160).contains(Double(peak.count) / Double(entries.count)))
        #expect((0.23...0.28).contains(Double(rows.filter(\.isBus).count) / 40_000))
        let nameless = rows.filter { $0.station == "-" }
        #expect(nameless.allSatisfy { $0.car == "-" && !$0.isBus })
        #expect((0.033...0.043).contains(Double(nameless.count) / Double(rows.filter { !$0.isBus }.count)))
        let short = log.truth.split(separator: "\n").dropFirst().filter { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            let times = [fields[1], fields[3]].compactMap { LocalTime(String($0)) }
            return times.count == 2 && times[1].seconds - times[0].seconds <= 1800
        }
        #expect((0.66...0.78).contains(Double(short.count) / Double(log.day.counts.trips)))
    }

    @Test func everyDeviceCodeAndNameMeansOneStation() throws {
        let edition = try #require(try Edition.shipped("2018-08"))
        var gates: [String: Set<String>] = [:]
        for row in try SimulatedLog(taps: 40_000, shares: .none).rows where !row.isBus {
            let station = try #require(edition.network.stationsByAFCCode[String(row.device.prefix(6))])
            if row.station != "-" { #expect(edition.directory.logStation(row.station) == station) }
            gates[edition.network.stations[Int(station)].id, default: []].insert(row.device)
        }
        let counts = gates.values.map(\.count).sorted()
        #expect((14...18).contains(counts[counts.count / 2]))
        #expect((counts.last ?? 0) <= 47)
    }
}
