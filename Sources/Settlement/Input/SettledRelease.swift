import Fares
import Gate
import Journal

/// A time in which a lane's barrier stood open for everybody, as a journal's `mode` records tell it, or a file.
package struct SettledRelease: Hashable, Sendable {
    /// How far back a release may matter to a day: as long as tickets that it has touched are accepted, and a day
    /// around.
    static let daysBefore = EmergencyReleases.acceptedDays + 2

    /// Whose journal; empty: from a file.
    package let device: String
    /// The lane; nil: not known.
    package let lane: UInt8?
    /// The ways that the lane leads; nil: not known.
    package let ways: LaneDirections?
    /// The station's id; empty: not known.
    package let station: String
    /// From when, local time.
    package let from: LocalTime
    /// Until when; nil: nobody knows. In a journal that does not say so: to the end of the service day of its last
    /// record.
    package var until: LocalTime?

    package init(
        device: String, lane: UInt8?, ways: LaneDirections? = nil, station: String, from: LocalTime,
        until: LocalTime? = nil
    ) {
        self.device = device
        self.lane = lane
        self.ways = ways
        self.station = station
        self.from = from
        self.until = until
    }

    /// Whether it may have touched a journey that a day is charged for.
    func concerns(_ day: ServiceDate) -> Bool {
        guard from.date.dayNumber <= day.dayNumber + 1 else { return false }
        return until.map { $0.date.dayNumber >= day.dayNumber - Self.daysBefore } ?? true
    }

    /// All that is known together: the same release told twice is one, and what the first list says of its end counts.
    static func joined(_ lists: [SettledRelease]...) -> [SettledRelease] {
        var known: [Key: SettledRelease] = [:]
        for list in lists { for release in list where known[release.key] == nil { known[release.key] = release } }
        return known.values.sorted { left, right in
            (left.from, left.device, left.station, left.lane.map(Int.init) ?? -1)
                < (right.from, right.device, right.station, right.lane.map(Int.init) ?? -1)
        }
    }

    private struct Key: Hashable {
        let device: String
        let lane: UInt8?
        let station: String
        let from: LocalTime
    }

    private var key: Key { Key(device: device, lane: lane, station: station, from: from) }
}

extension EmergencyReleases {
    /// The times in which any barrier stood open, each once, and apart those in which one did that leads out alone:
    /// more of where it was nothing that is charged asks.
    init(_ releases: [SettledRelease]) {
        self.init()
        for isOutward in [false, true] {
            for span in Self.spans(releases.filter { ($0.ways == .exit) == isOutward }, isOutward) { add(span) }
        }
    }

    private static func spans(_ releases: [SettledRelease], _ isOutward: Bool) -> [EmergencyRelease] {
        var spans: [EmergencyRelease] = []
        for release in releases.sorted(by: { $0.from < $1.from }) {
            if let last = spans.last, last.until.map({ $0 >= release.from }) ?? true {
                let later = last.until.flatMap { first in release.until.map { max(first, $0) } }
                spans[spans.count - 1].until = later
            } else {
                spans.append(
                    EmergencyRelease(
                        station: nil, isOutward: isOutward, from: release.from, until: release.until))
            }
        }
        return spans
    }
}
