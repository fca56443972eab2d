import Fares
import Gate
import Journal
import Lane

/// Cards at the desk as dialogues would bring them: every station of the network, each card its own.
struct BenchRequests {
    private let entries: [LaneSite]
    private let exits: [LaneSite]
    private let medium: FareMedia
    private let sealedData: [UInt8]

    init(_ book: FareBook, sealedData: [UInt8]) {
        guard let medium = book.tariff.medium("quickpass") else {
            preconditionFailure("the shipped tariff knows QuickPass")
        }
        self.medium = medium
        self.sealedData = sealedData
        let stations = book.edition.network.stations.indices.map { StationIndex($0) }
        entries = stations.map { LaneSite(station: $0, of: book, direction: .entry) }
        exits = stations.map { LaneSite(station: $0, of: book, direction: .exit) }
    }

    /// The request of a turn; a card enters and leaves at stations that its number chooses.
    func request(_ turn: RideSchedule.Turn) -> TapRequest {
        let mixed = UInt64(turn.card + 1) &* 0x9E37_79B9_7F4A_7C15
        let sites = turn.direction == .entry ? entries : exits
        let shift: UInt64 = turn.direction == .entry ? 16 : 40
        let site = sites[Int(mixed >> shift & 0xFFFF) % sites.count]
        var request = TapRequest(
            site: site, time: turn.time,
            moment: JournalMoment(
                wallMilliseconds: turn.time.unixMilliseconds, monotonicNanoseconds: UInt64(turn.time.seconds)),
            token: JournalToken(token: CardToken(high: mixed, low: UInt64(turn.card)), keyIdentifier: 1), medium: medium
        )
        request.transactionCounter = UInt16(truncatingIfNeeded: turn.card)
        request.unpredictableNumber = UInt32(truncatingIfNeeded: mixed)
        request.sealedData = sealedData
        return request
    }
}
