/// A fare of the list that could also be a sum of two legs: does the sum agree?
public struct ComparedSum: Hashable, Sendable {
    /// The row of the list, which prices the pair.
    public let row: RailFareRow
    /// The station between.
    public let hub: StationIndex
    /// What the two legs come to, in fen.
    public let sumFen: Int
}

extension RailFareBook {
    /// Every second-class fare sold last whose pair has a sum too, in the order of the list.
    public func comparedSums() -> [ComparedSum] {
        rows.soldKeys.compactMap { key in
            guard key.seatClass == .second, let row = rows.sold(key, on: nil),
                let hub = sums.hub(key.from, key.to, key.letter),
                let first = leg(
                    key.from, hub, sums.letter(of: key.letter, from: key.from, to: hub), .second, on: nil),
                let second = leg(hub, key.to, sums.letter(of: key.letter, from: hub, to: key.to), .second, on: nil)
            else { return nil }
            return ComparedSum(
                row: row, hub: hub, sumFen: first.row.fare.minorUnits + second.row.fare.minorUnits)
        }
    }
}
