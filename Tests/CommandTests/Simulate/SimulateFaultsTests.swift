import Testing

/// `faregate simulate faults`: its options and its words.
@Suite struct SimulateFaultsTests {
    @Test("one seed, and faults named with a blank after the comma")
    func oneSeed() throws {
        let few = ["simulate", "faults", "--taps", "60"]
        let run = try Binary.run(few + ["--only", "kill, sync-error"])
        #expect(run.code == 0 && run.output.contains(" taps (1 seed), 0 violations; "), "\(run.output)\(run.words)")
        let others = run.lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| F1") && !$0.hasSuffix("| 0 |") }
        let known = ["kill", "sync-error", "restart", "stop"].map { "| \($0) |" }
        #expect(others.allSatisfy { line in known.contains { line.contains($0) } }, "\(others)")
        #expect(try Binary.run(few + ["--seeds", "2"]).output.contains("(2 seeds)"))
    }

    @Test(
        "what is not taken, and why",
        arguments: [
            (["--only", "kill,fire"], "no fault \"fire\""), (["--seeds", "0"], "--seeds"),
            (["--seeds", "2", "--trace"], "--trace"), (["--seed", "18446744073709551615", "--seeds", "2"], "--seed"),
        ])
    func refused(options: [String], words: String) throws {
        let run = try Binary.run(["simulate", "faults"] + options)
        #expect(run.code == 64 && run.words.contains(words), "\(run.words)")
    }
}
