/// A gate or a bus reader, with the words that its rows carry.
struct Device {
    /// Nine digits: group, station, gate.
    let number: Int
    /// The line or bus company.
    let company: String
    /// The station's name or the bus route.
    let place: String
    /// The gate, or the bus's plate.
    let car: String
    /// Whether it rides on a bus.
    var isOnBus = false
    /// The station's index; nil for buses and for the unknown station.
    let station: Int?
    /// How far its clock is ahead, in seconds.
    var skewSeconds = 0
}
