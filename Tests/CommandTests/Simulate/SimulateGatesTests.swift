import Foundation
import TestSupport
import Testing

/// A generated day through live gates of several processes, killed meanwhile, settled, against the generator's truth.
@Suite(.serialized)
struct SimulateGatesTests {
    @Test("each approved tap in one batch once, and each card to the fen, though gates are killed")
    func killedAndSettled() throws {
        let folder = try Folder()
        // Taps of the day and kills: FAREGATE_LONG_TESTS=1 takes a larger one.
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
            ["--date", "2001-01-01"], ["--taps", "50", "--stations", "4"],
        ])
    func refuses(options: [String]) throws {
        let run = try Binary.run(["simulate", "gates", "--out", "day"] + options)
        #expect(run.code == 64 && run.output.isEmpty && !run.words.isEmpty)
    }

    @Test("kills that cannot be done are told of, and only a gate that has started is killed")
    func moreKillsThanTaps() throws {
        let folder = try Folder()
        let run = try Binary.run(
            [
                "simulate", "gates", "--taps", "400", "--stations", "6", "--kills", "1000", "--seed", "5", "--out",
                "day", "--json",
            ],
            in: folder.path)
        let report = try run.object()
        let (kills, left) = (report["kills"] as? Int ?? 0, report["kills_not_done"] as? Int ?? 0)
        #expect(run.code == 0 && kills + left == 1000 && left > 900, "\(run.output)\(run.words)")
        let journal = try Binary.run(["journal", "show", "day/gates-1"], in: folder.path)
        #expect(journal.output.matches(of: /"kind": ?"start"/).count == kills + 1)
    }

    @Test("gates end with the process that has started them, however it ends")
    func gatesEndWithIt() throws {
        let folder = try Folder()
        let run = try Binary.shell(
            """
            "$FG" simulate gates --taps 1200 --stations 40 --kills 0 --out day > /dev/null 2>&1 & p=$!
            n=0; while [ -z "$(cat /proc/$p/task/$p/children)" ] && [ $n -lt 300 ]; do n=$((n + 1)); sleep 0.1; done
            c=$(cat /proc/$p/task/$p/children); kill -9 $p; n=0
            for child in $c; do
              while grep -q '^State:.[RSD]' /proc/$child/status 2> /dev/null && [ $n -lt 50 ]; do
                n=$((n + 1)); sleep 0.1
              done
              if grep -q '^State:.[RSD]' /proc/$child/status 2> /dev/null; then echo left; else echo gone; fi
            done
            """, in: folder)
        #expect(Set(run.lines) == ["gone"], "\(run.output)\(run.words)")
    }

    @Test("a folder's name too long for sockets is told of in Chinese too")
    func longName() throws {
        let folder = try Folder()
        let name = folder.path + "/" + String(repeating: "x", count: 110)
        let run = try Binary.run(["simulate", "gates", "--taps", "300", "--out", name, "--lang", "zh"])
        #expect(run.code == 73 && LanguageTests.hasChinese(run.words), "\(run.words)")
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
