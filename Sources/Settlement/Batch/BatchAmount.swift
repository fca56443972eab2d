/// Amounts of a batch's tables, in fen.
enum BatchAmount {
    /// No amount is larger, so that no sum over a day's batches overflows: ten thousand million yuan.
    static let largest: Int64 = 1_000_000_000_000

    /// No record of a journal that takes part has a larger one: ten million yuan. A line adds up a few of them, and
    /// what a batch writes must be read again.
    static let largestOfRecord: Int64 = 1_000_000_000

    /// Whether a record may have it.
    static func isRecordable(_ fen: Int64) -> Bool { fen.magnitude <= largestOfRecord.magnitude }

    /// Reads one; nil for anything else.
    static func read(_ text: String) -> Int64? {
        guard let fen = Int64(text), fen.magnitude <= largest.magnitude else { return nil }
        return fen
    }
}
