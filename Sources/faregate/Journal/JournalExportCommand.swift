import ArgumentParser
import Fares
import Gate
import Journal
import Settlement
import SmartCard

/// `faregate journal export DIR`: taps for analysts.
struct JournalExportCommand: ParsableCommand {
    /// The formats.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case tides
        case csv
        case ndjson
    }

    /// Text is written in pieces of about this size.
    private static let piece = 64 << 10

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export taps for analysts: TIDES fare_transactions, CSV or NDJSON, on stdout.",
        discussion: """
            Cards get another token each service day. Without --rotation-key even that of one day is another in every \
            export. TIDES takes approved taps only; CSV and NDJSON have the refused ones too.

            Examples:
              faregate journal export gate-1 --format tides --devices devices.csv > fare_transactions.csv
              faregate journal export gate-1 --format tides --settled settled > fare_transactions.csv
              faregate journal export gate-1 --format ndjson --rotation-key analysts.key --date 2026-11-27 | gzip > taps.ndjson.gz
            """)

    @Argument(help: "The journal's folder.")
    var folder: String

    @Option(help: "tides, csv or ndjson.")
    var format: Format

    @Option(help: "One service day only, YYYY-MM-DD.")
    var date: ServiceDate?

    @Option(help: "The key of the daily tokens: 32 bytes as hex in a file (mode 0600), one for each recipient.")
    var rotationKey: String?

    @Flag(help: "The journal's own tokens, which follow a card through all days.")
    var stableToken = false

    @Option(help: "The folder of all batches: TIDES fare_capped says what they know (without: false).")
    var settled: String?

    @Option(help: "Write TIDES devices to this file.")
    var devices: String?

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if stableToken, rotationKey != nil { throw wrongUsage(.notBoth("--stable-token", "--rotation-key")) }
        for (name, value) in [("--settled", settled), ("--devices", devices)] where value != nil && format != .tides {
            throw wrongUsage(.takes(name, "--format tides", "--format tides"))
        }
        if let devices, devices.isEmpty || devices == "-" {
            throw wrongUsage(.takes("--devices", "the name of a file", "文件名"))
        }
    }

    func run() throws {
        let file = try devices.map { try WholeFile($0) }
        try file?.check(beside: [rotationKey], in: [folder, settled])
        var generator = SystemRandomNumberGenerator()
        let key =
            try rotationKey.map(SecretFile.read) ?? (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var tokens = ExportTokens(key: stableToken ? nil : key)
        let capped = try settled.map { try BatchFolder(reading: $0).capped() } ?? []
        let storage: FileStorage
        do throws(StorageError) { storage = try FileStorage(folder, creates: false) } catch {
            throw journalFailure(opening: error)
        }
        let identity: JournalIdentity?
        do throws(JournalError) { identity = try JournalReader.identity(storage) } catch { throw journalFailure(error) }
        guard let identity else { throw journalFailure(.noJournal(path: folder)) }
        var stations: Set<String> = []
        var text = CSVText(format == .tides ? TIDESRow.columns : TapRow.columns)
        var lines = ""
        func flush() {
            // The columns' names stand in the text from the start: they are none of the lines.
            if format == .ndjson { Terminal.print(lines) } else { Terminal.print(text.take()) }
            lines = ""
        }
        let scan = try JournalFolder.read(folder) { (header, body) throws(BodyFault) in
            let entry = try JournalEntry.read(header, body)
            // What is left out without a word looks like a day with fewer riders.
            if case .unknown(RecordKind.tap.rawValue, let form, _) = entry { throw BodyFault(newerForm: form) }
            guard case .tap(let tap) = entry, date ?? tap.serviceDate == tap.serviceDate else { return }
            let id = TapIdentity(device: identity.device, epoch: identity.epoch, sequence: header.sequence)
            if let station = tap.station { stations.insert(station.id) }
            let token = tokens.text(tap.token, on: tap.serviceDate)
            switch format {
            case .tides where tap.outcome == .open:
                text.row(TIDESRow.fields(tap, id, token: token, isCapped: capped.contains("\(id)")))
            case .tides: break
            case .csv: text.row(TapRow.fields(tap, id, header, token: token))
            case .ndjson: lines += Self.object(TapRow.fields(tap, id, header, token: token)) + "\n"
            }
            guard text.bytes.count + lines.utf8.count >= Self.piece else { return }
            flush()
        }
        flush()
        if let damage = scan.damage { throw failure(Wording(of: damage).at(folder), CommandExit.badData) }
        guard let file else { return }
        var table = CSVText(TIDESRow.deviceColumns)
        table.row(TIDESRow.device(identity.device, station: stations.count == 1 ? stations.first ?? "" : ""))
        try file.write(table.bytes)
    }

    private static func object(_ fields: [String]) -> String {
        JSONValue.object(
            zip(TapRow.columns, fields).map { name, value in
                guard TapRow.numbers.contains(name) else { return (name, .string(value)) }
                return (name, .optional(Int(value)))
            }
        ).line
    }
}
