import Fares
import Gate

/// A lane's mode or easings have changed, or are what they are at a start.
///
/// - **Shape**: form 2 says in ``standing`` what holds from here on, whatever the mode shows of it; its mode before and
///   from here on may be the same. Form 3 says which ways the lane leads besides. Form 1, of earlier builds, ends with
///   the actor.
package struct JournalMode: JournalBody, Hashable {
    /// What holds at a lane until somebody orders otherwise.
    package struct Standing: Hashable, Sendable {
        /// The lane's id.
        package var id: String
        /// Normal, closed, out of service or maintenance, as commanded.
        package var mode: GateMode
        /// What holds the lane released; nil: nothing does.
        package var release: GateModeCause?
        /// The ways that the lane leads; nil in form 2.
        package var ways: LaneDirections?

        package init(id: String, mode: GateMode, release: GateModeCause?, ways: LaneDirections? = nil) {
            self.id = id
            self.mode = mode
            self.release = release
            self.ways = ways
        }
    }

    /// The lane, from 0.
    package var lane: UInt8
    /// The mode before and the one from here on; the same where only easings change.
    package var old: GateMode
    package var new: GateMode
    /// The easings from here on.
    package var easings: GateEasings
    /// What has brought it about.
    package var cause: GateModeCause
    /// When, local time.
    package var time: LocalTime
    /// Where: an emergency release counts for the station's riders.
    package var station: JournalStation?
    /// Who has commanded it; empty: nobody.
    package var actor: String
    /// What holds from here on; nil in form 1.
    package var standing: Standing?

    package init(
        lane: UInt8, old: GateMode, new: GateMode, easings: GateEasings, cause: GateModeCause, time: LocalTime,
        station: JournalStation?, actor: String = "", standing: Standing? = nil
    ) {
        self.lane = lane
        self.old = old
        self.new = new
        self.easings = easings
        self.cause = cause
        self.time = time
        self.station = station
        self.actor = actor
        self.standing = standing
    }

    package static var kind: RecordKind { .mode }
    package static var form: UInt8 { 3 }
    package var form: UInt8 { standing == nil ? 1 : standing?.ways == nil ? 2 : 3 }

    /// Whether the lane leads out alone: nobody comes in through its open barrier. False where that is not known.
    package var isOutward: Bool { standing?.ways == .exit }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(lane)
        writer.number(old.rawValue)
        writer.number(new.rawValue)
        writer.number(easings.rawValue)
        writer.number(cause.rawValue)
        writer.number(time.seconds)
        try writer.station(station)
        try writer.text(actor, "actor")
        guard let standing else { return }
        writer.number(standing.mode.rawValue)
        writer.number(standing.release?.rawValue ?? 0)
        try writer.text(standing.id, "lane")
        if let ways = standing.ways { writer.number(ways.rawValue) }
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalMode {
        var reader = BodyReader()
        let lane = try reader.number(UInt8.self, in: body)
        let old = try reader.value(GateMode.self, in: body)
        let new = try reader.value(GateMode.self, in: body)
        let easings = try reader.easings(in: body)
        let cause = try reader.value(GateModeCause.self, in: body)
        let time = LocalTime(seconds: try reader.number(UInt32.self, in: body))
        let station = try reader.station(in: body)
        var mode = JournalMode(
            lane: lane, old: old, new: new, easings: easings, cause: cause, time: time, station: station,
            actor: try reader.text(in: body))
        if reader.position < body.count {
            let commanded = try reader.value(GateMode.self, in: body)
            let start = reader.position
            let release = try reader.number(UInt8.self, in: body)
            let cause = GateModeCause(rawValue: release)
            guard release == 0 || cause != nil else { throw BodyFault(offset: start) }
            var standing = Standing(id: try reader.text(in: body), mode: commanded, release: cause)
            if reader.position < body.count { standing.ways = try readWays(&reader, body) }
            mode.standing = standing
        }
        try reader.finish(body)
        return mode
    }

    private static func readWays(
        _ reader: inout BodyReader, _ body: Span<UInt8>
    ) throws(BodyFault) -> LaneDirections {
        let start = reader.position
        let ways = LaneDirections(rawValue: try reader.number(UInt8.self, in: body))
        guard !ways.isEmpty, ways.isSubset(of: .twoWay) else { throw BodyFault(offset: start) }
        return ways
    }
}
