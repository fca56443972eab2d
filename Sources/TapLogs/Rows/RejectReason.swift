/// Why a row of a log cannot be used, or cannot be priced.
package enum RejectReason: String, Hashable, Sendable, CaseIterable {
    /// Not as many fields as the header, no card, a broken quote, not a JSON object.
    case malformed
    /// The time is not `YYYY-MM-DD HH:MM:SS`.
    case badTime = "bad-time"
    /// Neither metro entry nor exit nor bus.
    case unknownKind = "unknown-kind"
    /// No station name, and the device code leads to none; the row still takes part in joining.
    case missingStation = "missing-station"
    /// A station name that neither network nor alias table knows, and the device code leads to none; still joined.
    case unknownStation = "unknown-station"
    /// An amount that is not a whole number of fen.
    case badAmount = "bad-amount"
    /// The row is longer than ``maximumRowBytes``.
    case tooLong = "too-long"

    /// The longest row that is read, in bytes.
    package static let maximumRowBytes = 1 << 16

    /// The position in `allCases`, for counters.
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
