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
                SettledRelease(device: device, lane: mode.lane, station: mode.station?.id ?? "", from: mode.time))
        } else if let place = open.removeValue(forKey: mode.lane) {
            releases[place].until = max(mode.time, releases[place].from)
        }
    }
}
