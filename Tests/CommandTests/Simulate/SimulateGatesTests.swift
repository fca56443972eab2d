import Foundation
import TestSupport
import Testing

/// A generated day through live gates of several processes, killed meanwhile, settled, against the generator's truth.
@Suite(.serialized)
struct SimulateGatesTests {
    /// Taps of the day and kills: `FAREGATE_LONG_TESTS=1` takes a larger one.

    @Test("each approved tap in one batch once, and each card to the fen, though gates are killed")
    func killedAndSettled() throws {
        let folder = try Folder()
        let size =
            runsLongTests
            ? ["--taps", "20000", "--kills", "20"] : ["--taps", "1200", "--stations", "40", "--kills", "6"]
        let run = try Binary.run(
            ["simulate", "gates", "--seed", "5", "--out", "day", "--json"] + size, in: folder.path)
        #expect(run.code == 0, "\(run.words)\(run.output)")
        let report = try run.object()
        #expect(report["right"] as? Bool == true)
        #expect(report["kills"] as? Int == (runsLongTests ? 20 : 6))
        #expect(report["doubled_taps"] as? Int == 0 && report["different_cards"] as? Int == 0)
        #expect(report["settled_taps"] as? Int == report["through"] as? Int)
        #expect((report["through"] as? Int ?? 0) > 100)
        #expect(
            (report["charged_fen"] as? Int ?? 0) > 10_000
                && report["charged_fen"] as? Int == report["truth_fen"] as? Int)
    }

    @Test(
        "what cannot be run is said",
        arguments: [
            ["--taps", "0"], ["--kills", "-1"], ["--stations", "1"], ["--edition", "2099-01"],
            ["--date", "2026-13-01"],
        ])
    func refuses(options: [String]) throws {
        let run = try Binary.run(["simulate", "gates", "--out", "day"] + options)
        #expect(run.code == 64 && run.output.isEmpty && !run.words.isEmpty)
    }

    @Test("a folder that holds something is not written into")
    func keepsWhatIsThere() throws {
        let folder = try Folder()
        _ = try folder.write("mine", to: "kept")
        let run = try Binary.run(["simulate", "gates", "--taps", "10", "--out", folder.path])
        #expect(run.code == 73)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["kept"])
    }
}
