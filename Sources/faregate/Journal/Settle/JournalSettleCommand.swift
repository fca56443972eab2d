import ArgumentParser
import Fares
import Journal
import Lane
import Settlement
import SmartCard

/// `faregate journal settle JOURNAL...`: the money of a service day.
struct JournalSettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Settle a service day: every approved tap once, journeys joined over all gates, amounts by account.",
        discussion: """
            Writes a batch, a folder DATE-1 in --out; with journals that come later a supplement, DATE-2 and so on, which \
            holds what is new and by how much it changes what was settled. Running it again changes nothing. What is \
            settled stands in the batches themselves: keep them.

            Exit code 0: settled, or nothing new; 2: the totals differ from the registers (nothing is written), or with \
            --partial some journals were left out; 65: a journal cannot take part, and nothing is written without \
            --partial. Docs/settlement.md has the files.

            What the journals hold of the seven days before and no batch has is said: settle such a day again.

            --final is for gates that are gone for good; one that still runs is refused (69).

            The fares must be those that the gates had, and that earlier batches of the day were settled by; else 65.

            Examples:
              faregate journal settle gate-1 gate-2 gate-3 --date 2026-11-27 --out settled
              faregate journal settle late/gate-4 --date 2026-11-27 --out settled --json
            """)

    @Argument(help: "Journals: one folder a device.")
    var journals: [String]

    @Option(help: "The service day, YYYY-MM-DD.")
    var date: ServiceDate

    @Option(name: .customLong("out"), help: "The folder of all batches; made if it is not there.")
    var output: String

    @OptionGroup var fares: EditionOptions

    @Option(name: .customLong("operator"), help: "Whose money it is; a part of the files' names.")
    var operatorName = "metro"

    @Option(help: "Check authentication codes with the device keys in this file; all journals need one by them then.")
    var key: String?

    @Option(help: "The number of the token key that all tokens must be made with; may be given again (default: any).")
    var tokenKeyNumber: [UInt32] = []

    @Option(help: "Emergency releases of stations whose journals are not given: CSV, as a gate reads it.")
    var releases: String?

    @Flag(help: "Settle taps that gates have decided by other fares too.")
    var otherFares = false

    @Flag(help: "Price the day anew where its earlier batches were settled by other fares.")
    var reprice = false

    @Flag(help: "Settle the other journals where some cannot take part.")
    var partial = false

    @Flag(
        name: .customLong("final"),
        help:
            "The journals will not go on: settle what waits for its proof as recorded, and list all that is open as doubtful."
    )
    var isFinal = false

    @Flag(help: "Print the manifest as JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard !operatorName.isEmpty else { throw wrongUsage(.takes("--operator", "a name", "一个名称")) }
    }

    func run() throws {
        try reportingErrors {
            let book = try fares.readBook(on: fares.isGiven ? nil : date)
            let keys = try key.map(DeviceKeys.read) ?? []
            if let journal = try journals.first(where: WholeFile("\(output)/-", makesFolder: true).lies(in:)) {
                throw failure(Wording.liesIn(journal).at(output), CommandExit.cannotCreate)
            }
            let folder = try BatchFolder(output)
            let settled = try folder.day(date)
            let context = try folder.context(of: date)
            var listed = try folder.doubtful(exceptOf: date) { throw failure(.settlement($0), CommandExit.badData) }
            listed.formUnion(settled.doubtful)
            let (open, seen) = (listed.open, try folder.journals())
            var input = SettlementInput(wantedKeys: tokenKeyNumber)
            if let releases {
                input.releases = try SettledRelease.readReleases(
                    releases, try readWholeFile(releases, limit: 1 << 20), book.edition.network)
            }
            let dayStart = book.tariff.serviceDayStartSecond
            for path in journals {
                input.add(path) { () throws(JournalRefusal) in try read(path, dayStart, keys, open, seen) }
            }
            input.refuseOlderCopies(than: seen)
            let version = FareVersion(book)
            if !otherFares { input.refuseOtherFares(than: version) }
            for refusal in input.refusals { Terminal.say("faregate: \(Wording.refused(refusal).text)") }
            if input.refusals.contains(where: \.isOfOtherFares) { Terminal.say("faregate: \(Wording.otherFares.text)") }
            if !input.refusals.isEmpty, !partial || input.sources.isEmpty {
                let isOfTheSystem = input.refusals.contains { refusal in
                    if case .journal(.storage(let error)) = refusal.reason { return error.isOfTheSystem }
                    return false
                }
                throw failure(
                    .nothingSettled(input.refusals.count),
                    isOfTheSystem
                        ? CommandExit.inputOutput
                        : input.refusals.contains(where: \.isOfItsGate) ? CommandExit.unavailable : CommandExit.badData)
            }
            let older = try folder.taps(ofLateDays: input.lateDays)
            let batch: SettlementBatch
            do throws(SettlementError) {
                batch = try SettlementBatch(
                    date, book, version, input, after: settled, context: context, older: older,
                    listed: listed.records, reprices: reprice)
            } catch {
                if case .unbalanced = error {
                    for source in input.sources where source.extract.forgotten > 0 {
                        Terminal.say("faregate: \(Wording.forgotten(source.extract.forgotten).at(source.path).text)")
                    }
                    throw failure(.settlement(error), CommandExit.differences)
                }
                throw failure(.settlement(error), CommandExit.badData)
            }
            for tap in batch.heldBack { Terminal.say("faregate: \(Wording.heldBack(tap).text)") }
            for before in batch.unsettledDays { Terminal.say("faregate: \(Wording.unsettled(before).text)") }
            let short = isFinal ? [] : input.sources.filter(\.extract.endsWithTheDay).map(\.path)
            if !short.isEmpty {
                Terminal.say("faregate: \(Wording.endWithTheDay(date, short, of: input.sources.count).text)")
            }
            try publish(batch, input, folder)
            if !input.refusals.isEmpty { throw CommandExit.differences }
        }
    }

    private func read(
        _ path: String, _ dayStart: Int, _ keys: [DeviceKey], _ listed: Set<TapIdentity>,
        _ seen: SeenJournals
    ) throws(JournalRefusal) -> JournalExtract {
        let storage: FileStorage
        var isFree = true
        do throws(StorageError) {
            storage = try FileStorage(path, creates: false)
            // Held while it is read: no gate begins meanwhile.
            if isFinal { isFree = try storage.lock() }
        } catch {
            throw JournalRefusal(path: path, reason: .journal(JournalError(error)))
        }
        guard isFree else { throw JournalRefusal(path: path, reason: .goesOn) }
        return try JournalExtract.read(
            storage, day: date, dayStart: dayStart, keys: keys, isFinal: isFinal, listed: listed, seen: seen)
    }

    private func publish(_ batch: SettlementBatch, _ input: SettlementInput, _ folder: BatchFolder) throws {
        guard !batch.isEmpty else {
            Terminal.say("faregate: \(Wording.nothingNew("\(date)", batch.number - 1).text)")
            if json {
                let value = SettlementManifest.nothingNew(batch, refusals: input.refusals)
                Terminal.print(value.text() + "\n")
            }
            return
        }
        let files =
            batch.files(operatorName: operatorName)
            + SettlementManifest.accountFiles(batch, operatorName: operatorName)
        let control = SettlementBatch.control(files)
        let manifest = SettlementManifest(
            batch: batch, files: files, control: control, operatorName: operatorName, refusals: input.refusals)
        let name = "\(date)-\(batch.number)"
        try folder.publish(name, files + [control, manifest.file])
        if json {
            Terminal.print(manifest.value.text() + "\n")
        } else {
            Terminal.print(report(batch, files, "\(output)/\(name)"))
        }
    }

    private func report(_ batch: SettlementBatch, _ files: [BatchFile], _ place: String) -> String {
        let language = words.language
        var lines = [
            batch.number == 1
                ? language.pick("批次 \(place)", "batch \(place)") : language.pick("补充批次 \(place)", "supplement \(place)")
        ]
        func add(_ zh: String, _ en: String, _ value: String) { lines.append("  \(language.pick(zh, en)): \(value)") }
        add("日志 / 交易", "journals / taps", "\(batch.sources.count) / \(grouped(batch.taps.count))")
        add("闸机所记", "recorded by the gates", yuan(Int(batch.recordedFen)))
        add("联程匹配", "by joining journeys", yuan(Int(batch.chargeFen - batch.recordedFen)))
        add("应收", "charged", yuan(Int(batch.chargeFen)))
        add("代收 / 欠款", "to collect / debts", "\(yuan(Int(batch.collectFen))) / \(yuan(Int(batch.debtFen)))")
        for file in files where file.role == .accounts {
            add("媒介 \(file.medium)", "medium \(file.medium)", "\(grouped(file.records)), \(yuan(Int(file.sumFen)))")
        }
        let turned = batch.taps.count { $0.hasPassed == false }
        if turned > 0 { add("未通过闸机", "let through, not passed", grouped(turned)) }
        if !batch.doubtful.isEmpty { add("存疑扣款", "doubtful debits", grouped(batch.doubtful.count)) }
        return lines.joined(separator: "\n") + "\n"
    }
}
