import Fares
import Gate
import Journal

/// The emergency releases of one journal, from its `mode` records in order.
struct ReleaseLog {
    /// The releases, in the order in which they began.
    private(set) var releases: [SettledRelease] = []
    private var open: [UInt8: Int] = [:]

    /// Takes a lane's mode: a release begins, ends, or goes on.
    mutating func take(_ mode: JournalMode, device: String) {
        if mode.new == .emergency {
            guard open[mode.lane] == nil else { return }
            open[mode.lane] = releases.count
            releases.append(
                SettledRelease(
                    device: device, lane: mode.lane, ways: mode.standing?.ways, station: mode.station?.id ?? "",
                    from: mode.time))
        } else if let place = open.removeValue(forKey: mode.lane) {
            releases[place].until = max(mode.time, releases[place].from)
        }
    }

    /// Ends what nobody has ended: the process that knew of it is gone, or the journal is over.
    mutating func end(by time: LocalTime) {
        for place in open.values { releases[place].until = max(time, releases[place].from) }
        open = [:]
    }
}
