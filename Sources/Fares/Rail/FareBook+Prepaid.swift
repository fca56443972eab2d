extension FareBook {
    /// The name of the one medium of a prepaid book.
    public static let railTicket = "rail-ticket"

    /// The book of a railway whose tickets are paid before: every pair of stations costs nothing at the gate.
    ///
    /// - **Shape**: one medium, ``railTicket``, good for one journey; station ids are the telecodes given, in their
    ///   order. Service days begin at 04:00. A ticket may still be on its way then: its journey is swept without a
    ///   charge, and its exit opens and costs nothing.
    /// - **Limits**: as many stations as a ``StationIndex`` counts.
    public static func prepaid(stations: [String]) -> FareBook {
        FareBook(
            id: "rail-prepaid", medium: railTicket, names: stations,
            fares: [UInt16](repeating: 0, count: stations.count * stations.count), percent: 100, isSingleRide: true,
            serviceDayStartSecond: 4 * 3600)
    }
}
