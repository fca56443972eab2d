import Fares
import Gate
import Journal
import Lane
import Simulator

/// A simulated city day taken tap by tap through the desks of several devices, each with its journal, and the truth
/// about it.
///
/// - **Shape**: a station belongs to one device; all cards are of one medium that is charged in full. Bus rows are left
///   out.
package struct CityFeed {
    package let book: FareBook
    package let date: ServiceDate
    package let taps: [CityTap]
    /// What each card's trips cost by the generator's own pricer, in fen.
    package let truth: [UInt32: Int]
    private let medium: FareMedia
    private let fares: FareVersion

    private static let usual = Result { try CityFeed(taps: 900, seed: 7) }
    private static let usualBook = Result<FareBook?, any Error> {
        guard let edition = try Edition.shipped("current") else { return nil }
        return try FareBook(edition)
    }

    /// One day that many tests share, since reading its network takes longer than taking its taps.
    package static func shared() throws -> CityFeed { try usual.get() }

    package init(taps count: Int, seed: UInt64, shares: IrregularShares = IrregularShares()) throws {
        guard let book = try Self.usualBook.get(), let date = ServiceDate("2026-08-12") else {
            throw JournalError.closed
        }
        self.book = book
        self.date = date
        let day = try CityDay(
            edition: book.edition, folder: .embedded("editions/current"), taps: count, seed: seed, date: date,
            shares: shares)
        guard let medium = book.tariff.medium("quickpass") else { throw JournalError.closed }
        self.medium = medium
        fares = FareVersion(book)
        var taps: [CityTap] = []
        day.forEachTap { tap in if tap.direction != .bus, tap.station != nil { taps.append(tap) } }
        self.taps = taps
        var truth: [UInt32: Int] = [:]
        day.forEachTrip { trip in truth[trip.card, default: 0] += trip.baseFen ?? 0 }
        self.truth = truth
    }

    /// What a card is known by.
    package static func token(_ card: UInt32) -> JournalToken {
        JournalToken(token: CardToken(high: 0x5EED, low: UInt64(card)), keyIdentifier: 1)
    }

    /// Takes some of the taps, in order; every device starts and closes its journal.
    ///
    /// - **Returns** how many were approved.
    package func run(
        _ range: Range<Int>, on disks: [any JournalStorage], durability: Durability = .none
    ) throws -> Int {
        var desks: [TapDesk] = []
        var journals: [JournalCommitter] = []
        for (index, disk) in disks.enumerated() {
            var state = DeskState(book, capacity: 1000)
            var writer = try JournalWriter.open(
                disk, device: "device-\(index + 1)", newEpoch: UInt64(index) + 1, durability: durability
            ) { (header, body) throws(BodyFault) in try state.take(header, body) }
            let moment = moment(taps[range.lowerBound].time)
            if writer.recovery.isNew {
                try writer.append(JournalTokenKey(identifier: 1, checkValue: 0x5EED), at: moment)
            }
            try writer.appendRegisters(at: moment)
            let journal = try JournalCommitter(writer, windowNanoseconds: 0, now: { 0 })
            journals.append(journal)
            desks.append(TapDesk(book, state: state, journal: journal, fares: fares, denyListVersion: 0))
        }
        var sites: [String: (entry: LaneSite, exit: LaneSite)] = [:]
        for (index, station) in book.edition.network.stations.enumerated() {
            let place = StationIndex(index)
            sites[station.id] = (
                LaneSite(station: place, of: book, direction: .entry),
                LaneSite(station: place, of: book, direction: .exit)
            )
        }
        var approved = 0
        for tap in taps[range] {
            guard let place = tap.station.flatMap({ sites[$0] }) else { continue }
            let site = tap.direction == .entry ? place.entry : place.exit
            let device = Int(site.station) % disks.count
            let request = TapRequest(
                site: site, time: tap.time, moment: moment(tap.time), token: Self.token(tap.card), medium: medium)
            let verdict = try desks[device].take(request)
            guard verdict.outcome == .open else { continue }
            if verdict.reason != .resumed { approved += 1 }
            try desks[device].opened(verdict.tapSequence, at: moment(tap.time))
        }
        for journal in journals {
            try journal.appendRegisters(at: moment(taps[range.upperBound - 1].time))
            try journal.close()
        }
        return approved
    }

    private func moment(_ time: LocalTime) -> JournalMoment {
        JournalMoment(
            wallMilliseconds: (Int64(time.seconds) - Int64(LaneClock.chinaOffset)) * 1000,
            monotonicNanoseconds: UInt64(time.seconds) * 1_000_000_000)
    }
}
