import Fares

/// What journals hold of a day before the one that is settled, and no batch has: somebody must settle that day again.
///
/// A tap may be recorded long after the service day that it counts to: a purse that was torn there and came back later.
package struct UnsettledDay: Hashable, Sendable {
    /// The service day.
    package let day: ServiceDate
    /// Its approved taps that are in no batch.
    package private(set) var taps = 0
    /// What the gates recorded for them, in fen.
    package private(set) var recordedFen: Int64 = 0
    /// Proofs of purses for taps that batches have without.
    package private(set) var proofs = 0

    private init(day: ServiceDate) { self.day = day }

    /// The days of which something is in no batch, in order.
    ///
    /// - **Parameters**: `settled`: the taps of those days that batches have; what waits for its proof is not among the
    ///   taps of a journal, and told of by itself; `older`: those of days further back that were looked at.
    static func all(
        _ input: SettlementInput, before day: ServiceDate, settled: [SettledTap], older: [ServiceDate: [SettledTap]]
    ) -> [UnsettledDay] {
        var known: [TapIdentity: SettledTap] = [:]
        for tap in settled { known[tap.id] = tap }
        for tap in older.values.joined() { known[tap.id] = tap }
        var days: [ServiceDate: UnsettledDay] = [:]
        let late = input.sources.flatMap(\.extract.lateTaps).filter { older[$0.serviceDate] != nil }
        for tap in input.sources.flatMap(\.extract.taps) + late where tap.serviceDate < day {
            var found = days[tap.serviceDate] ?? UnsettledDay(day: tap.serviceDate)
            if let before = known[tap.id] {
                guard before.purseFen == nil, tap.purseFen != nil else { continue }
                found.proofs += 1
            } else {
                found.taps += 1
                found.recordedFen += tap.recordedFen
            }
            days[tap.serviceDate] = found
        }
        return days.values.sorted { $0.day < $1.day }
    }
}
