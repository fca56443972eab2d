import Fares

/// A station in a purse's record of a journey: its id as text in seven bytes, the last one last.
///
/// - **Limits**: ``longestID`` bytes of UTF-8; zeros in front are none of it.
/// - **Source**: how operators number lines and stations is not known (emv.md, 7: line 4 and 3 reserved).
package enum PursePlace {
    /// The most bytes of a station's id.
    package static let longestID = 7

    /// The number to write; nil for an id that is empty, too long, or begins with a zero byte.
    package static func number(of id: String) -> UInt64? {
        let text = id.utf8
        guard (1...longestID).contains(text.count), text.first != 0 else { return nil }
        return text.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The id that was written; empty for 0.
    package static func stationID(_ place: UInt64) -> String {
        let bytes = (0..<longestID).reversed().map { UInt8(truncatingIfNeeded: place >> ($0 * 8)) }
        return String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
    }

    /// The first station of a network that no purse can hold; nil if there is none.
    package static func unwritableStation(of network: Network) -> String? {
        network.stations.first { number(of: $0.id) == nil }?.id
    }
}
