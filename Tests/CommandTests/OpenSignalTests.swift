import Foundation
import TestSupport
import Testing

/// The real gate process as the system sees it.
struct OpenSignalTests {
    private static let tracer = "/usr/bin/strace"

    /// Why the system calls cannot be seen; nil if they can.
    private static let obstacle: String? = {
        guard FileManager.default.isExecutableFile(atPath: tracer) else { return "skipped: no strace" }
        let probe = try? Binary.run(program: tracer, ["-o", "/dev/null", "/bin/true"])
        return probe?.code == 0 ? nil : "skipped: processes cannot be traced here"
    }()

    private static let canTrace: Bool = {
        if let obstacle { print(obstacle) }
        return obstacle == nil
    }()

    /// Each system call of a trace with the descriptor's file: its name, whole line, and the place where it had ended.
    private static func calls(_ trace: String) -> [(text: String, end: Int)] {
        var open: [Substring: String] = [:]
        var calls: [(String, Int)] = []
        for (place, line) in trace.split(separator: "\n").enumerated() {
            guard let space = line.firstIndex(of: " ") else { continue }
            let thread = line[..<space]
            let text = line[space...].drop { $0 == " " }
            if text.hasSuffix("<unfinished ...>") {
                open[thread] = String(text)
            } else if text.hasPrefix("<... ") {
                calls.append(((open[thread] ?? "") + text, place))
                open[thread] = nil
            } else {
                calls.append((String(text), place))
            }
        }
        return calls
    }

    @Test(
        "the record is written, fdatasync has returned, and only then the barrier hears of it", .enabled(if: canTrace))
    func syncBeforeOpen() throws {
        let folder = try Folder()
        let traced = try Binary.run(
            program: Self.tracer,
            [
                "-f", "-y", "-qq", "-s", "4096", "-e", "trace=write,pwrite64,fdatasync,fsync", "-o",
                folder.file("trace"),
                try Binary.path.get(), "gate", "--simulated", "quickpass-credit", "--station", "罗湖", "--direction",
                "entry", "--journal", "j", "--barrier", "signals", "--once", "--time", "2026-11-24 08:00:00",
            ], in: folder.path)
        #expect(traced.code == 0, "\(traced.words)")
        #expect(try folder.text("signals").hasPrefix("open "))
        let trace = try folder.text("trace")
        let calls = Self.calls(trace)
        let opening = try #require(
            calls.firstIndex { $0.text.hasPrefix("write(") && $0.text.contains("/signals>, \"open ") }, "\(trace)")
        func last(_ names: [String], before end: Int) -> Int? {
            calls.lastIndex { call in
                call.end < end && call.text.contains("/00000001.fgj>")
                    && names.contains { call.text.hasPrefix($0 + "(") }
            }
        }
        let signal = calls[opening].end
        let sync = try #require(last(["fdatasync", "fsync"], before: signal), "\(trace)")
        let write = try #require(last(["write", "pwrite64"], before: signal), "\(trace)")
        #expect(calls[sync].text.hasSuffix("= 0"))
        // Nothing of the journal was written after the sync, so that the record lies before it; it names the medium.
        #expect(calls[write].end < calls[sync].end)
        #expect(calls[write].text.contains("quickpass"))
    }

    @Test("a gate leaves no core file")
    func noCoreFile() throws {
        let folder = try Folder()
        let line = """
            "$FG" gate --simulated quickpass-credit --cards 5 --interval-ms 50 --station 罗湖 --direction entry \
            --journal j --time '2026-11-24 08:00:00' --json > taps & gate=$!
            tries=0
            while [ ! -s taps ] && [ $tries -lt 300 ]; do sleep 0.1; tries=$((tries + 1)); done
            grep 'Max core file size' /proc/$gate/limits
            kill -TERM $gate
            wait $gate
            """
        let run = try Binary.shell(line, in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(
            run.output.split(separator: " ").prefix(6) == ["Max", "core", "file", "size", "0", "0"], "\(run.output)")
    }
}
