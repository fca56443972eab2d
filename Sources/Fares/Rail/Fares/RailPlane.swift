/// One of the squares of a ``RailFareTable``: a train's letter and a class.
public struct RailPlane: Hashable, Sendable {
    /// How many there are.
    static let count = RailLetter.allCases.count * RailClass.allCases.count

    /// Its place among them.
    let number: Int
    /// Where its cells begin, of all cells.
    let offset: Int

    init(_ letter: RailLetter, _ seatClass: RailClass, stationCount: Int) {
        number = letter.number * RailClass.allCases.count + seatClass.number
        offset = number * stationCount * stationCount
    }
}
