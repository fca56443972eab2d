import Fares
import Gate

/// A lane's mode or easings have changed, or are what they are at a start.
package struct JournalMode: JournalBody, Hashable {
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

    package init(
        lane: UInt8, old: GateMode, new: GateMode, easings: GateEasings, cause: GateModeCause, time: LocalTime,
        station: JournalStation?, actor: String = ""
    ) {
        self.lane = lane
        self.old = old
        self.new = new
        self.easings = easings
        self.cause = cause
        self.time = time
        self.station = station
        self.actor = actor
    }

    package static var kind: RecordKind { .mode }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(lane)
        writer.number(old.rawValue)
        writer.number(new.rawValue)
        writer.number(easings.rawValue)
        writer.number(cause.rawValue)
        writer.number(time.seconds)
        try writer.station(station)
        try writer.text(actor, "actor")
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
        let mode = JournalMode(
            lane: lane, old: old, new: new, easings: easings, cause: cause, time: time, station: station,
            actor: try reader.text(in: body))
        try reader.finish(body)
        return mode
    }
}
