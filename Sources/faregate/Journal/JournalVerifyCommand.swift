import ArgumentParser
import Journal
import SmartCard

/// `faregate journal verify DIR`: is it as it was written?
struct JournalVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check all records of a journal: checksums, sequence, chain, head anchor, authentication codes.",
        discussion: """
            Exit code 0: sound, a torn tail aside; 65: damaged. A torn tail is what a power cut leaves: records that \
            were never acknowledged; the gate sets it aside when it starts.
            """)

    @Argument(help: "The journal's folder.")
    var folder: String

    @Option(help: "Check authentication codes with the device keys in this file (mode 0600; one a line: NUMBER HEX).")
    var key: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let keys = try key.map(DeviceKeys.read) ?? []
        let clock = Stopwatch()
        var counts = [Int](repeating: 0, count: 256)
        let scan = try JournalFolder.read(folder, keys: keys) { header, body throws(BodyFault) in
            _ = try JournalEntry.read(header, body)
            counts[Int(header.kind)] += 1
        }
        let report = JournalVerifyReport(
            scan: scan, counts: counts, checksKeys: !keys.isEmpty, seconds: clock.wallSeconds)
        Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
        if let damage = scan.damage { throw failure(Wording(of: damage).at(folder), CommandExit.badData) }
    }
}
