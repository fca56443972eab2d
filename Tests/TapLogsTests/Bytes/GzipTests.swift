import TestSupport
import Testing

@testable import TapLogs

/// gzip logs of one or more members, whole and broken (RFC 1952).
struct GzipTests {
    private static let logs: [(name: String, text: String)] = [
        ("CSV", CSVStyle().text(SampleRows.odd)), ("JSON pages", JSONStyle(layout: .pageALine).text(SampleRows.odd)),
        ("records a line", JSONStyle(layout: .lines).text(SampleRows.odd)),
    ]

    @Test(arguments: logs.indices)
    func readsWholeStreams(index: Int) throws {
        let bytes = Array(Self.logs[index].text.utf8)
        let folder = try TemporaryFolder()
        let expected = try folder.replay(bytes)
        let streams: [(String, [UInt8])] = [
            ("one member", Gzip.member(bytes)), ("stored", Gzip.member(bytes, level: 0)),
            ("best", Gzip.member(bytes, level: 9)), ("two members", Gzip.members(bytes, cuts: [bytes.count / 2])),
            ("many members", Gzip.members(bytes, cuts: Array(stride(from: 0, to: bytes.count, by: 101)))),
            ("empty members first", Gzip.members(bytes, cuts: [0, 0, 0])),
            ("members of a byte", Gzip.members(bytes, cuts: Array(0...64))),
        ]
        for (what, stream) in streams {
            for threads in [1, 2] {
                #expect(try folder.replay(stream, threads: threads) == expected, "\(Self.logs[index].name): \(what)")
            }
        }
    }

    /// A stream cut at any byte is an error, and never a shorter log.
    @Test(arguments: logs.indices)
    func refusesTruncatedStreams(index: Int) throws {
        let bytes = Array(Self.logs[index].text.utf8)
        let folder = try TemporaryFolder()
        let stream = Gzip.members(bytes, cuts: [bytes.count / 3])
        let first = Gzip.member(Array(bytes[..<(bytes.count / 3)])).count
        let last = Gzip.member([]).count
        let whole = [first, stream.count - last, stream.count]
        for length in 2..<stream.count where !whole.contains(length) {
            let error = #expect(throws: LogError.self, "cut at \(length)") {
                try folder.replay(Array(stream[..<length]))
            }
            guard case .truncatedGzip = error else {
                Issue.record("cut at \(length): \(String(describing: error))")
                return
            }
        }
    }

    /// A changed byte in the deflated data or its check sum is an error.
    @Test(arguments: logs.indices)
    func refusesDamagedStreams(index: Int) throws {
        let bytes = Array(Self.logs[index].text.utf8)
        let folder = try TemporaryFolder()
        let stream = Gzip.member(bytes)
        let original = try folder.replay(bytes)
        var generator = SplitMix64(seed: UInt64(index))
        for _ in 0..<300 {
            var damaged = stream
            let place = 10 + generator.below(stream.count - 10)
            // The last byte of deflated data ends in bits that mean nothing (RFC 1951, 3.2.3); eight bytes of sums
            // follow.
            guard place != stream.count - 9 else { continue }
            damaged[place] ^= 1 << UInt8(generator.below(8))
            do {
                // The unused bits behind the last deflated block say nothing, and a change in them changes nothing.
                let run = try folder.replay(damaged)
                #expect(run == original, "byte \(place)")
            } catch LogError.damagedGzip {
            } catch LogError.truncatedGzip {
            } catch {
                Issue.record("byte \(place): \(error)")
            }
        }
    }

    @Test func refusesWhatFollowsAStream() throws {
        let folder = try TemporaryFolder()
        let stream = Gzip.member(Array(Self.logs[0].text.utf8))
        let error = #expect(throws: LogError.self) { try folder.replay(stream + Array("more".utf8)) }
        guard case .damagedGzip = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func anEmptyLogInAStreamIsStillNoLog() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: LogError.self) { try folder.replay(Gzip.member([])) }
        guard case .unknownFormat = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// Long enough to refill input and output many times.
    @Test func readsAStreamOfManyBlocks() throws {
        let folder = try TemporaryFolder()
        var generator = SplitMix64(seed: 5)
        var rows: [LogRow] = []
        for number in 0..<30_000 {
            var row = SampleRows.plain[number % SampleRows.plain.count]
            row.company = String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
            rows.append(row)
        }
        let bytes = Array(CSVStyle().text(rows).utf8)
        let expected = try folder.replay(bytes)
        #expect(try folder.replay(Gzip.members(bytes, cuts: [1, 700_000, 1 << 20, 1 << 21]), threads: 2) == expected)
    }
}
