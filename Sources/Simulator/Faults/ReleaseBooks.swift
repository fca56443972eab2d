import Gate

/// The checker's own books of barriers that stood open for everybody, by the documents alone.
///
/// - **Unit**: seconds of local time; service days begin at 04:00.
/// - **Limits**: the youngest ``most`` are remembered.
/// - **Source**: Docs/gate.md, "Emergency releases".
struct ReleaseBooks {
    private static let most = 1024
    /// For so many service days such a ticket is accepted.
    private static let acceptedDays = 7
    private static let dayStart = 4 * 3600
    private static let daySeconds = 86_400
    /// Nobody stays inside for longer: who leaves later than this after a release has not come in through it.
    private static let longestStaySeconds = 210 * 60

    private struct Release {
        let lane: Int
        let from: UInt32
        var until: UInt32?

        /// Whether it has lasted for a part of a service day.
        func meets(_ day: Int) -> Bool {
            ReleaseBooks.day(from) <= day && (until.map { ReleaseBooks.day($0) >= day } ?? true)
        }
    }

    private var releases: [Release] = []
    /// Lanes that lead out alone: nobody has come in through them.
    private let outward: Set<Int>

    init(outward: Set<Int>) { self.outward = outward }

    /// The service day of a moment.
    static func day(_ second: UInt32) -> Int { (Int(second) - dayStart) / daySeconds }

    /// A lane's mode has changed.
    mutating func take(_ mode: LedgerMode) {
        if mode.new == .emergency {
            let longest = (Self.acceptedDays + 2) * Self.daySeconds
            releases.removeAll { $0.until.map { Int(mode.second) - Int($0) > longest } ?? false }
            guard !releases.contains(where: { $0.lane == mode.lane && $0.until == nil }) else { return }
            if releases.count == Self.most { releases.removeFirst() }
            releases.append(Release(lane: mode.lane, from: mode.second))
        } else {
            for index in releases.indices where releases[index].lane == mode.lane && releases[index].until == nil {
                releases[index].until = max(mode.second, releases[index].from)
            }
        }
    }

    /// A process begins: what the one before has not ended is over with the service day of its last record, or now if
    /// that is earlier; but it lasted until that record.
    mutating func begin(at second: UInt32, after last: UInt32) {
        let dayEnd = (Self.day(last) + 1) * Self.daySeconds + Self.dayStart - 1
        for index in releases.indices where releases[index].until == nil {
            releases[index].until = max(last, min(second, UInt32(dayEnd)), releases[index].from)
        }
    }

    /// Whether somebody who went in then may have left through open barriers, and is still believed.
    func accepts(_ entry: UInt32, at moment: UInt32) -> Bool {
        let day = Self.day(entry)
        let isTouched = releases.contains { $0.meets(day) && $0.until ?? .max > entry }
        return isTouched && Self.day(moment) <= day + Self.acceptedDays
    }

    /// Whether somebody who leaves now may have come in through open barriers.
    func letIn(before exit: UInt32) -> Bool {
        let day = Self.day(exit)
        return releases.contains { release in
            guard !outward.contains(release.lane), release.meets(day), release.from <= exit else { return false }
            return release.until.map { Int(exit) <= Int($0) + Self.longestStaySeconds } ?? true
        }
    }
}
