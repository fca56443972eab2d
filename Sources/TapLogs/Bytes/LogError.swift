/// Why a log cannot be read at all; a single bad row is a ``RejectReason`` instead.
package enum LogError: Error, Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable(file: String, reason: String)
    /// The file ends inside its gzip stream.
    case truncatedGzip(file: String, bytesOut: Int)
    /// The gzip stream is damaged.
    case damagedGzip(file: String, bytesOut: Int)
    /// The first bytes are of no known format.
    case unknownFormat(file: String, start: String)
    /// The header line lacks a column.
    case missingColumn(file: String, column: String, found: String)
    /// A row was unusable and the replay is strict.
    case strict(file: String, line: Int, reason: RejectReason, text: String)
    /// More rows than a replay can number.
    case tooManyRows(file: String)
    /// An output cannot be made.
    case unwritable(file: String, reason: String)
    /// Writing an output failed on the way.
    case failed(file: String, reason: String)
}

extension LogError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .truncatedGzip(let file, let bytes):
            "\(file): the gzip stream ends too early, after \(bytes) bytes of log; copy the file again"
        case .damagedGzip(let file, let bytes): "\(file): the gzip stream is damaged after \(bytes) bytes of log"
        case .unknownFormat(let file, let start):
            "\(file):1: not a known tap log; it starts with \"\(start)\"; expected a CSV header with card_no and "
                + "deal_date, or JSON objects"
        case .missingColumn(let file, let column, let found):
            "\(file):1: no column \"\(column)\"; the header is: \(found)"
        case .strict(let file, let line, let reason, let text):
            "\(file):\(line): row rejected (\(reason.rawValue)): \(text)"
        case .tooManyRows(let file): "\(file): more than \(TapRecord.maximumRows) rows; replay it in parts"
        case .failed(let file, let reason): "\(file): writing failed: \(reason)"
        case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
        }
    }
}
