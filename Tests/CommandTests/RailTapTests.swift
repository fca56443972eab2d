import Foundation
import TestSupport
import Testing

/// Intercity trains that are tapped in and out: the metro's own path with the railway's fares.
struct RailTapTests {
    private func tap(
        _ station: String, _ direction: String, _ time: String, in folder: Folder, profile: String = "quickpass-debit"
    ) throws -> Run {
        try Binary.run([
            "card", "tap", "--profile", profile, "--station", station, "--direction", direction, "--network", "rail",
            "--time", "2024-06-01 \(time)", "--state", folder.file("state"), "--json",
        ])
    }

    @Test func aCardFromGuangzhouEastToTheAirport() throws {
        let folder = try Folder()
        let entry = try tap("广州东", "entry", "08:00:00", in: folder)
        #expect(entry.code == 0, "\(entry.words)")
        #expect(try entry.object()["outcome"] as? String == "open")
        let exit = try tap("深圳机场", "exit", "09:20:00", in: folder)
        #expect(exit.code == 0, "\(exit.words)")
        let object = try exit.object()
        #expect(object["outcome"] as? String == "open" && object["medium"] as? String == "quickpass")
        #expect(object["fare_fen"] as? Int == 8_100 && object["entry_station"] as? String == "GGQ")
    }

    /// A pair that no row prices does not open.
    @Test func aPairWithoutFare() throws {
        let folder = try Folder()
        #expect(try tap("Guangzhou East", "entry", "08:00:00", in: folder).object()["outcome"] as? String == "open")
        let exit = try tap("珠海", "exit", "09:20:00", in: folder).object()
        #expect(exit["outcome"] as? String == "refused" && exit["reason"] as? String == "no-fare")
        let before = try Binary.run([
            "card", "tap", "--profile", "t-union", "--station", "广州东", "--direction", "entry", "--network", "rail",
            "--time", "2024-06-01 08:00:00", "--state", folder.file("purse"), "--json",
        ]).object()
        #expect(before["outcome"] as? String == "refused", "\(before)")
    }

    @Test func theGateItself() throws {
        let folder = try Folder()
        for (station, direction, time) in [("GGQ", "entry", "08:00:00"), ("深圳机场", "exit", "09:20:00")] {
            let run = try Binary.run([
                "gate", "--simulated", "quickpass-debit", "--state", folder.file("my.card"), "--station", station,
                "--direction", direction, "--network", "rail", "--journal", folder.file("day"), "--once", "--time",
                "2024-06-01 \(time)", "--json",
            ])
            #expect(run.code == 0, "\(run.words)")
            let object = try run.object()
            #expect(object["outcome"] as? String == "open")
            #expect(object["fare_fen"] as? Int == (direction == "exit" ? 8_100 : nil))
        }
        let verified = try Binary.run(["journal", "verify", folder.file("day"), "--json"])
        #expect(try verified.object()["ok"] as? Bool == true)
    }

    /// A log of such taps: one pair priced as charged, one that no row prices.
    @Test func aLogOfTaps() throws {
        let folder = try Folder()
        func row(_ card: String, _ time: String, _ kind: String, _ station: String, _ fen: Int) -> String {
            "2024-06-01 \(time),x,\(card),\(fen),地铁\(kind),城际,AGM-101,\(station),0,\(fen),268001101\n"
        }
        try folder.write(
            Samples.header + row("ABCDEFGHI", "08:00:00", "入站", "广州东", 0)
                + row("ABCDEFGHI", "09:20:00", "出站", "深圳机场", 8_100) + row("ABCDEFGHJ", "08:00:00", "入站", "广州东", 0)
                + row("ABCDEFGHJ", "09:20:00", "出站", "珠海", 8_100), to: "taps.csv")
        let run = try Binary.run(["replay", folder.file("taps.csv"), "--network", "rail", "--json"])
        #expect(run.code == 0, "\(run.words)")
        let object = try run.object()
        for (key, value) in [
            ("pairs", 2), ("pairs_exact", 1), ("pairs_unpriced", 1), ("pairs_different", 0), ("rated_fen", 8_100),
        ] { #expect(object[key] as? Int == value, "\(key)") }
    }
}
