import Fares
import Gate
import Synchronization

/// Runs a tap log through the gate's own decision code, card by card, and compares with what was charged.
///
/// - **Shape**: rows are read once and spread over partitions by card; each partition's cards are put in order of time
///   and go through ``Gate/TapProcessor``. The result does not depend on the order of the rows, but for rows of one
///   card at the same second, which keep the order of the file.
/// - **Limits**: 24 bytes of memory a usable row; ``TapRecord/maximumRows`` rows.
/// - **Errors**: ``LogError``. A row that cannot be used is counted and never stops the replay unless
///   ``Options/isStrict``.
package struct Replay {
    /// How a replay is run.
    package struct Options {
        /// Worker threads.
        package var threads = 1
        /// Stop at the first row that cannot be used.
        package var isStrict = false
        /// Where rejected rows go: `line,reason,text`.
        package var rejects: OutputFile?
        /// Where joined trips go.
        package var trips: OutputFile?
        /// Where differences go.
        package var differences: OutputFile?
        /// Counts bytes read, for a progress bar.
        package var progress = ReadProgress()

        package init() {}
    }

    private let book: FareBook
    private let stations: StationResolver
    private let byClass: [ProductTable.Product]
    private let required: [FieldRole]

    /// A replay by an edition compiled with its tariff.
    ///
    /// - **Errors**: ``FareDataError`` if the tariff does not say what the classes of logged exits stand for.
    package init(_ book: FareBook) throws(FareDataError) {
        self.book = book
        stations = StationResolver(book.edition)
        required = [.card, .time, .kind, .station, .value, .charged]
        var products: [ProductTable.Product] = []
        for exitClass in ExitClass.allCases {
            let name = exitClass == .unexplained ? ExitClass.standard.name : exitClass.name
            guard let known = book.tariff.logClasses[name] else {
                throw .inconsistent(
                    file: book.edition.tariffFile,
                    what: "log_classes.\(name) is missing; a replay needs it to know medium and rider of logged exits")
            }
            products.append(ProductTable.Product(medium: known.medium, rider: known.rider))
        }
        byClass = products
    }

    /// A replay by a bare fare table through the full engine: every trip by the table's medium.
    package init(_ table: FareTableFile, percent: Int, file: String) throws(FareDataError) {
        book = try table.book(percent: percent, file: file)
        stations = StationResolver(names: table.names)
        required = [.card, .time, .kind, .station]
        let product = ProductTable.Product(medium: FareMedia(index: 0), rider: .adult)
        byClass = Array(repeating: product, count: ExitClass.allCases.count)
    }

    /// Runs a log (`-`: standard input) through the gate.
    package func run(_ log: String, _ options: Options = Options()) throws(LogError) -> ReplayReport {
        let cards = CardDirectory()
        let productTable = ProductTable(book.tariff)
        // Rejects and strictness need the rows in order, so one worker reads.
        let readers = options.isStrict || options.rejects != nil ? 1 : options.threads
        let onReject = try rejectWriter(options.rejects)
        let reading = try LogReading(
            log, required: required, threads: readers, progress: options.progress
        ) { format, size in
            RowDecoder(
                file: log, firstLine: format == .csv ? 2 : 1, stations: stations, cards: cards, products: productTable,
                store: RecordStore(partitionBits: PartitionPlan.bits(forBytes: size)),
                needsAmounts: required.contains(.value), isStrict: options.isStrict,
                onReject: onReject)
        }
        let stores = reading.parts.map { $0.sink.store }
        let empty = ReplayShare(
            processor: TapProcessor(book), products: ReplayProducts(byClass: byClass, named: productTable.products),
            largeAmounts: reading.parts.map { $0.sink.largeAmounts }, firstLines: reading.parts.map(\.firstLine),
            keepsTrips: options.trips != nil, keepsDifferences: options.differences != nil)
        let next = Atomic<Int>(0)
        let partitions = stores[0].partitionCount
        let shares = try Workers.run(options.threads) { _ throws(LogError) -> ReplayShare in
            var share = empty
            var groups = CardGroups<TapRecord>()
            while case let partition = next.add(1, ordering: .relaxed).oldValue, partition < partitions {
                groups.load(stores, partition: partition)
                share.replay(groups)
            }
            return share
        }
        var report = ReplayReport(stationCount: book.edition.network.stations.count)
        for share in shares { report.add(share.report) }
        for part in reading.parts { report.totals.add(part.sink.totals) }
        let names = book.edition.network.stations.map(\.id)
        if let output = options.trips {
            try TripsFile(stationNames: names, cards: cards).write(shares.flatMap(\.trips), to: output)
        }
        if let output = options.differences {
            try DifferencesFile(stationNames: names, cards: cards).write(shares.flatMap(\.differences), to: output)
        }
        return report
    }

    private func rejectWriter(
        _ output: OutputFile?
    ) throws(LogError) -> ((RejectedRow) throws(LogError) -> Void)? {
        guard let output else { return nil }
        try output.write(Array("line,reason,text\n".utf8))
        return { (row: RejectedRow) throws(LogError) in
            let text = CSVField.quoted(String(decoding: row.text, as: UTF8.self))
            try output.write(Array("\(row.line),\(row.reason.rawValue),\(text)\n".utf8))
        }
    }
}
