import Foundation
import Testing

@testable import TapLogs

/// The 10,000 published rows of 2018, with the counts of metro.md, section 3.
struct RealSampleTests {
    private static let path = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/data/shenzhen-metro/taps_2018_sample.csv"
    }
    private static let isThere = path.map { FileManager.default.fileExists(atPath: $0) } ?? false

    @Test(.enabled(if: isThere, "skipped: external data not present"), arguments: [1, 2])
    func hasTheCountsOfTheReference(threads: Int) throws {
        let folder = try TemporaryFolder()
        let run = try folder.replay(file: try #require(Self.path), threads: threads)
        for figure in [
            "rows 10000", "metro_entries 9360", "metro_exits 435", "bus_taps 205", "standard 189", "transfer 10",
            "half 9", "free 227", "full 0", "unexplained 0", "pairs 368", "pairs_exact 368", "pairs_different 0",
            "pairs_unpriced 0", "pairs_same_station 222", "by_device 369",
        ] {
            #expect(run.figures.contains(figure), "\(figure)")
        }
        for reason in RejectReason.allCases { #expect(run.figures.contains("\(reason.rawValue) 0")) }
        #expect(run.rejects == ["line,reason,text"])
    }

    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func agreesWithTheOracle() throws {
        let text = try String(contentsOfFile: try #require(Self.path), encoding: .utf8)
        let naive = try NaiveReplay(text, try Edition2018.fares())
        let run = try TemporaryFolder().replay(text)
        #expect(run.interfaceFigures == interfaceFigures(naive))
        #expect(Array(run.trips.dropFirst()) == naive.trips)
    }

    /// Every other form of the published rows gives the same replay.
    @Test(.enabled(if: isThere, "skipped: external data not present"))
    func agreesInEveryForm() throws {
        let text = try String(contentsOfFile: try #require(Self.path), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
                String($0.filter { $0 != "\"" })
            }
            return LogRow(
                time: fields[0], card: fields[2], value: fields[3], kind: fields[4], station: fields[7],
                mark: fields[8], charged: fields[9], device: fields[10], company: fields[5], gate: fields[6])
        }
        let folder = try TemporaryFolder()
        let expected = try folder.replay(text, keepsRejects: false)
        let forms = [
            CSVStyle(columns: LogRow.cardFirst, quotes: .none, lineEnd: "\r\n").text(rows),
            JSONStyle(layout: .pageALine, pageSize: 1000).text(rows), JSONStyle(layout: .lines).text(rows),
            JSONStyle(layout: .lines, hasOwnKeys: true, hasNumbers: true, omitsEmpty: true).text(rows),
        ]
        for form in forms {
            let run = try folder.replay(form, keepsRejects: false)
            #expect(run.figures == expected.figures)
            #expect(run.trips == expected.trips)
        }
    }
}
