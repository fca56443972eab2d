import Gate
import Journal

/// What holds at a journal's lanes until somebody orders otherwise, and where it was told.
///
/// - **Shape**: by the lane's id, whichever place it has; of records that name none, by its place. In the order of the
///   last record of each.
/// - **Limits**: ``mostKnown`` lanes; the one of which nothing was heard for longest is forgotten.
struct LaneOrders {
    /// Four times the most lanes of a gate.
    static let mostKnown = 256

    private struct Known {
        var id: String
        var lane: UInt8
        var station: String?
        var orders: StandingOrders
    }

    private var all: [Known] = []

    mutating func take(_ mode: JournalMode) {
        let id = mode.standing?.id ?? ""
        var known = Known(id: id, lane: mode.lane, station: mode.station?.id, orders: StandingOrders())
        let own = all.firstIndex { id.isEmpty ? $0.id.isEmpty && $0.lane == mode.lane : $0.id == id }
        if let own {
            let before = all.remove(at: own)
            if before.station == known.station { known.orders = before.orders }
        }
        if let standing = mode.standing {
            known.orders = StandingOrders(mode: standing.mode, release: standing.release, easings: mode.easings)
            // It has a name from here on.
            all.removeAll { $0.id.isEmpty && $0.lane == mode.lane }
        } else {
            known.orders.take(from: mode.old, to: mode.new, mode.cause, easings: mode.easings)
        }
        all.append(known)
        if all.count > Self.mostKnown { all.removeFirst() }
    }

    /// What a lane of this station goes on with, and under which other name it was told: that of the lane which stood
    /// last where this one did, or does if it is new, and is there no more. It may be the same one under another name,
    /// and nobody shuts a barrier that is released or being worked on. What stood there before that has handed on what
    /// it held.
    ///
    /// - **Parameters**: `ids`, the lanes of the gate.
    func orders(lane: UInt8, id: String, of ids: [String], station: String) -> (orders: StandingOrders, from: String?) {
        let own = all.last { !$0.id.isEmpty && $0.id == id }
        let place = own?.lane ?? lane
        // One of another station has nothing to hand on here, and takes nothing away.
        let heir = all.last { $0.lane == place }.flatMap {
            ids.contains($0.id) || $0.station != station ? nil : $0
        }
        guard let found = heir ?? own, found.station == station else { return (StandingOrders(), nil) }
        return (found.orders, found.id.isEmpty || found.id == id ? nil : found.id)
    }
}
