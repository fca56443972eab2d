import CardCrypto
import Fares
import Journal
import SmartCard

/// What the batches of a day have settled so far, read from the batches themselves: there is no other state.
package struct SettledDay: Sendable {
    /// What a line has come to.
    struct Total: Hashable, Sendable {
        var chargeFen: Int64 = 0
        var collectFen: Int64 = 0
        var debtFen: Int64 = 0
        var recordedFen: Int64 = 0
        var reason = ""
        var line: SettlementLine
    }

    /// The service day; nil: any, until the first batch says it.
    package private(set) var day: ServiceDate?
    /// The fares of the last batch; nil: there is none.
    package private(set) var fares: FareVersion?
    /// How many batches there are.
    package private(set) var batches = 0
    /// The taps of all of them.
    package private(set) var taps: [TapIdentity: SettledTap] = [:]
    /// The taps whose fare a cap has lowered.
    package private(set) var capped: Set<String> = []
    /// The records that are listed as doubtful.
    package private(set) var doubtful = DoubtfulList()
    /// The taps whose proofs are listed.
    package private(set) var proven: Set<String> = []
    /// The emergency releases that were known, by the latest batch that tells them.
    package private(set) var releases: [SettledRelease] = []
    /// The last record of each journal that was read.
    package private(set) var journals = SeenJournals()
    /// The hash of the last batch's control file.
    package private(set) var lastHash = ""
    private(set) var lines: [String: Total] = [:]

    package init(_ day: ServiceDate? = nil) { self.day = day }

    /// Takes the next batch of the day: its control file first, then every file that it names. It must say that it is
    /// the next one of this day, after the batches that were taken.
    ///
    /// - **Parameters**: `folder` for messages; `contents` of a file by its name, nil if it is not there.
    /// - **Errors**: ``SettlementError/batch(folder:what:)``.
    package mutating func take(
        _ folder: String, contents: (String) -> [UInt8]?
    ) throws(SettlementError) {
        guard let control = contents(SettlementBatch.controlName) else {
            throw .batch(folder: folder, what: "\(SettlementBatch.controlName) is missing")
        }
        var head: BatchHead?
        try Self.read(folder, control, contents: contents) { (role, file, bytes) throws(FareDataError) in
            if role == .batch { head = try BatchHead.read(file, bytes) }
            try take(role, file, bytes)
        }
        guard let head else { throw .batch(folder: folder, what: "does not say which batch it is") }
        guard head.day == day ?? head.day else { throw .batch(folder: folder, what: "is one of \(head.day)") }
        guard head.number == batches + 1, head.previousHash == lastHash else {
            throw .batch(
                folder: folder, what: "does not follow the batch before: one of the two was changed or replaced")
        }
        (day, fares) = (head.day, head.fares)
        batches += 1
        lastHash = Hex.text(Digest.hash(.sha256, control)).lowercased()
    }

    /// What a batch has seen of journals; of its files only control file and that table are read.
    ///
    /// - **Errors**: ``SettlementError/batch(folder:what:)``.
    package static func journals(
        in folder: String, contents: (String) -> [UInt8]?
    ) throws(SettlementError) -> SeenJournals {
        var seen = SeenJournals()
        try readTable(.journals, in: folder, contents) { (file, bytes) throws(FareDataError) in
            try seen.take(file, bytes)
        }
        return seen
    }

    /// The records that a batch lists as doubtful; of its files only control file and list are read.
    ///
    /// - **Errors**: ``SettlementError/batch(folder:what:)``.
    package static func doubtful(
        in folder: String, contents: (String) -> [UInt8]?
    ) throws(SettlementError) -> DoubtfulList {
        var list = DoubtfulList()
        try readTable(.doubtful, in: folder, contents) { (file, bytes) throws(FareDataError) in
            try list.take(file, bytes)
        }
        return list
    }

    private static func readTable(
        _ role: BatchFile.Role, in folder: String, _ contents: (String) -> [UInt8]?,
        take: (String, [UInt8]) throws(FareDataError) -> Void
    ) throws(SettlementError) {
        guard let control = contents(SettlementBatch.controlName) else {
            throw .batch(folder: folder, what: "\(SettlementBatch.controlName) is missing")
        }
        try read(folder, control, only: role, contents: contents) { (_, file, bytes) throws(FareDataError) in
            try take(file, bytes)
        }
    }

    /// Hands over the files that a control file names, one after the other, each as it was written.
    private static func read(
        _ folder: String, _ control: [UInt8], only wanted: BatchFile.Role? = nil, contents: (String) -> [UInt8]?,
        _ take: (BatchFile.Role?, String, [UInt8]) throws(FareDataError) -> Void
    ) throws(SettlementError) {
        do throws(FareDataError) {
            var reader = try CSVReader(file: "\(folder)/\(SettlementBatch.controlName)", bytes: control)
            let (name, role) = (try reader.requiredColumn("file"), try reader.requiredColumn("role"))
            let hash = try reader.requiredColumn("sha256")
            while try reader.next() {
                let (file, role) = (reader.string(name), BatchFile.Role(rawValue: reader.string(role)))
                guard wanted == nil || role == wanted else { continue }
                guard let bytes = contents(file) else { throw fault(folder, "\(file) is missing") }
                guard Hex.text(Digest.hash(.sha256, bytes)).lowercased() == reader.string(hash) else {
                    throw fault(folder, "\(file) is not as it was written")
                }
                try take(role, "\(folder)/\(file)", bytes)
            }
        } catch {
            if case .inconsistent(let file, let what) = error, file == folder {
                throw .batch(folder: folder, what: what)
            }
            throw .batch(folder: folder, what: "\(error)")
        }
    }

    private static func fault(_ folder: String, _ what: String) -> FareDataError {
        .inconsistent(file: folder, what: what)
    }

    private mutating func take(_ role: BatchFile.Role?, _ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        switch role {
        case .taps: for tap in try SettledTap.read(file, bytes) { taps[tap.id] = tap }
        case .lines:
            try takeCaps(file, bytes)
            for line in try SettlementLine.read(file, bytes) {
                var total = lines[line.id] ?? Total(line: line)
                total.chargeFen += line.chargeFen
                total.collectFen += line.collectFen
                total.debtFen += line.debtFen
                total.recordedFen += line.recordedFen
                total.reason = line.reason
                total.line = line
                lines[line.id] = total
            }
        case .releases: releases = SettledRelease.joined(try SettledRelease.read(file, bytes), releases)
        case .doubtful: try doubtful.take(file, bytes)
        case .purse: try takeProofs(file, bytes)
        case .journals: try journals.take(file, bytes)
        case .batch, .control, .accounts, .json, .authorisations, .debts, nil: break
        }
    }

    /// A proof pays for its tap, which an earlier batch may have without.
    private mutating func takeProofs(_ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let (id, amount) = (try reader.requiredColumn("tap_id"), try reader.requiredColumn("amount_fen"))
        while try reader.next() {
            guard let tap = TapIdentity(reader.string(id)), let fen = BatchAmount.read(reader.string(amount)) else {
                throw .contradiction(file: file, line: reader.line, what: "not a proof as a batch writes it")
            }
            proven.insert("\(tap)")
            taps[tap]?.purseFen = fen
        }
    }

    /// What the latest batch says of a line counts.
    private mutating func takeCaps(_ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let (id, isCapped) = (try reader.requiredColumn("line_id"), try reader.requiredColumn("capped"))
        while try reader.next() {
            if reader.string(isCapped) == "yes" {
                capped.insert(reader.string(id))
            } else {
                capped.remove(reader.string(id))
            }
        }
    }
}
