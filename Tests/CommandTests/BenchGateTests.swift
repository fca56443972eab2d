import Foundation
import TestSupport
import Testing

/// `bench gate` on the real binary: its shape, and figures that must fit each other whatever the machine.
struct BenchGateTests {
    private typealias Object = [String: Any]

    private static func count(_ object: Object, _ name: String) throws -> Int {
        let durations = try #require(object[name] as? Object)
        let shares = try ["p50", "p90", "p99", "p99_9", "max"].map { try #require(durations[$0] as? Double) }
        #expect(shares == shares.sorted(), "\(name): \(shares)")
        return try #require(durations["count"] as? Int)
    }

    @Test func shape() throws {
        let folder = try Folder()
        let run = try Binary.run(["bench", "gate", "--taps", "50", "--live-seconds", "1", "--json"], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let object = try run.object()
        #expect(object["durability"] as? String == "power")
        #expect((object["machine"] as? String)?.contains("load") == true)
        #expect(object["reader"] is NSNull)
        #expect(try folder.names().isEmpty)

        let lane = try #require(object["lane"] as? [Object])
        #expect(lane.map { $0["medium"] as? String } == ["quickpass-rsa", "quickpass-sm2", "t-union"])
        for medium in lane {
            #expect(medium["taps"] as? Int == 50)
            #expect(medium["exits"] as? Int == 25)
            #expect(medium["card_numbers"] as? Int == 50)
            for name in ["card_us", "ours_us", "ours_without_storage_us", "decision_us", "storage_us"] {
                #expect(try Self.count(medium, name) == 50)
            }
            // 9 yuan an exit, of which a purse pays 95 percent.
            let fare = medium["medium"] as? String == "t-union" ? 855 : 900
            #expect(medium["charged_fen"] as? Int == 25 * fare)
            let commands = try #require(medium["commands"] as? Object)
            #expect(commands["taps_above_needed"] as? Int == 0)
            #expect(commands["least"] as? Int == commands["least_needed"] as? Int)
            let perSecond = try #require(medium["taps_per_second"] as? Double)
            let perMinute = try #require(medium["taps_per_minute"] as? Double)
            #expect(perSecond > 0 && abs(perMinute - 60 * perSecond) < 1)
        }

        let decision = try #require(object["decision"] as? Object)
        #expect(decision["rate"] as? Int == 4200)
        for name in ["decide", "round_trip"] {
            let figures = try #require(decision[name] as? Object)
            #expect(figures["taps"] as? Int == 1000)
            #expect(figures["exits"] as? Int == 500)
            for name in ["from_hand_over_us", "from_due_moment_us"] {
                #expect(try Self.count(figures, name) == 1000)
            }
        }

        let goals = try #require(object["goals"] as? [Object])
        #expect(goals.count == 4 + 2 * 2 + 3 + 2 * 6)
        for goal in goals {
            let (value, limit) = (try #require(goal["value"] as? Double), try #require(goal["limit"] as? Double))
            #expect(goal["met"] as? Bool == (value < limit || value == 0))
        }
    }

    @Test("live lanes: every tap has its figures, whatever the machine")
    func liveLanes() throws {
        let run = try Binary.run(
            [
                "bench", "gate", "--live-only", "--lanes", "8", "--rate", "400", "--live-seconds", "1", "--json",
            ])
        #expect(run.code == 0, "\(run.words)")
        let live = try #require(try run.object()["live"] as? Object)
        let runs = try #require(live["runs"] as? [Object])
        #expect(runs.map { $0["durability"] as? String } == ["power", "none"])
        for figures in runs {
            #expect(figures["taps"] as? Int == 400)
            let lost = try #require(figures["dropped"] as? Int)
            #expect(figures["opened"] as? Int == 400 - lost)
            for name in ["decision_us", "from_hand_over_us", "wake_up_us", "from_due_moment_us"] {
                #expect(try Self.count(figures, name) == 400)
            }
        }
    }

    @Test func oneMediumAsATable() throws {
        let run = try Binary.run(
            [
                "bench", "gate", "--taps", "10", "--decisions", "20", "--rate", "1000", "--medium", "t-union",
                "--durability", "none", "--live-seconds", "1",
            ])
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("durability none") && run.output.contains("| t-union | 10 | 5 |"))
        #expect(!run.output.contains("quickpass"))
    }

    /// Arguments, the exit code, and a word that stderr must have.
    @Test(arguments: [
        (["--taps", "1"], 64, "--taps"), (["--rate", "0"], 64, "--rate"), (["--medium", "gold"], 64, "quickpass-rsa"),
        (["--lanes", "65"], 64, "--lanes"), (["--live-seconds", "0"], 64, "--live-seconds"),
        (["--reader", "x"], 64, "--vpcd"), (["--vpcd", "localhost:1"], 64, "--reader"),
        (["--reader", "x", "--vpcd", "nowhere"], 64, "HOST:PORT"), (["--journal", "missing"], 73, "missing"),
        (["--reader", "x", "--vpcd", "localhost:1"], 69, "pcscd"),
    ])
    func refusals(arguments: [String], code: Int32, words: String) throws {
        // A socket that nobody listens at: no daemon.
        let run = try Binary.run(
            ["bench", "gate"] + arguments, environment: ["PCSCLITE_CSOCK_NAME": "missing/pcscd.comm"])
        #expect(run.code == code, "\(run.words)")
        #expect(run.words.contains(words), "\(run.words)")
        #expect(run.output == "")
    }
}
