import Fares
import Synchronization

/// Joins and re-rates a log by a bare fare table: each joined trip at `percent` of the table's fare, rounded down.
///
/// The fast way for what-if totals: it knows no tariff rule. ``Replay`` with the same table gives the same trips.
package struct FareTableReplay {
    /// What the re-rating found.
    package struct Report: Sendable {
        /// Counts of rows.
        package var totals = RowTotals()
        /// Stations with at least one rated trip ending there.
        package var stations = 0
        /// Rated trips.
        package var trips = 0
        /// The sum of rated fares, in fen.
        package var revenueFen = 0
    }

    private let table: FareTableFile
    private let percent: Int

    package init(_ table: FareTableFile, percent: Int) {
        self.table = table
        self.percent = percent
    }

    /// Runs the log through, and writes the trips if asked to.
    package func run(
        _ log: String, threads: Int, progress: ReadProgress = ReadProgress(), trips output: OutputFile? = nil
    ) throws(LogError) -> Report {
        var names = NameTable(capacity: table.names.count)
        for (number, name) in table.names.enumerated() { names.insert(name, number: number) }
        let cards = CardDirectory()
        let reading = try LogReading(
            log, required: [.card, .time, .kind, .station], threads: threads, progress: progress
        ) { _, size in
            BareRowDecoder(
                file: log, stations: names, cards: cards,
                store: RecordStore(partitionBits: PartitionPlan.bits(forBytes: size)))
        }
        let stores = reading.parts.map { $0.sink.store }
        var report = Report()
        for part in reading.parts { report.totals.add(part.sink.totals) }
        let next = Atomic<Int>(0)
        let partitions = stores[0].partitionCount
        let keepsTrips = output != nil
        let shares = try Workers.run(threads) { _ throws(LogError) -> Share in
            var share = Share(stationCount: table.names.count)
            var groups = CardGroups<BareRecord>()
            while case let partition = next.add(1, ordering: .relaxed).oldValue, partition < partitions {
                groups.load(stores, partition: partition)
                share.rate(groups, table, percent, keepsTrips: keepsTrips)
            }
            return share
        }
        var total = Share(stationCount: table.names.count)
        for share in shares { total.add(share) }
        report.stations = total.tripsByStation.count { $0 > 0 }
        report.trips = total.tripsByStation.reduce(0, +)
        report.revenueFen = total.revenueByStation.reduce(0, +)
        if let output {
            try TripsFile(stationNames: table.names, cards: cards).write(total.trips, to: output)
        }
        return report
    }

    /// What one worker has added up.
    private struct Share {
        var tripsByStation: [Int]
        var revenueByStation: [Int]
        var trips: [RatedTrip] = []

        init(stationCount: Int) {
            tripsByStation = Array(repeating: 0, count: stationCount)
            revenueByStation = Array(repeating: 0, count: stationCount)
        }

        mutating func add(_ other: Share) {
            for station in tripsByStation.indices {
                tripsByStation[station] += other.tripsByStation[station]
                revenueByStation[station] += other.revenueByStation[station]
            }
            trips += other.trips
        }

        /// Joins each exit with the card's tap just before it, if that is an entry, and rates the pair.
        mutating func rate(_ groups: CardGroups<BareRecord>, _ table: FareTableFile, _ percent: Int, keepsTrips: Bool) {
            let count = table.names.count
            groups.forEachCard { card, places in
                var entry: BareRecord?
                for place in places {
                    let tap = groups[place]
                    guard tap.isExit else {
                        entry = tap
                        continue
                    }
                    guard let start = entry else { continue }
                    entry = nil
                    var base: Int32 = FareTableFile.noFare
                    if start.station != BareRecord.noStation, tap.station != BareRecord.noStation {
                        base = table.fares[Int(start.station) * count + Int(tap.station)]
                    }
                    var fare: Int32 = -1
                    if base >= 0 {
                        fare = Int32(Int(base) * percent / 100)
                        tripsByStation[Int(tap.station)] += 1
                        revenueByStation[Int(tap.station)] += Int(fare)
                    }
                    if keepsTrips {
                        trips.append(
                            RatedTrip(
                                card: card, entryTime: start.time, exitTime: tap.time, origin: start.station,
                                destination: tap.station, baseFen: base, fareFen: fare))
                    }
                }
            }
        }
    }
}

/// Into how many partitions a log is spread: so many that the cards of one fit a second-level cache.
enum PartitionPlan {
    /// Partitions as a power of two, for a part of a file of so many bytes; nil: unknown.
    static func bits(forBytes bytes: Int?) -> Int {
        guard let bytes else { return 8 }
        var bits = 0
        while bits < 10, bytes >> bits > 1 << 20 { bits += 1 }
        return bits
    }
}
