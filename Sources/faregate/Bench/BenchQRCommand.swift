import ArgumentParser

/// `faregate bench qr`: the validator against libcrypto's raw verifications.
struct BenchQRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Measure code validation against the raw libcrypto verifications it needs.",
        discussion: """
            Ours is everything from bytes to verdict: parse, times, certificate look-up, keys from their compressed \
            form, signatures. Raw is the signature checks alone, keys given as points. CPU time, ours and raw in turn.
            """)

    @Option(help: "Repeats of each measurement.")
    var repeats = 21

    @Option(help: "Codes in each measurement.")
    var codes = 65

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(repeats), (1...100_000).contains(codes) else {
            throw ValidationError("--repeats takes 1 to 1000, --codes 1 to 100,000.")
        }
    }

    func run() throws {
        var report = BenchReport()
        for kind in CodeLoad.Kind.allCases {
            let load: CodeLoad
            do { load = try CodeLoad(kind) } catch { throw failure("\(error)", CommandExit.failed) }
            var (ours, raw, ratio): ([Double], [Double], [Double]) = ([], [], [])
            load.run(codes)
            _ = load.runRaw(codes)
            for _ in 0..<repeats {
                ours.append(load.run(codes))
                raw.append(load.runRaw(codes))
                ratio.append(ours[ours.count - 1] / raw[raw.count - 1])
            }
            report.add("from bytes to verdict, \(kind.rawValue)", "µs", ours)
            report.add("raw libcrypto verifications, \(kind.rawValue)", "µs", raw)
            report.add("ratio, \(kind.rawValue)", "times", ratio, goal: kind.goal)
        }
        Terminal.print(json ? report.json.text() + "\n" : report.markdown)
    }
}
