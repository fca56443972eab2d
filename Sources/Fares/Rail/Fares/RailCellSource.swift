/// Where a cell of the table comes from.
public enum RailCellSource: UInt8, Hashable, Sendable {
    /// Nowhere: there is no fare.
    case none
    /// A row in this direction.
    case row
    /// A row in the other direction.
    case reverseRow
    /// Two legs.
    case legs
}
