import ArgumentParser
import Fares
import Foundation
import Journal
import Lane
import Settlement
import SmartCard

/// `faregate journal retain DIR`: forget cards.
struct JournalRetainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retain",
        abstract: "Take tokens, counters, keys and sealed data out of old segments of a journal.",
        discussion: """
            Whole segments only, whose every record is older than --days and settled; the last one stays, and what else is kept \
            is said with its reason. Chain and \
            authentication codes hold afterwards, and amounts, times and places stay. Needs the journal's lock: while a gate \
            runs, exit code 69; run it when the gate is stopped, or let the gate do it.

            Examples:
              faregate journal retain gate-1 --settled settled --key device.key
              faregate journal retain gate-1 --not-settled --days 56
            """)

    @Argument(help: "The journal's folder.")
    var folder: String

    @Option(help: "The folder of all batches: what no batch has settled is kept.")
    var settled: String?

    @Flag(help: "Do not ask whether the taps are settled.")
    var notSettled = false

    @Option(help: "Days that cards are known.")
    var days: Int = Int(JournalRetainer.usualDays)

    @Option(help: "Today, YYYY-MM-DD (default: by the clock).")
    var date: ServiceDate?

    @Option(help: "The device keys of the journal (mode 0600; one a line: NUMBER HEX); the last one is in use.")
    var key: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard (0...36_500).contains(days) else { throw wrongUsage(.takes("--days", "0 to 36500", "0 至 36500")) }
        guard (settled != nil) != notSettled else { throw wrongUsage(.giveOneOf(["--settled", "--not-settled"])) }
    }

    func run() throws {
        let keys = try key.map(DeviceKeys.read) ?? []
        let clock = GateClock.system()
        let today = date ?? clock.local().date
        let through = ServiceDate(dayNumber: today.dayNumber - Int32(days) - 1)
        let storage: FileStorage
        do throws(StorageError) { storage = try FileStorage(folder, creates: false) } catch {
            throw journalFailure(opening: error)
        }
        let records = try settledRecords(storage)
        let outcome: JournalRetainer.Outcome
        do throws(JournalError) {
            outcome = try JournalRetainer(storage, keys: keys).forget(
                through: through, settled: records?.settled, listed: records?.listed, at: clock.moment)
        } catch {
            throw journalFailure(error)
        }
        report(outcome, through)
    }

    /// What the batches have seen of this journal, by day, and which of its records they list as doubtful.
    private func settledRecords(
        _ storage: FileStorage
    ) throws -> (settled: (ServiceDate) -> UInt64, listed: (UInt64) -> Bool)? {
        guard let settled else { return nil }
        let identity: JournalIdentity?
        do throws(JournalError) { identity = try JournalReader.identity(storage) } catch { throw journalFailure(error) }
        guard let identity else { throw journalFailure(.noJournal(path: folder)) }
        let name = "\(identity.device)-\(identity.epoch)"
        let batches = try BatchFolder(reading: settled)
        // A batch that cannot be read has settled nothing: what it alone would vouch for is kept.
        let doubtful = try batches.doubtful { Terminal.say("faregate: \(Wording.listNotRead($0).text)") }.records
        return (
            { date in (try? batches.day(date))?.journals.records[name]?.sequence ?? 0 },
            { doubtful.contains("\(name)-\($0)") }
        )
    }

    private func report(_ outcome: JournalRetainer.Outcome, _ through: ServiceDate) {
        if json {
            Terminal.print(
                JSONValue.object([
                    ("through_service_date", .string("\(through)")),
                    ("segments", .array(outcome.segments.map { .integer(Int($0)) })),
                    ("removed", .array(outcome.removed.map { .string($0) })), ("kept", .integer(outcome.kept)),
                    ("stopped_by", .optional(outcome.stop.map { "\($0)" })),
                ]).text() + "\n")
            return
        }
        if let stop = outcome.stop { Terminal.say("faregate: \(Wording.kept(stop).text)") }
        Terminal.print(
            words.language.pick(
                "截至 \(through)：已去除 \(outcome.segments.count) 段中的卡信息，保留 \(outcome.kept) 段",
                "through \(through): cards taken out of \(outcome.segments.count) segments, \(outcome.kept) kept as they are"
            )
                + "\n")
    }
}
