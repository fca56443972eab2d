/// The process began, with these versions.
package struct JournalStart: JournalBody, Hashable {
    /// The version of faregate.
    package var software: String
    /// The fares.
    package var fares: FareVersion
    /// The deny list; 0: none.
    package var denyListVersion: UInt64
    /// Where the gate stands; nil: more than one place.
    package var station: JournalStation?
    /// Records that the start found, and bytes that it set aside as torn.
    package var recordsFound: UInt64
    package var tornBytes: UInt64

    package init(
        software: String, fares: FareVersion, denyListVersion: UInt64, station: JournalStation?, recordsFound: UInt64,
        tornBytes: UInt64
    ) {
        self.software = software
        self.fares = fares
        self.denyListVersion = denyListVersion
        self.station = station
        self.recordsFound = recordsFound
        self.tornBytes = tornBytes
    }

    package static var kind: RecordKind { .start }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        try writer.text(software, "software")
        try writer.fares(fares)
        writer.number(denyListVersion)
        try writer.station(station)
        writer.number(recordsFound)
        writer.number(tornBytes)
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalStart {
        var reader = BodyReader()
        let software = try reader.text(in: body)
        let fares = try reader.fares(in: body)
        let denyList = try reader.number(UInt64.self, in: body)
        let station = try reader.station(in: body)
        let start = JournalStart(
            software: software, fares: fares, denyListVersion: denyList, station: station,
            recordsFound: try reader.number(UInt64.self, in: body),
            tornBytes: try reader.number(UInt64.self, in: body))
        try reader.finish(body)
        return start
    }
}
