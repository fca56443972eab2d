import Fares

/// The emergency releases that journeys may have been touched by.
///
/// A rider who is inside while barriers stand open may leave without a tap, by any station that can be reached; one who
/// comes may enter so. Whoever was, is not charged for the half that is missing, and the ticket is accepted for
/// ``acceptedDays``.
///
/// - **Shape**: a short list, asked only where a half is missing.
/// - **Limits**: ``mostReleases``; one more takes the place of the oldest. What is older than ``acceptedDays`` goes.
/// - **Source**: GB 50157, chapter 18, as operations.md, section 3, has it: accepted for 7 days by date and station
///   history. How far "touched" goes is our reading (Docs/gate.md).
package struct EmergencyReleases: Sendable {
    /// The most releases.
    package static let mostReleases = 1024
    /// For so many service days after the release a touched ticket is accepted.
    package static let acceptedDays: Int32 = 7
    /// Every journey counts as touched: for records whose gate has found it so.
    package static let always: EmergencyReleases = {
        var all = EmergencyReleases()
        all.isAlways = true
        return all
    }()

    /// The releases, in the order in which they began to be known.
    package private(set) var releases: [EmergencyRelease] = []
    private var isAlways = false

    package init() {}

    /// Takes a release that is over, or still lasts.
    package mutating func add(_ release: EmergencyRelease) {
        if releases.count == Self.mostReleases { releases.removeFirst() }
        releases.append(release)
    }

    /// A lane is released from here on; `isOutward`, if it leads out alone.
    package mutating func begin(station: StationIndex?, lane: UInt8, isOutward: Bool = false, at time: LocalTime) {
        forget(before: time)
        let isKnown = releases.contains { $0.station == station && $0.lane == lane && $0.until == nil }
        if !isKnown { add(EmergencyRelease(station: station, lane: lane, isOutward: isOutward, from: time)) }
    }

    /// A lane is released no more.
    package mutating func end(station: StationIndex?, lane: UInt8, at time: LocalTime) {
        for index in releases.indices
        where releases[index].station == station && releases[index].lane == lane && releases[index].until == nil {
            releases[index].until = max(time, releases[index].from)
        }
    }

    /// The process that told of its lanes' releases is no more: they end, and a lane that goes on with its own tells it
    /// anew.
    package mutating func endLanes(at time: LocalTime) {
        for index in releases.indices where releases[index].lane != nil && releases[index].until == nil {
            releases[index].until = max(time, releases[index].from)
        }
    }

    /// Those that had begun at a moment: what a gate could know then.
    package func known(at time: LocalTime) -> EmergencyReleases {
        guard !isAlways, releases.contains(where: { $0.from > time }) else { return self }
        var known = self
        known.releases.removeAll { $0.from > time }
        return known
    }

    private mutating func forget(before time: LocalTime) {
        let seconds = UInt32(Self.acceptedDays + 2) * 86_400
        releases.removeAll { release in
            guard let until = release.until else { return false }
            return until.seconds < time.seconds && time.seconds - until.seconds > seconds
        }
    }

    // MARK: What is asked

    /// Whether a rider who has entered there and then may have left through open barriers: a release of that service
    /// day had not ended when the journey began.
    package func touches(_ entry: JourneyEnd, startSecond: Int) -> Bool {
        if isAlways { return true }
        let day = entry.time.serviceDate(startSecondOfDay: startSecond).dayNumber
        for release in releases where release.contains(day, startSecond) {
            if release.until.map({ $0 > entry.time }) ?? true { return true }
        }
        return false
    }

    /// Whether such a ticket is still accepted at a moment.
    func accepts(_ entry: JourneyEnd, at time: LocalTime, startSecond: Int) -> Bool {
        guard touches(entry, startSecond: startSecond) else { return false }
        let day = entry.time.serviceDate(startSecondOfDay: startSecond).dayNumber
        return time.serviceDate(startSecondOfDay: startSecond).dayNumber <= day + Self.acceptedDays
    }

    /// Whether somebody who leaves now without an entry may have come in through open barriers on this service day, and
    /// has stayed no longer than `longestStay` seconds since they shut; nil: the day long.
    func letIn(before exit: LocalTime, startSecond: Int, longestStay: Int?) -> Bool {
        if isAlways { return true }
        let day = exit.serviceDate(startSecondOfDay: startSecond).dayNumber
        for release in releases
        where !release.isOutward && release.contains(day, startSecond) && release.from <= exit {
            guard let until = release.until, let longestStay else { return true }
            if Int(exit.seconds) <= Int(until.seconds) + longestStay { return true }
        }
        return false
    }
}

extension EmergencyRelease {
    /// Whether it has lasted for a part of a service day.
    fileprivate func contains(_ day: Int32, _ startSecond: Int) -> Bool {
        guard from.serviceDate(startSecondOfDay: startSecond).dayNumber <= day else { return false }
        return until.map { $0.serviceDate(startSecondOfDay: startSecond).dayNumber >= day } ?? true
    }
}
