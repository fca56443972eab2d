import Fares
import Journal
import Lane

/// The network that gates are simulated in: the engine's fares, and beside them what the published table says.
///
/// - **Errors**: `FareDataError` for the network's files; ``SimulationError`` for a tariff without QuickPass.
package struct FaultCity: Sendable {
    let book: FareBook
    let version: FareVersion
    /// Charged later.
    let account: FareMedia
    let pricer: NaivePricer
    /// The dearest fare of the table.
    let highestFen: Int

    /// Reads a network; `folder` is where the edition was read from.
    package init(edition: Edition, folder: DataFolder) throws {
        book = try FareBook(edition)
        version = FareVersion(book)
        guard let account = book.tariff.medium("quickpass") else { throw SimulationError.noMedium("quickpass") }
        self.account = account
        pricer = try NaivePricer(folder: folder, date: edition.referenceDate)
        var highest = 0
        for from in pricer.stationIDs.indices {
            for to in pricer.stationIDs.indices { highest = max(highest, pricer.baseFen(from, to)) }
        }
        highestFen = highest
    }
}

/// What the checker knows of fares: the published table, and the longest stay.
struct PublishedCharges {
    /// The longest stay, 210 minutes since 2021-12-01 (jnditie.com 2021, szmc.net); a longer one costs the dearest fare
    /// beside its own.
    private static let longestStaySeconds = 210 * 60
    /// When a service day begins, 04:00.
    private static let dayStart = 4 * 3600
    private static let day = 86_400

    private let square: [Int]
    private let count: Int
    private let highestFen: Int

    /// The charges between some stations of a city.
    init(_ city: FaultCity, stationIDs: [String]) {
        var square: [Int] = []
        for from in stationIDs {
            for to in stationIDs { square.append(city.pricer.baseFen(from, to) ?? 0) }
        }
        self.square = square
        count = stationIDs.count
        highestFen = city.highestFen
    }

    /// What an account is charged for a journey, in fen.
    ///
    /// `mayStay`: nobody pays for a long stay.
    func chargeFen(_ entry: TapBooks.End, _ exit: TapBooks.End, mayStay: Bool = false) -> Int {
        let base = square[entry.place * count + exit.place]
        let isLong = Int(exit.second) - Int(entry.second) > Self.longestStaySeconds
        return isLong && !mayStay ? base + highestFen : base
    }

    /// Whether a journey's service day is over at a moment.
    static func isOver(_ entry: TapBooks.End, at second: UInt32) -> Bool {
        let end = ((Int(entry.second) - dayStart) / day + 1) * day + dayStart
        return Int(second) >= end
    }
}
