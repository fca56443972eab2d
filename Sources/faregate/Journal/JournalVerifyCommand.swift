import ArgumentParser
import Journal
import SmartCard

/// `faregate journal verify DIR`: is it as it was written?
struct JournalVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check all records of a journal: checksums, sequence, chain, head anchor, authentication codes, registers.",
        discussion: """
            Exit code 0: sound, a torn tail aside; 65: damaged; 2: sound, but its registers are not what its records add up to. A torn tail is what a power cut leaves: records that \
            were never acknowledged; the gate sets it aside when it starts.

            With --key every record must have a code by one of the keys; one without is not sound (65). A journal whose \
            first records were written before it had a key: --authenticated-from SEQUENCE.
            """)

    @Argument(help: "The journal's folder.")
    var folder: String

    @Option(help: "Check authentication codes with the device keys in this file (mode 0600; one a line: NUMBER HEX).")
    var key: String?

    @Option(help: "With --key: the first record that must be authenticated (default: 1).")
    var authenticatedFrom: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard let authenticatedFrom else { return }
        guard key != nil else { throw wrongUsage(.goesWith("--authenticated-from", "--key")) }
        guard authenticatedFrom >= 1 else {
            throw wrongUsage(.takes("--authenticated-from", "a sequence from 1", "从 1 起的序号"))
        }
    }

    func run() throws {
        let keys = try key.map(DeviceKeys.read) ?? []
        let clock = Stopwatch()
        var counts = [Int](repeating: 0, count: 256)
        var registers = RegisterCheck()
        let scan = try JournalFolder.read(
            folder, keys: keys, authenticatedFrom: UInt64(authenticatedFrom ?? 1)
        ) { header, body throws(BodyFault) in
            _ = try JournalEntry.read(header, body)
            counts[Int(header.kind)] += 1
            try registers.take(header, body)
        }
        let report = JournalVerifyReport(
            scan: scan, counts: counts, registers: registers, checksKeys: !keys.isEmpty, seconds: clock.wallSeconds)
        Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
        if let damage = scan.damage { throw failure(Wording(of: damage).at(folder), CommandExit.badData) }
        if let first = scan.notAuthenticated {
            throw failure(
                .notAuthenticated(first.sequence, from: scan.authenticatedFrom).at(folder), CommandExit.badData)
        }
        if let difference = registers.differences.first {
            throw failure(.registersDiffer(difference).at(folder), CommandExit.differences)
        }
    }
}
