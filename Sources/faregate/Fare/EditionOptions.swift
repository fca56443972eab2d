import ArgumentParser
import Fares
import SmartCard

/// `--edition`, `--network`, `--tariff`: which fares.
struct EditionOptions: ParsableArguments {
    @Option(help: "A dated edition inside the binary: \(Edition.shippedIDs.joined(separator: ", ")).")
    var edition: String?

    @Option(
        help: """
            A network folder: stations.csv, lines.csv, line_stations.csv, segments.csv, ...; rail is the railway inside \
            the binary (a folder of that name is ./rail).
            """)
    var network: String?

    @Option(help: "Another tariff for a what-if: YAML, or distance bands as CSV.")
    var tariff: String?

    func validate() throws {
        if edition != nil, network != nil {
            throw wrongUsage(.notBoth("--edition", "--network"))
        }
        if isRail, tariff != nil { throw wrongUsage(.notBoth("--network rail", "--tariff")) }
        if let edition, !Edition.shippedIDs.contains(edition) {
            throw wrongUsage(.noEdition(edition, Edition.shippedIDs))
        }
    }

    /// Whether the railway is asked for, and not a metro.
    var isRail: Bool { network == "rail" }

    /// Whether the command line says which edition.
    var isGiven: Bool { edition != nil || network != nil }

    /// The edition asked for; else the one of `date`; else the newest.
    func readEdition(on date: ServiceDate? = nil) throws -> Edition {
        if let network { return try Edition.read(directory: network) }
        if let edition, let found = try Edition.shipped(edition) { return found }
        if let date {
            if let found = try Edition.shipped(on: date) { return found }
            throw failure(.noEditionCovers("\(date)", Edition.shippedIDs), CommandExit.usage)
        }
        guard let newest = Edition.shippedIDs.last, let found = try Edition.shipped(newest) else {
            throw failure(.noShippedEdition, CommandExit.failed)
        }
        return found
    }

    /// The edition compiled with its own tariff or the one of `--tariff`; of the railway the trains that are tapped.
    func readBook(on date: ServiceDate? = nil) throws -> FareBook {
        if isRail { return try .intercity(try RailFareBook.shipped()) }
        return try compile(try readEdition(on: date))
    }

    /// Compiles an edition with its own tariff or the one of `--tariff`.
    func compile(_ edition: Edition) throws -> FareBook {
        guard let tariff else { return try FareBook(edition) }
        return try FareBook(edition, tariff: try Tariff.read(path: tariff), tariffFile: tariff)
    }
}
