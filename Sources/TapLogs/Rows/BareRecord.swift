/// A metro tap in 16 bytes, as much as re-rating by a bare table needs.
struct BareRecord: CardRecord {
    /// No station: the row names none of the table.
    static let noStation: UInt16 = .max

    /// The ``CardCode``.
    var card: UInt64
    /// Seconds since 1970-01-01, local time.
    var time: UInt32
    /// The position of the station's name in the table, or ``noStation``.
    var station: UInt16
    /// An exit; else an entry.
    var isExit: Bool
}
