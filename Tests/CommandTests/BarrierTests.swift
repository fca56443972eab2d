import Foundation
import TestSupport
import Testing

/// The real gate whose barrier, or whose reader, does not take what it is told.
struct BarrierTests {
    private static let gate = """
        "$FG" gate --simulated quickpass-credit --station 罗湖 --direction entry --journal j --json
        """

    private static func taps(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    private static func opened(_ folder: Folder) throws -> Int {
        let shown = try Binary.run(["journal", "show", "j"], in: folder.path)
        #expect(shown.code == 0, "\(shown.words)")
        return shown.lines.count { $0.contains("\"kind\": \"opened\"") || $0.contains("\"kind\":\"opened\"") }
    }

    @Test("a barrier that takes nothing: no open signal on record, and the card's next try is resumed")
    func full() throws {
        let folder = try Folder()
        let run = try Binary.shell(
            """
            mkfifo b; exec 3<>b; head -c 65536 /dev/zero >&3
            \(Self.gate) --state card --barrier b --once --time '2026-11-24 08:00:00' > first || exit 1
            "$FG" journal show j | grep -c opened > opened
            head -c 65536 <&3 > taken
            \(Self.gate) --state card --barrier b --once --time '2026-11-24 08:00:20' > second || exit 2
            head -n 1 <&3 > signal
            """, in: folder)
        #expect(run.code == 0 && run.words.contains("does not take the signal"), "\(run.words)")
        #expect(try folder.text("opened") == "0\n")
        let taps = try Self.taps(try folder.text("first") + folder.text("second"))
        #expect(taps.map { $0["outcome"] as? String } == ["again", "open"])
        #expect(taps.map { $0["reason"] as? String } == ["barrier-failed", "resumed"])
        #expect(try folder.text("signal").hasPrefix("open "))
        #expect(try Self.opened(folder) == 1)
    }

    @Test(
        "a line that was cut short is made void before the next one",
        .enabled(if: SmallDisk.isPossible, "skipped: mounting a tmpfs needs root and a mount namespace"))
    func cutShort() throws {
        let folder = try Folder()
        // A file system of two pages: one is taken, the other has room for three bytes.
        let script = """
            mkdir d && mount -t tmpfs -o size=8k none d || exit 99
            head -c 4096 /dev/zero > d/taken; head -c 4092 /dev/zero > d/signals; echo >> d/signals
            \(Self.gate) --cards 2 --count 2 --interval-ms 3000 --barrier d/signals --time '2026-11-24 08:00:00' \
                > taps & gate=$!
            tries=0
            while [ ! -s taps ] && [ $tries -lt 300 ]; do sleep 0.05; tries=$((tries + 1)); done
            rm d/taken
            wait $gate || exit 1
            tail -n 2 d/signals > signals
            """
        let run = try Binary.run(program: "/usr/bin/unshare", ["-m", "sh", "-c", script], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let taps = try Self.taps(try folder.text("taps"))
        #expect(taps.map { $0["outcome"] as? String } == ["again", "open"])
        let sequence = try #require(taps.last?["sequence"] as? Int)
        #expect(try folder.text("signals") == "ope void\nopen \(sequence)\n")
        #expect(try Self.opened(folder) == 1)
    }

    @Test("a reader that leaves the barrier's FIFO does not end the gate")
    func readerLeaves() throws {
        let folder = try Folder()
        let run = try Binary.shell(
            """
            mkfifo b; head -n 1 b > signal & sleep 1
            \(Self.gate) --cards 3 --count 3 --interval-ms 500 --barrier b --time '2026-11-24 08:00:00' > taps
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(try folder.text("signal").hasPrefix("open "))
        #expect(try Self.taps(try folder.text("taps")).map { $0["outcome"] as? String } == ["open", "again", "again"])
        #expect(try Self.opened(folder) == 1)
    }

    @Test(
        "an output that nobody reads, or that is full, does not end the gate",
        arguments: ["; echo $? > code; } | head -n 1", "> /dev/full; echo $? > code; }"])
    func outputGone(output: String) throws {
        let folder = try Folder()
        let run = try Binary.shell(
            """
            { \(Self.gate) --cards 4 --count 4 --interval-ms 300 --barrier signals --time '2026-11-24 08:00:00' \(output)
            """, in: folder)
        #expect(try folder.text("code") == "0\n", "\(run.words)")
        #expect(try folder.text("signals").split(separator: "\n").count == 4)
        #expect(try Self.opened(folder) == 4)
        #expect(run.words.count(where: { $0 == "\n" }) <= 3, "\(run.words)")
    }
}

/// Files that a command line must not name twice.
struct GateFileTests {
    @Test(arguments: [
        ["--barrier", "day/head"], ["--barrier", "day/../day/token.key"], ["--barrier", "key", "--token-key", "key"],
        ["--cards", "3", "--state", "own.card"],
    ])
    func isUsage(arguments: [String]) throws {
        let folder = try Folder()
        try folder.write("kept", to: "own.card")
        let run = try Binary.run(
            ["gate", "--simulated", "quickpass-debit", "--station", "罗湖", "--direction", "entry", "--journal", "day"]
                + ["--once"] + arguments, in: folder.path)
        #expect(run.code == 64, "\(run.words)")
        #expect(try folder.text("own.card") == "kept")
    }
}
