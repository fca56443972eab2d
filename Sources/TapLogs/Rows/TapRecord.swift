import Gate

/// A usable row of a log in 24 bytes, as it waits to be joined.
struct TapRecord: CardRecord {
    /// The most rows that a replay can number.
    static let maximumRows = Int(UInt32.max) - 1
    /// No station: the row names none that is known.
    static let noStation: UInt16 = .max
    /// An amount that does not fit stands in the ``LargeAmounts`` of its worker.
    static let largeAmount: UInt16 = .max

    /// The ``CardCode``.
    var card: UInt64
    /// Seconds since 1970-01-01, local time.
    var time: UInt32
    /// The line within the worker's part of the file, from 0.
    var line: UInt32
    /// The station, or ``noStation``.
    var station: UInt16
    /// The fare before discount in fen, of an exit; or ``largeAmount``.
    var value: UInt16
    /// The amount charged in fen, of an exit; or ``largeAmount``.
    var charged: UInt16
    /// Bits 0-1 the ``TapKind``, 2-4 the ``ExitClass``, 5-6 the ``TransferMark``.
    var bits: UInt8
    /// Medium and rider as a number of the ``ProductTable``; 0: by the class.
    var product: UInt8

    /// The kind's bits of ``bits`` for loops that look at nothing else.
    var isExit: Bool { bits & 3 == Self.exitBits }
    static let exitBits: UInt8 = 1

    var kind: TapKind { TapKind(rawValue: bits & 3) ?? .bus }
    var exitClass: ExitClass { ExitClass(rawValue: bits >> 2 & 7) ?? .unexplained }
    var transfer: TransferMark { TransferMark(rawValue: bits >> 5 & 3) ?? .notStated }

    static func bits(_ kind: TapKind, _ exitClass: ExitClass, _ transfer: TransferMark) -> UInt8 {
        kind.rawValue | exitClass.rawValue << 2 | transfer.rawValue << 5
    }
}
