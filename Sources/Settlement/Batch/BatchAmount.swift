/// Amounts of a batch's tables, in fen.
enum BatchAmount {
    /// No amount is larger, so that no sum over a day's batches overflows: ten thousand million yuan.
    static let largest: Int64 = 1_000_000_000_000

    /// Reads one; nil for anything else.
    static func read(_ text: String) -> Int64? {
        guard let fen = Int64(text), fen.magnitude <= largest.magnitude else { return nil }
        return fen
    }
}
