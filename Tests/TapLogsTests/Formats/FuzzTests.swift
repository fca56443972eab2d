import Fares
import TestSupport
import Testing

@testable import TapLogs

/// Random bytes, random damage and cuts at every byte: no trap, and every row is counted once.
struct FuzzTests {
    private static let logs: [(name: String, bytes: [UInt8])] = {
        let rows = Array(SampleRows.odd.prefix(8))
        return [
            ("CSV", CSVStyle().text(rows)), ("CSV, quoted, CRLF", CSVStyle(quotes: .all, lineEnd: "\r\n").text(rows)),
            ("pages", JSONStyle(layout: .pageALine, pageSize: 3).text(rows)),
            ("pretty", JSONStyle(layout: .prettyPage).text(Array(SampleRows.plain.prefix(8)))),
            ("escapes", JSONStyle(layout: .bareArray, escapes: .surrogates).text(rows)),
            ("lines", JSONStyle(layout: .lines, hasOwnKeys: true, hasNumbers: true).text(rows)),
        ].map { ($0.0, Array($0.1.utf8)) }
    }()

    /// Reads bytes by the reader of a format alone, without a file, in windows of the given size.
    private static func read<Sink: RowSink>(
        _ bytes: [UInt8], _ format: LogFormat, _ sink: Sink, step: Int
    ) throws -> Sink {
        func drive<Reader: BlockConsumer>(_ reader: inout Reader) throws {
            var start = 0
            var end = 0
            repeat {
                let isLast = end == bytes.count
                let slack = hostileSlack[end % hostileSlack.count]
                let used = try withWindow(Array(bytes[start..<end]), slack: slack) { window, range in
                    try reader.consume(window.dropping(range.lowerBound), isLast: isLast)
                }
                #expect((0...end - start).contains(used))
                start += used
                if isLast { return }
                end = min(end + step, bytes.count)
            } while true
        }
        if format == .csv {
            let columns = Array(LogRow.columns.joined(separator: ",").utf8)
            let layout = try CSVLayout(file: "fuzz", header: columns, required: [])
            var reader = CSVTapReader(layout, skipsHeader: false, sink: sink)
            try drive(&reader)
            return reader.sink
        }
        var reader = JSONTapReader(isLines: format == .ndjson, sink: sink)
        try drive(&reader)
        return reader.sink
    }

    private static let stations = Result { StationResolver(try Edition2018.book().edition) }

    private static func decoder() throws -> RowDecoder {
        let book = try Edition2018.book()
        return RowDecoder(
            file: "fuzz", firstLine: 1, stations: try stations.get(), cards: CardDirectory(),
            products: ProductTable(book.tariff), store: RecordStore(partitionBits: 3), needsAmounts: true,
            isStrict: false, onReject: nil)
    }

    /// Rows are entries, exits, bus rides and rejects; a row without a known station is counted in two places.
    private static func areBalanced(_ totals: RowTotals) -> Bool {
        let twice = totals.rejected(.missingStation) + totals.rejected(.unknownStation)
        let sum = totals.metroEntries + totals.metroExits + totals.busTaps + totals.rejected.reduce(0, +)
        return totals.rows == sum - twice && totals.metroExits == totals.exitsByClass.reduce(0, +)
    }

    @Test(arguments: 0..<16)
    func randomBytes(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let alphabet = Array("\"\\{}[]:,\n\r \t0123456789-u".utf8) + Array("地铁入站card_no".utf8)
        var decoder = try Self.decoder()
        for round in 0..<1000 {
            let length = generator.below(generator.oneIn(20) ? 3000 : 200)
            let isWild = generator.oneIn(2)
            let bytes = (0..<length).map { _ in
                isWild ? UInt8(truncatingIfNeeded: generator.next()) : generator.one(of: alphabet)
            }
            for format in [LogFormat.csv, .jsonPages, .ndjson] {
                decoder = try Self.read(bytes, format, decoder, step: 20 + generator.below(400))
                #expect(Self.areBalanced(decoder.totals), "seed \(seed), round \(round), \(format)")
            }
        }
    }

    /// A log with bytes changed, removed, doubled and moved, read in windows of two sizes with one result.
    @Test(arguments: 0..<16)
    func randomDamage(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        for round in 0..<120 {
            let log = Self.logs[round % Self.logs.count]
            var bytes = log.bytes
            for _ in 0..<1 + generator.below(6) where bytes.count > 2 {
                let place = generator.below(bytes.count)
                switch generator.below(5) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(generator.one(of: Array("\"\\{}[],:\n\r".utf8)), at: place)
                case 3: bytes.swapAt(place, generator.below(bytes.count))
                default:
                    let end = min(bytes.count, place + generator.below(60))
                    bytes.insert(contentsOf: bytes[place..<end], at: generator.below(bytes.count))
                }
            }
            let format: LogFormat = log.name.hasPrefix("CSV") ? .csv : log.name == "lines" ? .ndjson : .jsonPages
            let whole = try Self.read(bytes, format, try Self.decoder(), step: bytes.count).totals
            let pieces = try Self.read(bytes, format, try Self.decoder(), step: 1 + generator.below(97)).totals
            #expect(Self.areBalanced(whole), "seed \(seed), round \(round), \(log.name)")
            #expect(figures(pieces) == figures(whole), "seed \(seed), round \(round), \(log.name)")
        }
    }

    /// The same through a file, the recognition of formats and the whole replay.
    @Test(arguments: logs.indices)
    func damagedFiles(index: Int) throws {
        let folder = try TemporaryFolder()
        var generator = SplitMix64(seed: UInt64(index))
        for round in 0..<60 {
            var bytes = Self.logs[index].bytes
            for _ in 0..<1 + generator.below(4) {
                bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
            }
            let path = try folder.write(bytes)
            do {
                let report = try Edition2018.replay().run(path)
                #expect(Self.areBalanced(report.totals), "round \(round)")
            } catch is LogError {
                // The header or the first byte was hit: not a log any more.
            }
        }
    }

    /// A log cut at every byte: as many rows as have begun, those that are whole unchanged.
    @Test(arguments: logs.indices)
    func cutsAtEveryByte(index: Int) throws {
        let (name, bytes) = Self.logs[index]
        let format: LogFormat = name.hasPrefix("CSV") ? .csv : name == "lines" ? .ndjson : .jsonPages
        var before = 0
        for length in 0...bytes.count {
            let totals = try Self.read(Array(bytes[..<length]), format, try Self.decoder(), step: max(1, length)).totals
            #expect(Self.areBalanced(totals), "\(name), cut at \(length)")
            let rejected = totals.rejected.reduce(0, +)
            let whole = totals.rows - rejected
            // The cut spoils at most one row, gives it another reading (a shorter amount), or spoils the head of a
            // page.
            #expect((before - 1...before + 1).contains(totals.rows), "\(name), cut at \(length)")
            #expect(whole >= totals.rows - 2, "\(name), cut at \(length)")
            before = totals.rows
        }
    }

    /// The bare decoder counts every row once.
    @Test(arguments: 0..<16)
    func theBareDecoderCountsEveryRowOnce(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        var names = NameTable(capacity: 2)
        names.insert("罗湖", number: 0)
        for round in 0..<60 {
            var bytes = Self.logs[round % Self.logs.count].bytes
            for _ in 0..<5 { bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next()) }
            let decoder = BareRowDecoder(
                file: "fuzz", stations: names, cards: CardDirectory(), store: RecordStore(partitionBits: 0))
            let format = generator.one(of: [LogFormat.csv, .jsonPages, .ndjson])
            let totals = try Self.read(bytes, format, decoder, step: 50).totals
            #expect(
                totals.rows
                    == totals.metroEntries + totals.metroExits + totals.busTaps + totals.rejected.reduce(0, +),
                "seed \(seed), round \(round)")
        }
    }
}
