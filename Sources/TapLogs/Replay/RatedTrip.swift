/// A joined trip with its price, in the order in which trips are written: exit, card, entry.
struct RatedTrip {
    /// The ``CardCode``.
    var card: UInt64
    var entryTime: UInt32
    var exitTime: UInt32
    /// Stations; ``TapRecord/noStation`` where not known.
    var origin: UInt16
    var destination: UInt16
    /// In fen; -1: no price.
    var baseFen: Int32
    var fareFen: Int32
}
