/// What goes wrong at a gate, and how often.
///
/// - **Unit**: millionths of presentations or riders; faults in thousandths an hour and lane.
/// - **Source**: this project's choice; nothing of the kind is published.
package struct StationMishaps: Hashable, Sendable {
    /// Of all presentations those that end too early and are made again.
    package var tornPerMillion = 10_000
    /// Of all riders those whose medium is refused.
    package var refusedPerMillion = 5000
    /// Of all riders those behind whom somebody goes through without a ticket.
    package var tailgatedPerMillion = 1000
    /// Of all riders those whose luggage stays in the safety zone.
    package var objectPerMillion = 2000
    /// How often an hour a lane's reader stops working.
    package var faultsPerThousandHours = 0

    package init() {}

    /// Nothing goes wrong.
    package static let none: StationMishaps = {
        var mishaps = StationMishaps()
        for name in names { _ = mishaps.set(name, millionths: 0) }
        return mishaps
    }()

    /// The names in options.
    package static let names = ["torn", "refused", "tailgate", "object", "fault"]

    /// Sets a share (or `fault`, times an hour) by its name; false if there is none of that name or it is too large.
    package mutating func set(_ name: String, millionths: Int) -> Bool {
        // Torn at every presentation, a rider would never be done.
        switch (name, millionths) {
        case ("torn", ...900_000): tornPerMillion = millionths
        case ("refused", ...1_000_000): refusedPerMillion = millionths
        case ("tailgate", ...1_000_000): tailgatedPerMillion = millionths
        case ("object", ...1_000_000): objectPerMillion = millionths
        case ("fault", ...60_000_000): faultsPerThousandHours = millionths / 1000
        default: return false
        }
        return true
    }
}
