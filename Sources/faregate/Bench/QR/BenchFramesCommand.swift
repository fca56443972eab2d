import ArgumentParser
import Symbols

/// `faregate bench frames`: from a camera frame to a payload.
struct BenchFramesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frames",
        abstract: "Measure reading symbols from frames, by class: each look, and the whole through the helper process.",
        discussion: """
            FOLDER holds pictures and a list of them, frames.json (Docs/vectors.md). "look" is processor time of \
            decoding alone, in this process; "whole" is wall time of a lane that hands the frame to the helper and \
            has its answer. A class is read by the first look that finds its symbol; without a symbol, frames are \
            looked at as in a stream.
            """)

    @Argument(help: "A folder with frames.json and its pictures.")
    var folder: String

    @Option(help: "Repeats of each measurement.")
    var repeats = 101

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...100_000).contains(repeats) else { throw wrongUsage(.takes("--repeats", "1 to 100,000")) }
    }

    func run() throws {
        var report = BenchReport()
        let bench = try FrameBench(folder: folder)
        try bench.measure(repeats: repeats, &report)
        Terminal.print(json ? report.json.text() + "\n" : report.markdown)
    }
}
