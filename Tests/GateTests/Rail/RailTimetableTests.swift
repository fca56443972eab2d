import Fares
import Gate
import TestSupport
import Testing

/// The list of trains: what it says, and each way in which it may be wrong.
struct RailTimetableTests {
    private static let header = "train,station,departs,date,status,day_offset\n"

    @Test(arguments: [
        ("G5711", "IOQ", "2018-09-24", "36000 +0"), ("G5711", "IOQ", "2018-10-01", "39600 +0"),
        ("G5711", "NZQ", "2018-10-01", "36900 +0"), ("G5717", "IOQ", "2018-09-24", "cancelled"),
        ("G5717", "IOQ", "2018-09-25", "43200 +0"), ("D7", "IOQ", "2018-09-24", "300 +1"),
        ("G5719", "IOQ", "2018-09-24", "none"), ("G5711", "IZQ", "2018-09-24", "none"),
    ])
    func stops(train: String, station: String, date: String, expected: String) throws {
        let stop = try RailScene.timetable().stop(
            of: try #require(RailTrain(train)), at: try #require(RailTelecode(station)),
            on: try #require(ServiceDate(date)))
        let words = stop.map { $0.isCancelled ? "cancelled" : "\($0.secondOfDay) +\($0.dayOffset)" }
        #expect(words ?? "none" == expected)
    }

    @Test(arguments: [
        ("G1,IOQ,10:00,,running,\n", "fine"),
        ("G1,IOQ,,,cancelled,\nG1,IOQ,10:00,2018-09-24,running,3\n", "fine"),
        ("", "t.csv: no train in the file"),
        ("g1,IOQ,10:00,,running,\n", "t.csv:2: train is \"g1\"; expected a train number such as G5711"),
        (
            "G1,深圳北,10:00,,running,\n",
            "t.csv:2: station: expected a telecode of three capital letters; the value is not shown here"
        ),
        (
            "G1,IOQ,10:00,,running,\nG1,IOQ,24:00,2018-09-24,running,\n",
            "t.csv:3: departs is \"24:00\"; expected a time HH:MM"
        ),
        ("G1,IOQ,10:60,,running,\n", "t.csv:2: departs is \"10:60\"; expected a time HH:MM"),
        ("G1,IOQ,9:00,,running,\n", "t.csv:2: departs is \"9:00\"; expected a time HH:MM"),
        ("G1,IOQ,10:00:00,,running,\n", "t.csv:2: departs: expected a time HH:MM; the value is not shown here"),
        ("G1,IOQ,,,running,\n", "t.csv:2: departs is \"\"; expected a time HH:MM"),
        ("G1,IOQ,x,,cancelled,\n", "t.csv:2: departs is \"x\"; expected a time HH:MM"),
        (
            "G1,IOQ,10:00,2018-09-31,running,\n",
            "t.csv:2: date: expected a date YYYY-MM-DD, or nothing for every day; the value is not shown here"
        ),
        ("G1,IOQ,10:00,,late,\n", "t.csv:2: status is \"late\"; expected running or cancelled"),
        ("G1,IOQ,10:00,,running,4\n", "t.csv:2: day_offset is \"4\"; expected a whole number from 0 to 3"),
        (
            "G1,IOQ,10:00,,running,\nG1,IOQ,10:00,,running,0\n",
            "t.csv:3: G1 at IOQ, every day: stands already on line 2"
        ),
        (
            "G1,IOQ,10:00,2018-09-24,running,\n\nG1,IOQ,10:00,2018-09-24,cancelled,\n",
            "t.csv:4: G1 at IOQ, 2018-09-24: contradicts line 2"
        ),
        ("G1,IOQ,10:00\n", "t.csv:2: 3 fields; the header has 6"),
    ])
    func reads(rows: String, expected: String) {
        let words = RailScene.words {
            _ = try RailTimetable.read(file: "t.csv", bytes: Array((Self.header + rows).utf8))
        }
        #expect(words == expected)
    }

    @Test(arguments: ["train", "station", "departs", "date", "status"])
    func columns(name: String) {
        let header = Self.header.replacing(name, with: "other")
        let words = RailScene.words {
            _ = try RailTimetable.read(file: "t.csv", bytes: Array((header + "G1,IOQ,10:00,,running,\n").utf8))
        }
        #expect(words.hasPrefix("t.csv:1: no column \"\(name)\"; the header is: "))
    }

    @Test func files() throws {
        #expect(RailScene.words { _ = try RailTimetable.read(path: "/nowhere/trains.csv") }.contains("cannot be read"))
        #expect(
            RailScene.words { _ = try RailTimetable.read(file: "t.csv", bytes: []) }
                == "t.csv: the file is empty; expected a header line")
        // The column of days may be missing.
        _ = try RailScene.timetable("status,date,departs,station,train\nrunning,,10:00,IOQ,G1\n")
    }

    /// Anything at all, and files with a few bytes changed: an answer, never a trap.
    @Test(arguments: UInt64(0)..<16)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let good = Array(RailScene.trains.utf8)
        for round in 0..<1000 {
            var bytes = round % 2 == 0 ? random.bytes(random.below(200)) : good
            if round % 2 == 1 {
                for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            }
            _ = try? RailTimetable.read(file: "t.csv", bytes: bytes)
        }
    }
}
