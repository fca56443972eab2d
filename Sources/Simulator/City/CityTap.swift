import Fares

/// A row of a simulated day as a gate sees it.
package struct CityTap: Hashable, Sendable {
    /// What the rider does.
    package enum Direction: Hashable, Sendable {
        case entry
        case exit
        case bus
    }

    /// The card's number below 10^9; ten digits less the first in the log.
    package let card: UInt32
    /// When, by the gate's clock.
    package let time: LocalTime
    /// The station's id; nil on a bus, and at a station that no network knows.
    package let station: String?
    /// What the rider does.
    package let direction: Direction
}

/// A trip of a simulated day and what it costs by the table, in full.
package struct CityTrip: Hashable, Sendable {
    /// The card.
    package let card: UInt32
    /// The station of entry; nil: not known.
    package let origin: String?
    /// The station of exit; nil: not known.
    package let destination: String?
    /// The fare of the table by the naive pricer, in fen; nil where a station is not known.
    package let baseFen: Int?
}

extension CityDay {
    /// All rows in order of true time, those of one second in the order in which the cards were made.
    package func forEachTap(_ body: (CityTap) throws -> Void) rethrows {
        for event in events.enumerated().sorted(by: { ($0.element.second, $0.offset) < ($1.element.second, $1.offset) })
            .map(\.element)
        {
            let device = devices[Int(event.device)]
            try body(
                CityTap(
                    card: event.card, time: LocalTime(date, secondOfDay: recordedSecond(event)),
                    station: device.station.map { stationIDs[$0] },
                    direction: event.kind.isBus ? .bus : event.kind.isEntry ? .entry : .exit))
        }
    }

    /// Every trip that a reader of all rows can join, as in the file of the truth.
    package func forEachTrip(_ body: (CityTrip) throws -> Void) rethrows {
        for position in events.indices where events[position].closesTrip {
            let (entry, exit) = (events[position - 1], events[position])
            let (origin, destination) = (devices[Int(entry.device)].station, devices[Int(exit.device)].station)
            let isKnown = origin != nil && destination != nil
            try body(
                CityTrip(
                    card: exit.card, origin: origin.map { stationIDs[$0] },
                    destination: destination.map { stationIDs[$0] },
                    baseFen: isKnown ? amounts[Int(exit.amount)] : nil))
        }
    }
}
