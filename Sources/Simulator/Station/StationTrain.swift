/// A train whose passengers walk to the gate line.
///
/// - **Unit**: seconds from the start of the simulation; walking times as ``TimeSpread``.
package struct StationTrain: Hashable, Sendable {
    /// When its doors open.
    package let second: Int
    /// Passengers who get out.
    package let riders: Int
    /// Doors they get out of, one passenger a door at a time.
    package let doors: Int
    /// From the door to the gate line.
    package let walk: TimeSpread

    package init(second: Int, riders: Int, doors: Int, walk: TimeSpread) {
        self.second = second
        self.riders = riders
        self.doors = doors
        self.walk = walk
    }

    /// The most passengers of one train.
    package static let mostRiders = 10_000
    /// The most doors of one train.
    package static let mostDoors = 400
    /// Doors of a train unless told: six cars of five (Shenzhen's type A; unverified).
    package static let standardDoors = 30
    /// The walk from the door to the gate line unless told: this project's choice.
    package static let standardWalk = TimeSpread(milliseconds: 20_000...90_000, mostly: 40_000)

    /// Trains at a fixed interval, the first at the start.
    package static func every(
        _ headway: Int, riders: Int, doors: Int = standardDoors, walk: TimeSpread = standardWalk, minutes: Int
    ) -> [StationTrain] {
        stride(from: 0, to: minutes * 60, by: max(1, headway)).map {
            StationTrain(second: $0, riders: riders, doors: doors, walk: walk)
        }
    }
}
