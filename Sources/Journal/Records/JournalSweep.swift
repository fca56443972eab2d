import Fares

/// A journey closed at the end of its service day by the missing-exit rule.
package struct JournalSweep: JournalBody, Hashable {
    /// Whose.
    package var token: JournalToken
    /// The day that ended.
    package var serviceDate: ServiceDate
    /// The entry that has no exit.
    package var entry: JournalTap.Entry
    /// What the rule charges, in fen.
    package var chargeFen: Int64

    package init(token: JournalToken, serviceDate: ServiceDate, entry: JournalTap.Entry, chargeFen: Int64) {
        self.token = token
        self.serviceDate = serviceDate
        self.entry = entry
        self.chargeFen = chargeFen
    }

    package static var kind: RecordKind { .sweep }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.token(token)
        writer.number(serviceDate.dayNumber)
        writer.number(entry.time.seconds)
        try writer.station(entry.station)
        writer.number(chargeFen)
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalSweep {
        var reader = BodyReader()
        let token = try reader.token(in: body)
        let date = ServiceDate(dayNumber: try reader.number(Int32.self, in: body))
        let time = LocalTime(seconds: try reader.number(UInt32.self, in: body))
        let entry = JournalTap.Entry(time: time, station: try reader.station(in: body))
        let sweep = JournalSweep(
            token: token, serviceDate: date, entry: entry, chargeFen: try reader.number(Int64.self, in: body))
        try reader.finish(body)
        return sweep
    }
}
