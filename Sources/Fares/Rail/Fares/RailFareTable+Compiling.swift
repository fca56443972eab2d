extension RailFareTable {
    /// The table of a day; without a day of what was sold last.
    ///
    /// A row in the direction of travel goes first, then one of the other direction, then the sum of two legs that are
    /// rows themselves; second class only, as no composite of another class was ever seen.
    init(_ rows: RailFareRows, _ sums: RailSums, stationCount: Int, on date: ServiceDate?, from: ServiceDate?) {
        let count = stationCount * stationCount * RailPlane.count
        var fares = [UInt32](repeating: .max, count: count)
        var sources = [RailCellSource](repeating: .none, count: count)
        func cell(_ from: StationIndex, _ to: StationIndex, _ letter: RailLetter, _ seatClass: RailClass) -> Int {
            RailPlane(letter, seatClass, stationCount: stationCount).offset + Int(from) * stationCount + Int(to)
        }
        for key in rows.soldKeys {
            guard let row = rows.sold(key, on: date) else { continue }
            let place = cell(key.from, key.to, key.letter, key.seatClass)
            (fares[place], sources[place]) = (UInt32(row.fare.minorUnits), .row)
        }
        for key in rows.soldKeys {
            let place = cell(key.from, key.to, key.letter, key.seatClass)
            let reverse = cell(key.to, key.from, key.letter, key.seatClass)
            guard sources[place] == .row, sources[reverse] == .none else { continue }
            (fares[reverse], sources[reverse]) = (fares[place], .reverseRow)
        }
        for pair in sums.pairs {
            let place = cell(pair.from, pair.to, pair.letter, .second)
            guard sources[place] == .none else { continue }
            let firstLetter = sums.letter(of: pair.letter, from: pair.from, to: pair.hub)
            let secondLetter = sums.letter(of: pair.letter, from: pair.hub, to: pair.to)
            let first = cell(pair.from, pair.hub, firstLetter, .second)
            let second = cell(pair.hub, pair.to, secondLetter, .second)
            guard sources[first].isRow, sources[second].isRow else { continue }
            (fares[place], sources[place]) = (fares[first] + fares[second], .legs)
        }
        self.init(stationCount: stationCount, from: from, fares: fares, sources: sources)
    }
}

extension RailCellSource {
    /// Whether a row prices it, in either direction.
    fileprivate var isRow: Bool { self == .row || self == .reverseRow }
}
