import Fares

/// Segments whose tokens, counters, keys and sealed data are taken out after this record is durable.
package struct JournalRetention: JournalBody, Hashable {
    /// The first segment.
    package var firstSegment: UInt32
    /// The last one.
    package var lastSegment: UInt32
    /// Every record in them is of this service day or before.
    package var throughDate: ServiceDate

    package init(firstSegment: UInt32, lastSegment: UInt32, throughDate: ServiceDate) {
        self.firstSegment = firstSegment
        self.lastSegment = lastSegment
        self.throughDate = throughDate
    }

    package static var kind: RecordKind { .retention }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(firstSegment)
        writer.number(lastSegment)
        writer.number(throughDate.dayNumber)
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalRetention {
        var reader = BodyReader()
        let first = try reader.number(UInt32.self, in: body)
        let last = try reader.number(UInt32.self, in: body)
        let retention = JournalRetention(
            firstSegment: first, lastSegment: last,
            throughDate: ServiceDate(dayNumber: try reader.number(Int32.self, in: body)))
        try reader.finish(body)
        return retention
    }
}
