import Fares
import Gate
import Journal
import Settlement
import Simulator
import Testing

/// What a gate does without is charged as the gate has recorded it, and what riders owe is a debt.
struct EasedDayTests {
    /// Medium, what happens at the gate, and the lines as `reason charge collect debt`: the gate's own sums are theirs.
    @Test(arguments: [
        // Without an easing, to see what each one changes.
        ("quickpass", "08:00 in SZ001;09:00 out SZ030", "completed 900 900 0"),
        (
            "quickpass", "08:00 in SZ001;09:00 in SZ001;+08:00 in SZ001",
            "entered-again 1500 1500 0; missing-exit 1500 1500 0"
        ),
        // Order free: the half that is missing costs nothing.
        (
            "quickpass", "08:00 in SZ001;09:00 in SZ001 order-free;10:00 out SZ030",
            "order-free 0 0 0; completed 900 900 0"
        ),
        ("quickpass", "09:00 out SZ030 order-free", "order-free 0 0 0"),
        ("t-union", "08:00 in SZ001;09:00 out SZ030", "purse 0 0 0; purse 855 855 0"),
        // Time free: a long stay costs the fare alone.
        ("quickpass", "08:00 in SZ001;13:00 out SZ030", "completed 2400 1500 900"),
        ("quickpass", "08:00 in SZ001;13:00 out SZ030 time-free", "completed 900 900 0"),
        // Date free: a pass after its end.
        (
            "day-pass", "08:00 in SZ001;09:00 out SZ030;+09:00 in SZ001 date-free;+10:00 out SZ030 date-free",
            "completed 0 0 0"
        ),
        // Fare free.
        ("quickpass", "08:00 in SZ001;09:00 out SZ030 fare-free", "fare-free 0 0 0"),
        ("quickpass", "09:00 out SZ030 fare-free", "fare-free 0 0 0"),
        ("t-union", "08:00 in SZ001;09:00 out SZ030 fare-free", "purse 0 0 0; fare-free 0 0 0"),
        // Trains fail.
        ("quickpass", "08:00 in SZ001;09:00 out SZ030 train-fault", "train-fault 0 0 0"),
        // Charge later: the rider owes it, an account or a purse that has not paid.
        ("qr-code", "08:00 in SZ001;09:00 out SZ030 charge-later limit=500", "charge-later 900 0 900"),
        ("qr-code", "08:00 in SZ001;09:00 out SZ030 charge-later limit=5000", "completed 900 900 0"),
        ("t-union", "08:00 in SZ001;09:00 out SZ030 charge-later owes", "purse 0 0 0; charge-later 855 0 855"),
        ("t-union", "08:00 in SZ001;09:00 out SZ030 charge-later", "purse 0 0 0; purse 855 855 0"),
        // A release of the day: who is still inside is charged nothing, who leaves the same day has made the journey.
        (
            "quickpass", "08:00 in SZ001;09:00 release;09:30 normal;10:00 in SZ001;11:00 out SZ030",
            "emergency-release 0 0 0; completed 900 900 0"
        ),
        ("quickpass", "08:00 in SZ001;09:00 release;09:30 normal;+08:00 in SZ001", "emergency-release 0 0 0"),
        ("quickpass", "08:00 in SZ001;09:00 release;09:30 normal;10:00 out SZ030", "completed 900 900 0"),
        ("quickpass", "09:00 release;09:30 normal;10:00 out SZ030", "emergency-release 0 0 0"),
        // A lane that leads out alone has let out whoever was inside, and nobody in.
        ("quickpass", "09:00 release exit;09:30 normal;10:00 out SZ030", "fare-pending 700 700 0"),
        ("quickpass", "08:00 in SZ001;09:00 release exit;09:30 normal;+08:00 in SZ001", "emergency-release 0 0 0"),
        // Who has come after its end is not touched, nor who was charged before it began.
        ("quickpass", "09:00 release;09:30 normal;10:00 in SZ001;+08:00 in SZ001", "missing-exit 1500 1500 0"),
        ("quickpass", "08:00 out SZ030;09:00 release;09:30 normal", "fare-pending 700 700 0"),
        (
            "quickpass", "08:00 in SZ001;08:30 in SZ001;09:00 release;10:00 out SZ030",
            "entered-again 1500 1500 0; completed 900 900 0"
        ),
    ])
    func asRecorded(medium: String, steps: String, expected: String) throws {
        var day = try LiveDay(medium: medium)
        try day.run(steps)
        let (lines, recorded, _, _) = try day.settled()
        #expect(TapScene.text(lines) == expected)
        #expect(lines.reduce(0) { $0 + $1.chargeFen } == recorded, "the gate's own registers")
        for line in lines where line.reason != "missing-exit" && line.recordedFen != 0 {
            #expect(line.chargeFen == line.recordedFen)
        }
    }

    @Test("taps.csv has the easings, releases.csv the release, and both are read back")
    func files() throws {
        var day = try LiveDay(medium: "quickpass")
        try day.run("08:00 in SZ001 order-free time-free;09:00 release;09:30 normal;10:00 out SZ030 fare-free turned")
        let (_, _, extract, chain) = try day.settled()
        let folder = try #require(chain.batches.first)
        let taps = String(decoding: try #require(folder["taps.csv"]), as: UTF8.self).split(separator: "\n")
        #expect(taps[0].hasSuffix(",easings,passed"))
        #expect(taps[1].hasSuffix(",order-free;time-free,") && taps[2].hasSuffix(",fare-free,no"))
        let releases = String(decoding: try #require(folder["releases.csv"]), as: UTF8.self)
        #expect(
            releases
                == "station_id,from,until,device,lane,ways\n"
                + "SZ001,\(TapScene.date) 09:00:00,\(TapScene.date) 09:30:00,live,0,two-way\n")
        let settled = try chain.settled()
        #expect(settled.taps.values.sorted { $0.id < $1.id } == extract.taps)
        #expect(settled.releases == extract.releases && extract.releases.count == 1)
    }

    /// A gate that knew nothing of another station's release has charged; the release is in that station's journal, or
    /// a file, or in an earlier batch alone.
    @Test(arguments: ["journal", "file", "batch", "none"])
    func anotherStationsRelease(source: String) throws {
        var other = try LiveDay(medium: "quickpass")
        try other.run("09:00 release;09:30 normal")
        let (_, _, release, _) = try other.settled()
        let taps = try TapScene.taps("08:00 a entry SZ001;10:00 a entry SZ001;11:00 a exit SZ030")
        let file = "station_id,from,until\nSZ001,\(TapScene.date) 09:00:00,\(TapScene.date) 09:30:00\n"
        let releases: [SettledRelease] =
            switch source {
            case "journal": release.releases
            case "file": try SettledRelease.readReleases("r.csv", Array(file.utf8), other.book.edition.network)
            case "batch": try Self.throughABatch(release.releases)
            default: []
            }
        let lines = DaySettlement(other.book, day: TapScene.date, releases: releases).lines(taps)
        let first = releases.isEmpty ? "entered-again 1500 1500 0" : "emergency-release 0 0 0"
        #expect(TapScene.text(lines) == first + "; completed 900 900 0")
    }

    @Test(
        "which ways a lane leads is read from a file, and back from a batch",
        arguments: [
            ("exit", "fare-pending 700 700 0"), ("two-way", "emergency-release 0 0 0"), ("", "emergency-release 0 0 0"),
        ])
    func waysOfAFile(ways: String, expected: String) throws {
        let book = try TapScene.book(LiveDay.rules)
        let file = "ways,station_id,from,until\n\(ways),SZ001,\(TapScene.date) 09:00:00,\(TapScene.date) 09:30:00\n"
        let releases = try SettledRelease.readReleases("r.csv", Array(file.utf8), book.edition.network)
        let taps = try TapScene.taps("10:00 a exit SZ030")
        let lines = DaySettlement(book, day: TapScene.date, releases: releases).lines(taps)
        #expect(TapScene.text(lines) == expected)
        let batch = Array(
            "station_id,from,until,device,lane,ways\nSZ001,\(TapScene.date) 09:00:00,,live,0,\(ways)\n".utf8)
        let read = try BatchChain.read(BatchFile(name: "releases.csv", role: .releases, records: 1, bytes: batch))
        #expect(read.releases.map(\.ways) == [LaneDirections(code: ways)])
        #expect(throws: FareDataError.self) {
            try SettledRelease.readReleases(
                "r.csv", Array("ways,station_id,from,until\nboth,SZ001,2026-01-01 09:00:00,\n".utf8),
                book.edition.network)
        }
    }

    private static func throughABatch(_ releases: [SettledRelease]) throws -> [SettledRelease] {
        var text = CSVText(["station_id", "from", "until", "device", "lane"])
        for release in releases {
            let until = release.until.map { "\($0)" } ?? ""
            text.row([release.station, "\(release.from)", until, release.device, "0"])
        }
        let file = BatchFile(name: "releases.csv", role: .releases, records: 1, bytes: text.bytes)
        return try BatchChain.read(file).releases
    }

    @Test("who was let through and turned back is marked in taps and lines, and charged as recorded")
    func notPassed() throws {
        var day = try LiveDay(medium: "quickpass")
        try day.run("08:00 in SZ001 passed;09:00 out SZ030 turned passed;10:00 in SZ001 turned;+08:00 in SZ001")
        let (lines, recorded, extract, chain) = try day.settled()
        #expect(extract.taps.map(\.hasPassed) == [true, true, false])
        #expect(TapScene.text(lines) == "completed 900 900 0; missing-exit 1500 1500 0" && recorded == 2400)
        #expect(lines.map(\.isNotPassed) == [false, true])
        let file = String(
            decoding: try #require(chain.batches[0]["metro-quickpass-lines.csv"]), as: UTF8.self
        ).split(separator: "\n")
        #expect(file[0].hasSuffix(",not_passed") && !file[1].hasSuffix(",yes") && file[2].hasSuffix(",yes"))
    }

    @Test("what sensors say later makes no other tap of it")
    func passageLater() throws {
        var day = try LiveDay(medium: "quickpass")
        try day.run("08:00 in SZ001")
        var (_, _, _, chain) = try day.settled()
        day.disk.restartProcess()
        var writer = try JournalWriter.open(day.disk, device: "live", newEpoch: 1, durability: .none)
        let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)
        try writer.append(JournalPassage(tapSequence: 1, outcome: .notPassed, milliseconds: 5), at: moment)
        try writer.close()
        try chain.settle([day.disk])
        #expect(chain.batches.count == 1)
    }

    @Test("debts of a purse stand in its debts file, and no proof does")
    func debtFile() throws {
        var day = try LiveDay(medium: "t-union")
        try day.run("08:00 in SZ001;09:00 out SZ030 charge-later owes")
        let (_, _, _, chain) = try day.settled()
        let file = String(decoding: try #require(chain.batches[0]["metro-t-union-debts.csv"]), as: UTF8.self)
        #expect(file.split(separator: "\n").count == 2 && file.contains(",855,855,0,charge-later\n"))
        #expect(chain.all[0].debtFen == 855 && chain.all[0].collectFen == 0)
    }
}
