import Fares
import Gate
import TestSupport
import Testing

/// The list of releases: how it grows, and how it is read from a file.
struct EmergencyReleaseTests {
    private static func time(_ text: String) throws -> LocalTime { try #require(LocalTime(text)) }

    @Test("a lane's release begins once and ends once; another lane's goes on")
    func lanes() throws {
        var list = EmergencyReleases()
        list.begin(station: 1, lane: 0, at: try Self.time("2026-08-03 09:00:00"))
        list.begin(station: 1, lane: 0, at: try Self.time("2026-08-03 09:05:00"))
        list.begin(station: 1, lane: 1, at: try Self.time("2026-08-03 09:10:00"))
        list.end(station: 1, lane: 0, at: try Self.time("2026-08-03 09:20:00"))
        list.end(station: 1, lane: 0, at: try Self.time("2026-08-03 09:25:00"))
        #expect(list.releases.map(\.lane) == [0, 1])
        #expect(list.releases.map(\.until) == [try Self.time("2026-08-03 09:20:00"), nil])
    }

    @Test("a clock that goes back makes no release that ends before it began")
    func clockBack() throws {
        var list = EmergencyReleases()
        list.begin(station: nil, lane: 0, at: try Self.time("2026-08-03 09:00:00"))
        list.end(station: nil, lane: 0, at: try Self.time("2026-08-03 08:00:00"))
        #expect(list.releases.map(\.until) == [try Self.time("2026-08-03 09:00:00")])
    }

    @Test("what nobody can ask about any more goes; the list has a limit")
    func limits() throws {
        var list = EmergencyReleases()
        list.begin(station: 1, lane: 0, at: try Self.time("2026-08-03 09:00:00"))
        list.end(station: 1, lane: 0, at: try Self.time("2026-08-03 09:20:00"))
        list.begin(station: 1, lane: 1, at: try Self.time("2026-08-12 09:00:00"))
        #expect(list.releases.count == 2)
        list.begin(station: 1, lane: 2, at: try Self.time("2026-08-12 09:21:00"))
        #expect(list.releases.map(\.lane) == [1, 2])
        for number in 0..<EmergencyReleases.mostReleases + 5 {
            list.add(EmergencyRelease(station: UInt16(number), from: try Self.time("2026-08-12 10:00:00")))
        }
        #expect(list.releases.count == EmergencyReleases.mostReleases)
    }

    @Test(arguments: [
        (
            "station_id,from,until\nSZ001,2026-08-03 09:00:00,2026-08-03 09:30:00\nSZ002,2026-08-03 09:00:00,\n",
            "2 read"
        ),
        ("until,station_id,from\n,SZ001,2026-08-03 09:00:00\n", "1 read"),
        ("station_id,from,until\n", "0 read"),
        ("station_id,from\nSZ001,2026-08-03 09:00:00\n", "until"),
        ("station_id,from,until\nXX,2026-08-03 09:00:00,\n", "the id of a station"),
        ("station_id,from,until\n罗湖,2026-08-03 09:00:00,\n", "the id of a station"),
        ("station_id,from,until\nSZ001,03.08.2026,\n", "YYYY-MM-DD HH:MM:SS"),
        ("station_id,from,until\nSZ001,2026-08-03 09:00:00,2026-08-03 08:59:59\n", "not before from"),
        ("station_id,from,until\nSZ001\n", "fields"),
    ])
    func file(text: String, expected: String) throws {
        let network = try GateBooks.current().edition.network
        do throws(FareDataError) {
            let found = try EmergencyReleaseFile.read(file: "e.csv", bytes: Array(text.utf8), network: network)
            #expect("\(found.count) read" == expected)
        } catch {
            #expect("\(error)".contains(expected) && "\(error)".contains("e.csv"), "\(error)")
        }
    }

    @Test("random bytes are read or refused", arguments: 0..<16)
    func randomFile(seed: UInt64) throws {
        let network = try GateBooks.current().edition.network
        let sound = Array("station_id,from,until\nSZ001,2026-08-03 09:00:00,2026-08-03 09:30:00\n".utf8)
        var random = SplitMix64(seed: seed)
        for _ in 0..<100 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let found = try? EmergencyReleaseFile.read(file: "e.csv", bytes: bytes, network: network)
            #expect((found?.count ?? 0) <= 1)
        }
    }
}
