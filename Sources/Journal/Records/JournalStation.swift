import Fares

/// A station as a record keeps it: the id for ever, the index for quick use with the same edition.
package struct JournalStation: Hashable, Sendable {
    /// The position in the edition named by the record.
    package let index: StationIndex
    /// The id.
    package let id: String

    package init(index: StationIndex, id: String) {
        self.index = index
        self.id = id
    }
}

extension BodyWriter {
    /// A station, or none: index FFFF and an empty id.
    mutating func station(_ station: JournalStation?) throws(JournalError) {
        number(station?.index ?? .max)
        try text(station?.id ?? "", "station")
    }
}

extension BodyReader {
    mutating func station(in body: Span<UInt8>) throws(BodyFault) -> JournalStation? {
        let index = try number(UInt16.self, in: body)
        let id = try text(in: body)
        return index == .max && id.isEmpty ? nil : JournalStation(index: index, id: id)
    }
}
