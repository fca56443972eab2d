import ArgumentParser

/// `faregate bench card`: the kernel and the signature against libcrypto's raw operations, and the data-object walk.
struct BenchCardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Measure kernel and card authentication against the raw libcrypto operations they need.",
        discussion: """
            The card of a tap is recorded once and played back, so that only our own work is measured; every tap has a \
            card key never seen before as far as the program can know. CPU time, ours and raw in turn.
            """)

    @Option(help: "A vector file with whole taps in place of the emulated card (needs an RSA tap named by --item).")
    var vectors: String?

    @Option(help: "The item of the vector file.")
    var item = "quickpass-online-oda-arqc-gpo"

    @Option(help: "Repeats of each measurement.")
    var repeats = 21

    @Option(help: "Taps in each measurement.")
    var taps = 400

    @Option(help: "Taps of each card that are timed one by one, for the percentiles.")
    var singly = 10_000

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(repeats), (1...1_000_000).contains(taps), (1...1_000_000).contains(singly) else {
            throw ValidationError("--repeats takes 1 to 1000, --taps and --singly 1 to 1,000,000.")
        }
    }

    func run() throws {
        var report = BenchReport()
        if let vectors {
            let items: [VectorItem]
            do { items = try VectorFiles.items(of: vectors) } catch { throw failure("\(error)", CommandExit.badData) }
            guard let found = items.first(where: { $0.name == item }) else {
                throw failure("\(vectors): no item \(item)", CommandExit.badData)
            }
            let tap: RecordedTap
            do { tap = try RecordedTap(found) } catch { throw failure("\(item): \(error)", CommandExit.badData) }
            try measure(tap, item, &report)
        } else {
            for (name, tap) in try RecordedTap.emulated() { try measure(tap, name, &report) }
        }
        measureWalk(&report)
        Terminal.print(json ? report.json.text() + "\n" : report.markdown)
    }

    private func measure(_ tap: RecordedTap, _ name: String, _ report: inout BenchReport) throws {
        for isCached in [false, true] {
            guard let load = TapLoad(tap, keepsIssuerKeys: isCached) else {
                throw failure("\(name): the recorded card is not accepted", CommandExit.failed)
            }
            var ours: [Double] = []
            var raw: [Double] = []
            var ratio: [Double] = []
            load.run(taps)
            load.runRaw(taps)
            for _ in 0..<repeats {
                let first = load.run(taps) - load.runPlayback(taps)
                let second = load.runRaw(taps)
                ours.append(first)
                raw.append(second)
                ratio.append(first / second)
            }
            let suffix = isCached ? ", issuer key known" : ""
            report.add("kernel and authentication, \(name)\(suffix)", "µs", ours)
            report.add("raw libcrypto operations, \(name)\(suffix)", "µs", raw)
            report.add("ratio, \(name)\(suffix)", "times", ratio, goal: load.isSM2 ? "<= 1.2" : "<= 1.5")
            if !isCached { measureSingly(load, name, &report) }
        }
    }

    /// QP-G03: the kernel's own time in single taps of cards of an issuer that is not known yet.
    private func measureSingly(_ load: TapLoad, _ name: String, _ report: inout BenchReport) {
        let times = Series(load.runSingly(singly))
        report.add("one tap, \(name), \(singly) taps: median", "CPU µs", [times.median])
        report.add(
            "one tap, \(name), \(singly) taps: p99", "CPU µs", [times.percentile(99)],
            goal: load.isSM2 ? "< 3000" : "< 1000")
    }

    private func measureWalk(_ report: inout BenchReport) {
        let walk = WalkLoad()
        _ = walk.run()
        let walks = (0..<repeats).map { _ in walk.run() }
        report.add("walk of a 187-byte record", "ns", walks, decimals: 1, goal: "<= 130")
        report.add(
            "the same, each object", "ns", walks.map { $0 / Double(WalkLoad.objectCount) }, decimals: 1)
    }
}
