extension RailSurcharge {
    /// What the holder of a ticket that does not go to Hong Kong West Kowloon owes at its exit; nil where the ticket
    /// cannot be the one of the ride that ended there.
    ///
    /// The ride must be able to end there: the ticket begins elsewhere, its way leads towards Hong Kong, and its train
    /// left within the exit's window.
    ///
    /// - **Parameters** from, to: ends of the ticket; trainDate: the train's day; today: the day at the exit; exitDays:
    ///   how many days after the train's a ticket is good at the exit.
    /// - **Limits**: the order of stations is known on the Guangzhou-Shenzhen line only. Of two stations beyond it on
    ///   one side either may be the nearer: both ways count.
    public static func owed(
        from: StationIndex, to: StationIndex, trainDate: ServiceDate, on today: ServiceDate, exitDays: Int,
        in stations: RailStations
    ) -> RailSurcharge? {
        let days = Int(today.dayNumber) - Int(trainDate.dayNumber)
        guard (0...max(0, exitDays)).contains(days), stations.leadsTowardsHongKong(from: from, to: to) else {
            return nil
        }
        return onArrival(isFromCorridor: stations.stations[Int(from)].side == .corridor, ticket: .before)
    }
}

extension RailStations {
    /// Whether a train between two mainland stations can go on to Hong Kong.
    ///
    /// - **Shape**: stations of the line stand in `stations.csv` in its order, Guangzhounan first.
    func leadsTowardsHongKong(from: StationIndex, to: StationIndex) -> Bool {
        guard from != to, from != hongKong, to != hongKong else { return false }
        let (start, end) = (stations[Int(from)], stations[Int(to)])
        // Trains of the delta lines end there; only what West Kowloon lists has trains to it.
        guard start.haul != nil, end.haul != nil else { return false }
        switch (start.side, end.side) {
        case (.corridor, .corridor): return from < to
        case (.corridor, _): return false
        // A train from the coast comes in at Shenzhenbei; on to Humen or Guangzhounan it goes away from Hong Kong.
        case (.coast, .corridor): return ["IOQ", "NZQ"].contains(end.id)
        case (_, .corridor): return true
        case (.coast, .coast): return true
        case (.coast, _), (_, .coast): return false
        default: return true
        }
    }
}
