/// One of the squares of a ``RailFareTable``: a train's letter and a class.
public struct RailPlane: Hashable, Sendable {
    /// How many there are.
    static let count = RailLetter.allCases.count * RailClass.allCases.count

    @usableFromInline let offset: Int

    init(_ letter: RailLetter, _ seatClass: RailClass, stationCount: Int) {
        offset = (letter.number * RailClass.allCases.count + seatClass.number) * stationCount * stationCount
    }
}
