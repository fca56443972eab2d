import Fares
import Journal
import Settlement

/// Batches of one day in memory, as a folder would hold them.
struct BatchChain {
    /// The fares that batches are settled by.
    static let fares = FareVersion(edition: "current", hash: 1)

    let date: ServiceDate
    let book: FareBook
    private(set) var batches: [[String: [UInt8]]] = []
    private(set) var all: [SettlementBatch] = []
    /// The taps that wait for their proof, by the last settlement.
    private(set) var heldBack: [SettledTap] = []

    init(_ date: ServiceDate, _ book: FareBook) {
        self.date = date
        self.book = book
    }

    /// Settles these journals after what is there; nothing is added where nothing is new.
    ///
    /// - **Parameters**: `listed`, what batches of other days list as doubtful; `isFinal`: the journals will not go on.
    mutating func settle(
        _ disks: [any JournalStorage], fares: FareVersion = fares, reprices: Bool = false, listed: Set<String> = [],
        isFinal: Bool = false
    ) throws {
        var input = SettlementInput()
        let (open, seen) = (try settled().doubtful.open, try settled().journals)
        for (index, disk) in disks.enumerated() {
            input.add("journal-\(index)") { () throws(JournalRefusal) in
                try JournalExtract.read(disk, day: date, isFinal: isFinal, listed: open, seen: seen)
            }
        }
        input.refuseOlderCopies(than: try settled().journals)
        if let refusal = input.refusals.first { throw refusal }
        let batch = try SettlementBatch(
            date, book, fares, input, after: try settled(), listed: listed, reprices: reprices)
        heldBack = batch.heldBack
        guard !batch.isEmpty else { return }
        let files = batch.files(operatorName: "metro")
        var folder: [String: [UInt8]] = [:]
        for file in files + [SettlementBatch.control(files)] { folder[file.name] = file.bytes }
        batches.append(folder)
        all.append(batch)
    }

    /// What the files say is settled.
    func settled() throws -> SettledDay {
        var day = SettledDay(date)
        for (index, files) in batches.enumerated() { try day.take("\(date)-\(index + 1)") { files[$0] } }
        return day
    }

    /// What a batch of this one file says is settled.
    static func read(_ file: BatchFile) throws -> SettledDay {
        let text = "service_date,number,previous_control_sha256,edition,fare_hash,deferred_media\n2026-11-24,1,,x,1,\n"
        let files = [BatchFile(name: "batch.csv", role: .batch, records: 1, bytes: Array(text.utf8)), file]
        var day = SettledDay()
        try day.take("batch") { name in
            files.first { $0.name == name }?.bytes ?? SettlementBatch.control(files).bytes
        }
        return day
    }

    /// Changes a file of a batch.
    mutating func change(_ batch: Int, _ name: String, _ change: (inout [UInt8]) -> Void) {
        change(&batches[batch][name, default: []])
    }

    /// What all batches charge together, by account.
    var charges: [JournalToken: Int64] {
        var sums: [JournalToken: Int64] = [:]
        for batch in all { for line in batch.lines { sums[line.account, default: 0] += line.chargeFen } }
        return sums.filter { $0.value != 0 }
    }

    /// Every tap that is in a batch.
    var taps: [TapIdentity] { all.flatMap { $0.taps.map(\.id) } }
}
