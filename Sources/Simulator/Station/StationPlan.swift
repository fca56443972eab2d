import Fares
import Gate

/// Everything that a run of a simulated station depends on.
///
/// - **Limits**: ``mostGates``, ``mostMinutes``, ``mostPerMinute``, ``mostRiders``.
package struct StationPlan: Sendable {
    /// The most gates: as many as one process of a gate drives.
    package static let mostGates = 64
    /// The most minutes: ten days.
    package static let mostMinutes = 14_400
    /// The most riders a minute.
    package static let mostPerMinute = 100_000
    /// The most riders of one run.
    package static let mostRiders = 8_000_000

    /// A medium, its share of the riders, and its times.
    package struct Medium: Sendable {
        package let medium: FareMedia
        package let name: String
        package let perMillion: Int
        package let profile: MediaProfile

        package init(medium: FareMedia, name: String, perMillion: Int, profile: MediaProfile) {
            self.medium = medium
            self.name = name
            self.perMillion = perMillion
            self.profile = profile
        }
    }

    package var gates = 8
    package var minutes = 10
    /// Minutes at the beginning that the figures leave out.
    package var warmUpMinutes = 0
    package var arrivals = ArrivalPattern.chance(perThousandMinutes: 120_000)
    package var media: [Medium]
    package var seed: UInt64 = 1
    /// Entry or exit.
    package var direction = Gate.TapKind.entry
    /// The barrier stands open and shuts against a bad ticket, instead of opening for a good one.
    package var isNormallyOpen = false
    package var queues = QueueRule.shortest
    /// The last of a queue goes to another that is shorter by two or more.
    package var changesQueue = false
    package var times = StationTimes()
    package var mishaps = StationMishaps()
    package var station: StationIndex
    /// The moment of the wall clock at which the simulation begins.
    package var start: LocalTime

    /// A plan with these riders at a station; the rest as it stands.
    package init(media: [Medium], station: StationIndex, start: LocalTime) {
        self.media = media
        self.station = station
        self.start = start
    }

    /// Every passenger takes the same time, all of it at the reader: what queueing theory calls a constant service.
    package mutating func makeConstant(milliseconds: Int) {
        times = .none
        mishaps = .none
        let profile = MediaProfile(
            name: "constant", present: TimeSpread(milliseconds: milliseconds), card: TimeSpread(milliseconds: 0),
            source: "given")
        media = media.map {
            Medium(medium: $0.medium, name: $0.name, perMillion: $0.perMillion, profile: profile)
        }
    }

    /// Why the plan cannot be run; nil if it can.
    package var refusal: StationPlanError? {
        guard (1...Self.mostGates).contains(gates) else { return .gates(gates) }
        guard (1...Self.mostMinutes).contains(minutes) else { return .minutes(minutes) }
        guard (0..<minutes).contains(warmUpMinutes) else { return .warmUp(warmUpMinutes, of: minutes) }
        let sum = media.reduce(0) { $0 + $1.perMillion }
        guard sum == 1_000_000 else { return .shares(perMillion: sum) }
        switch arrivals {
        case .chance(let rate), .even(let rate):
            guard (0...Self.mostPerMinute * 1000).contains(rate) else { return .rate(perThousandMinutes: rate) }
        case .endless:
            // Somebody who takes no time would go through for ever at one moment.
            if shortestPassage < Self.leastEndlessMicroseconds { return .noTime }
        case .trains, .moments: break
        }
        return expectedRiders > Self.mostRiders ? .tooManyRiders(expectedRiders) : nil
    }

    /// About how many riders come; of an endless queue the most that can pass.
    package var expectedRiders: Int {
        switch arrivals {
        case .chance(let rate), .even(let rate): rate * minutes / 1000
        case .trains(let trains): trains.reduce(0) { $0 + $1.riders }
        case .moments(let moments): moments.count
        case .endless: gates * minutes * 60_000_000 / max(shortestPassage, Self.leastEndlessMicroseconds)
        }
    }

    /// Whether somebody comes, and nobody before the end.
    package var comesTooLate: Bool {
        let end = minutes * 60
        switch arrivals {
        case .trains(let trains): return !trains.isEmpty && trains.allSatisfy { $0.second >= end }
        case .moments(let moments): return moments.first.map { $0 >= Int64(end) * 1_000_000 } ?? false
        case .chance, .even, .endless: return false
        }
    }

    /// What a passenger takes at the very least, in microseconds.
    private var shortestPassage: Int {
        let least = media.map { $0.profile.present.least + $0.profile.card.least }.min() ?? 0
        return least + times.walk.least
    }

    /// The shortest time of a passenger where somebody always waits.
    private static let leastEndlessMicroseconds = 50_000
}
