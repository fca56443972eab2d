import ArgumentParser
import Fares
import TapLogs
@main struct F: ParsableCommand {
    @Argument var log: String
    @Argument var table: String
    @Option var threads = 1
    @Option var trips: String?
    func run() throws {
        let t = try FareTableFile(path: table)
        let out = try trips.map { try OutputFile($0) }
        let r = try FareTableReplay(t, percent: 95).run(log, threads: threads, trips: out)
        try out?.complete()
        print("stations", r.stations, "trips", r.trips, "revenue_fen", r.revenueFen, r.totals.rows)
    }
}
