import Fares
import Journal
import Settlement

/// Batches of one day in memory, as a folder would hold them.
struct BatchChain {
    let date: ServiceDate
    let book: FareBook
    private(set) var batches: [[String: [UInt8]]] = []
    private(set) var all: [SettlementBatch] = []

    init(_ date: ServiceDate, _ book: FareBook) {
        self.date = date
        self.book = book
    }

    /// Settles these journals after what is there; nothing is added where nothing is new.
    mutating func settle(_ disks: [any JournalStorage], context: [SettledTap] = []) throws {
        var input = SettlementInput()
        for (index, disk) in disks.enumerated() {
            input.add("journal-\(index)") { () throws(JournalRefusal) in try JournalExtract.read(disk, day: date) }
        }
        if let refusal = input.refusals.first { throw refusal }
        try settle(input, context: context)
    }

    mutating func settle(_ input: SettlementInput, context: [SettledTap] = []) throws {
        let batch = try SettlementBatch(date, book, input, after: try settled(), context: context)
        guard !batch.isEmpty else { return }
        let files = batch.files(operatorName: "metro")
        var folder: [String: [UInt8]] = [:]
        for file in files + [SettlementBatch.control(files)] { folder[file.name] = file.bytes }
        batches.append(folder)
        all.append(batch)
    }

    /// What the files say is settled.
    func settled() throws -> SettledDay {
        var day = SettledDay()
        for (index, files) in batches.enumerated() { try day.take("\(date)-\(index + 1)") { files[$0] } }
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
