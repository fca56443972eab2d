import Fares
import Gate

/// Which records somebody asks for.
package struct JournalQuery: Hashable, Sendable {
    /// What a record says that can be asked for.
    package struct Facts: Hashable, Sendable {
        /// Whose it is; nil: nobody's, or nobody's any more.
        package private(set) var token: CardToken?
        /// The service day.
        package private(set) var date: ServiceDate?
        /// The station's id.
        package private(set) var station: String?

        /// Reads them.
        package init(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
            switch try JournalEntry.read(header, body) {
            case .tap(let tap): (token, date, station) = (tap.token.token, tap.serviceDate, tap.station?.id)
            case .purse(let purse): (token, station) = (purse.token.token, purse.station?.id)
            case .torn(let torn): (token, station) = (torn.token.token, torn.station?.id)
            case .sweep(let sweep):
                (token, date, station) = (sweep.token.token, sweep.serviceDate, sweep.entry.station?.id)
            default: break
            }
            if header.isRedacted { token = nil }
        }
    }

    /// The first record.
    package var from: UInt64 = 1
    /// The last one.
    package var through = UInt64(Int64.max)
    /// Whose; nil: anybody's.
    package var token: CardToken?
    /// The number of the kind; nil: any.
    package var kind: UInt8?
    /// The service day; nil: any.
    package var date: ServiceDate?

    package init() {}

    /// Whether it asks for more than a range of records.
    package var isSelective: Bool { token != nil || kind != nil || date != nil }

    /// Whether a record is asked for.
    package func matches(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> Bool {
        guard header.sequence >= from, header.sequence <= through, kind ?? header.kind == header.kind else {
            return false
        }
        guard token != nil || date != nil else { return true }
        let facts = try Facts(header, body)
        return (token == nil || token == facts.token) && (date == nil || date == facts.date)
    }
}
