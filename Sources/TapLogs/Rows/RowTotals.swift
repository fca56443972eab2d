/// What one pass over the rows counts, before any joining.
package struct RowTotals: Sendable {
    /// Rows, usable or not.
    package var rows = 0
    /// Metro entries, those without a known station among them.
    package var metroEntries = 0
    /// Metro exits, those without a known station among them.
    package var metroExits = 0
    /// Bus rides.
    package var busTaps = 0
    /// Rows rejected, by ``RejectReason`` in the order of its cases.
    package var rejected = [Int](repeating: 0, count: RejectReason.allCases.count)
    /// Exits by ``ExitClass`` in the order of its cases.
    package var exitsByClass = [Int](repeating: 0, count: ExitClass.allCases.count)
    /// Charged on all metro exits, in fen.
    package var chargedFen = 0
    /// Stations found by an alias, by the name as written.
    package var aliases = NameCounts()
    /// Stations found by the device code.
    package var stationsByDevice = 0
    /// Names that nobody knows, with how often.
    package var unknownNames = NameCounts()
    /// Pairs `medium/rider` that rows name and the tariff does not know; such exits are taken by their class.
    package var unknownWords = NameCounts()

    package init() {}

    mutating func add(_ other: RowTotals) {
        rows += other.rows
        metroEntries += other.metroEntries
        metroExits += other.metroExits
        busTaps += other.busTaps
        chargedFen += other.chargedFen
        stationsByDevice += other.stationsByDevice
        for index in rejected.indices { rejected[index] += other.rejected[index] }
        for index in exitsByClass.indices { exitsByClass[index] += other.exitsByClass[index] }
        aliases.add(other.aliases)
        unknownNames.add(other.unknownNames)
        unknownWords.add(other.unknownWords)
    }

    /// Rows rejected for a reason.
    package func rejected(_ reason: RejectReason) -> Int { rejected[reason.index] }
}
