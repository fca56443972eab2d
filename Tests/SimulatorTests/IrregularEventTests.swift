import Fares
import Simulator
import Testing

@Suite struct IrregularEventTests {
    @Test func sharesAreNearTheirConstants() throws {
        let shares = IrregularShares()
        let counts = try SimulatedLog(taps: 150_000).day.counts
        for (name, count, share) in [
            ("missing exit", counts.missingExits, shares.missingExitPerMillion),
            ("missing entry", counts.missingEntries, shares.missingEntryPerMillion),
            ("double entry", counts.doubleEntries, shares.doubleEntryPerMillion),
            ("double exit", counts.doubleExits, shares.doubleExitPerMillion),
            ("unknown station", counts.unknownStations, shares.unknownStationPerMillion),
        ] {
            let expected = Double(counts.trips * share) / 1_000_000
            // Five standard deviations of a Poisson count.
            #expect(abs(Double(count) - expected) <= 5 * expected.squareRoot(), "\(name): \(count) of \(expected)")
        }
        #expect(counts.skewedTaps > 0)
    }

    /// What the generator says it did stands in the log: counted from the rows alone.
    @Test func theRowsShowWhatTheCountsSay() throws {
        let log = try SimulatedLog(taps: 60_000)
        let counts = log.day.counts
        var doubleEntries = 0
        var doubleExits = 0
        var last: [String: LogRow] = [:]
        for row in log.rows where !row.isBus {
            if let before = last[row.card], before.device == row.device, row.second - before.second <= 40 {
                if before.isEntry, row.isEntry { doubleEntries += 1 }
                if before.isExit, row.isExit { doubleExits += 1 }
            }
            last[row.card] = row
        }
        #expect(doubleEntries == counts.doubleEntries)
        #expect(doubleExits == counts.doubleExits)
        #expect(log.rows.filter { $0.station == "测试站" && $0.device.hasPrefix("999") }.count == counts.unknownStations)
        #expect(log.rows.filter(\.isBus).count == counts.busTaps)
        #expect(log.rows.filter(\.isEntry).count == counts.trips - counts.missingEntries + counts.doubleEntries)
        #expect(log.rows.filter(\.isExit).count == counts.trips - counts.missingExits + counts.doubleExits)
        #expect(Set(log.rows.map(\.card)).count == counts.cards)
    }

    @Test func aDayWithoutIrregularitiesHasAPartnerForEveryTap() throws {
        let log = try SimulatedLog(taps: 20_000, shares: .none)
        let entries = log.rows.filter(\.isEntry).count
        #expect(entries == log.rows.filter(\.isExit).count)
        #expect(log.truth.split(separator: "\n").count == entries + 1)
        #expect(log.day.counts.skewedTaps == 0)
    }

    @Test(arguments: [("2018-08", "2018-08-31"), ("current", "2026-08-21")])
    func theTruthIsWhatANaiveJoinerFinds(edition: String, date: String) throws {
        let log = try SimulatedLog(edition: edition, taps: 60_000, date: date)
        let network = try #require(try Edition.shipped(edition)).network
        var cards: [String: [LogRow]] = [:]
        for row in log.rows where !row.isBus { cards[row.card, default: []].append(row) }
        var found: [(key: String, line: String)] = []
        for (card, rows) in cards {
            // Recorded time, then the file: Swift's sort keeps equal elements in order.
            let sorted = rows.sorted { $0.time < $1.time }
            for (entry, exit) in zip(sorted, sorted.dropFirst()) where entry.isEntry && exit.isExit {
                func id(_ row: LogRow) -> String {
                    network.stationsByAFCCode[String(row.device.prefix(6))].map { network.stations[Int($0)].id } ?? ""
                }
                let money = id(entry).isEmpty || id(exit).isEmpty ? "," : "\(exit.value),\(exit.money)"
                found.append(
                    (
                        exit.time + card + entry.time,
                        "\(card),\(entry.time),\(id(entry)),\(exit.time),\(id(exit)),\(money)"
                    ))
            }
        }
        found.sort { $0.key < $1.key }
        let truth = log.truth.split(separator: "\n").map(String.init)
        #expect(truth.first == "card,entry_time,origin,exit_time,destination,base_fen,fare_fen")
        #expect(truth.count == found.count + 1)
        let differing = zip(truth.dropFirst(), found).first { $0 != $1.line }
        #expect(differing == nil, "\(String(describing: differing))")
    }

    /// Two programs that share no code: the engine's table and the truth of the log.
    @Test(arguments: [("2018-08", "2018-08-31"), ("current", "2026-08-21")])
    func theEngineAgreesWithTheTruth(edition id: String, date: String) throws {
        let edition = try #require(try Edition.shipped(id))
        let rules = try FareBook(edition).rules(on: try #require(ServiceDate(date)))
        for line in try SimulatedLog(edition: id, taps: 20_000, date: date).truth.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard !fields[2].isEmpty, !fields[4].isEmpty else { continue }
            let (origin, destination) = (
                try edition.directory.station(fields[2]), try edition.directory.station(fields[4])
            )
            #expect(rules.ordinary.fare(from: origin, to: destination) == Int(fields[5]), "\(line)")
        }
    }
}
