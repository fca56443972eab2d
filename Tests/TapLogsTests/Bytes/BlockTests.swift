import Foundation
import TestSupport
import Testing

@testable import TapLogs

/// Where a file is cut, into blocks or among threads, changes nothing.
struct BlockTests {
    /// A log of at least `size` bytes with rows of all lengths, long ones, and rows to reject.
    private static func log(size: Int, seed: Int, lineEnd: String = "\n") throws -> [UInt8] {
        var generator = SplitMix64(seed: UInt64(seed))
        let style = CSVStyle(lineEnd: lineEnd)
        var rows = RandomLog(seed: seed, cards: 600, fares: try Edition2018.fares(), hasTies: true).rows
        for number in 0..<400 {
            rows.append(
                LogRow(
                    time: "2018-08-31 12:00:00", card: "NAME-\(number)", kind: LogRow.entry, station: "乌有\(number % 7)")
            )
        }
        rows.shuffle(using: &generator)
        let mean = size / rows.count
        var text = Array(style.text([]).utf8)
        var number = 0
        while text.count < size {
            var row = rows[number % rows.count]
            row.card += number < rows.count ? "" : "\(number / rows.count)"
            let length = generator.oneIn(200) ? generator.below(70_000) : generator.below(mean)
            row.company = String(repeating: "x", count: length)
            row.gate = generator.oneIn(40) ? "a,b" : generator.oneIn(300) ? "\"" : "AGM"
            text += Array((generator.oneIn(300) ? "broken" : style.line(row)).utf8) + Array(lineEnd.utf8)
            if generator.oneIn(100) { text += Array(lineEnd.utf8) }
            number += 1
        }
        return text
    }

    @Test(arguments: ["\n", "\r\n"])
    func threadsAgree(lineEnd: String) throws {
        let folder = try TemporaryFolder()
        // More than a block for each of seven threads, so that all of them read.
        var bytes = try Self.log(size: 8 << 20, seed: 1, lineEnd: lineEnd)
        bytes.removeLast(lineEnd.utf8.count)
        let file = try folder.write(bytes)
        let expected = try folder.replay(file: file, threads: 1, keepsRejects: false)
        #expect(expected.trips.count > 1000 && expected.differences.count > 300)
        #expect(!expected.figures.contains("malformed 0") && !expected.figures.contains("too-long 0"))
        for threads in [2, 3, 7] {
            let run = try folder.replay(file: file, threads: threads, keepsRejects: false)
            #expect(run.figures == expected.figures, "\(threads) threads")
            #expect(run.trips == expected.trips, "\(threads) threads")
            #expect(run.differences == expected.differences, "\(threads) threads")
        }
        // The lines of the differences file are those of the log.
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: lineEnd == "\n" ? "\n" : "\r\n", omittingEmptySubsequences: false)
        for difference in expected.differences.dropFirst() {
            let fields = difference.split(separator: ",", omittingEmptySubsequences: false)
            let line = Int(fields[0]).map { lines[$0 - 1] } ?? ""
            #expect(line.contains(fields[1]) && line.contains(fields[4]), "\(difference)")
        }
    }

    /// As files, from blocks of another size (gzip gives other reads), with the same rejects at the same lines.
    @Test func blocksAgree() throws {
        let folder = try TemporaryFolder()
        let bytes = try Self.log(size: 3 << 20, seed: 2)
        let whole = try folder.replay(bytes)
        let inflated = try folder.replay(Gzip.member(bytes, level: 1))
        #expect(whole == inflated)
        #expect(whole.rejects.count > 10)
    }

    /// A row that begins so many bytes before the end of the first block.
    @Test func rowsCrossTheEdgeOfABlock() throws {
        let folder = try TemporaryFolder()
        let style = CSVStyle()
        let tail = SampleRows.odd
        let expected = try folder.replay(style.text(tail), keepsRejects: false)
        let header = Array(style.text([]).utf8)
        let tailBytes = Array(style.text(tail).utf8)[header.count...]
        // Blank lines fill the block: they are no rows. The reports differ in nothing then.
        for before in [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100, 500, 1000, 2000] {
            let fill = BlockReader.blockSize - header.count - before
            let bytes = header + [UInt8](repeating: 0x0A, count: fill) + tailBytes
            let run = try folder.replay(bytes, keepsRejects: false)
            #expect(run.figures == expected.figures, "\(before) bytes before the edge")
            #expect(run.trips == expected.trips, "\(before) bytes before the edge")
        }
    }

    /// Records of a page that cross the edge of a block.
    @Test(arguments: [JSONStyle.Layout.bareArray, .lines])
    func recordsCrossTheEdgeOfABlock(layout: JSONStyle.Layout) throws {
        let folder = try TemporaryFolder()
        let text = JSONStyle(layout: layout, escapes: .ascii).text(SampleRows.odd)
        let expected = try folder.replay(text, keepsRejects: false)
        let bytes = Array(text.utf8)
        for before in [1, 2, 3, 7, 8, 9, 60, 100, 300, 500, 1000, 2000] {
            // Behind the first byte of an array, or behind the first line.
            let head = layout == .lines ? (bytes.firstIndex(of: 0x0A) ?? 0) + 1 : 1
            let fill = [UInt8](repeating: 0x0A, count: BlockReader.blockSize - head - before)
            let run = try folder.replay(bytes[..<head] + fill + bytes[head...], keepsRejects: false)
            #expect(run.figures == expected.figures, "\(before) bytes before the edge")
            #expect(run.trips == expected.trips, "\(before) bytes before the edge")
        }
    }

    /// Every length of a row and of its last field about the edges of words.
    @Test(arguments: ["\n", "\r\n"], [true, false])
    func rowsOfAllLengths(lineEnd: String, hasFinalLineEnd: Bool) throws {
        let folder = try TemporaryFolder()
        let style = CSVStyle(lineEnd: lineEnd, hasFinalLineEnd: hasFinalLineEnd)
        let fares = try Edition2018.fares()
        for length in 0..<70 {
            let rows = (0..<6).map { number in
                LogRow(
                    time: "2018-08-31 08:00:0\(number)", card: String(repeating: "A", count: 1 + length % 20),
                    value: number % 2 == 0 ? "0" : "200", kind: number % 2 == 0 ? LogRow.entry : LogRow.exit,
                    station: fares.namesZh[length], charged: number % 2 == 0 ? "0" : "190",
                    company: String(repeating: "y", count: length))
            }
            let run = try folder.replay(style.text(rows))
            #expect(run.figures.contains("pairs_exact 3"), "length \(length): \(run.figures)")
        }
    }

    /// A record of a page or line is too long by its length alone, not by where the reads end.
    @Test(arguments: [65_535, 65_536, 65_537, 65_538, 70_000, 2 << 20])
    func longRecordsAreRejectedWhereverTheyLie(length: Int) throws {
        let folder = try TemporaryFolder()
        let start = #"{"card_no":"AB","deal_date":"2018-08-31 08:00:00","deal_type":"巴士","more":""#
        let record = start + String(repeating: "x", count: length - start.utf8.count - 2) + "\"}"
        let good = #"{"card_no":"AB","deal_date":"2018-08-31 08:00:00","deal_type":"巴士"}"#
        for (open, between, close) in [("[", ",", "]"), ("", "\n", "\n"), ("", "\r\n", "\r\n")] {
            for fill in [0, BlockReader.blockSize - 200 - length % 1000, BlockReader.blockSize - 65_700] {
                let blanks = String(repeating: "\n", count: max(0, fill))
                let text = open + good + between + blanks + record + between + good + close
                let run = try folder.replay(text)
                let isLong = length > 65_536
                #expect(run.figures.contains("bus_taps \(isLong ? 2 : 3)"), "\(length), \(fill): \(run.figures[..<12])")
                #expect(run.figures.contains("too-long \(isLong ? 1 : 0)"))
            }
        }
    }

    /// 100 MB without a line end: one row too long, the rest is read, and memory stays small.
    @Test(arguments: [1, 2])
    func aHundredMegabyteLine(threads: Int) throws {
        let folder = try TemporaryFolder()
        let style = CSVStyle()
        let rows = SampleRows.plain
        let half = Array(style.text(rows).utf8)
        let path = try folder.write(half)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        let chunk = Data(repeating: 0x78, count: 1 << 20)
        for _ in 0..<100 { try handle.write(contentsOf: chunk) }
        try handle.write(contentsOf: Data(Array("\n".utf8) + half[style.text([]).utf8.count...]))
        try handle.close()
        let run = try folder.replay(file: path, threads: threads, keepsRejects: false)
        #expect(run.figures.contains("too-long 1"))
        #expect(run.figures.contains("rows \(2 * rows.count + 1)"))
        #expect(run.figures.contains("metro_exits 18"))
    }
}
