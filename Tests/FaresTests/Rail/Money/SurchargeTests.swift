import Fares
import Testing

/// Arriving in Hong Kong without a valid ticket, and the fee of West Kowloon's ticket office.
struct SurchargeTests {
    @Test(
        arguments: [
            // yicaiglobal 2018-09-25: 1,500 from the Guangzhou-Shenzhen line, 3,000 from any other station.
            (true, RailSurcharge.TicketEnd.none, nil, "1500.00 HKD no-ticket"),
            (false, .none, nil, "3000.00 HKD no-ticket"),
            (true, .westKowloon, nil, "valid-ticket"), (false, .westKowloon, 9_999, "valid-ticket"),
            // The case of the first day: Shenzhenbei - Futian, ridden on to West Kowloon.
            (true, .before, nil, "1500.00 HKD beyond-destination"),
            (false, .before, nil, "3000.00 HKD beyond-destination"),
            (true, .before, 0, "mistake-claimed"), (true, .before, 600, "mistake-claimed"),
            (true, .before, 601, "1500.00 HKD claimed-too-late"), (true, .before, 660, "1500.00 HKD claimed-too-late"),
            (false, .before, 601, "3000.00 HKD claimed-too-late"),
            (true, .none, 0, "1500.00 HKD no-ticket"),  // without a ticket there is no mistake to claim
        ] as [(Bool, RailSurcharge.TicketEnd, Int?, String)])
    func onArrival(isFromCorridor: Bool, ticket: RailSurcharge.TicketEnd, seconds: Int?, expected: String) {
        switch RailSurcharge.onArrival(isFromCorridor: isFromCorridor, ticket: ticket, claimSeconds: seconds) {
        case .nothing(let reason): #expect(reason.rawValue == expected)
        case .due(let amount, let reason): #expect("\(amount) \(reason.rawValue)" == expected)
        }
    }

    @Test(
        arguments: [
            (1, 1_000), (19_999, 1_000), (20_000, 2_000), (29_999, 2_000), (30_000, 3_000), (1_000_000, 3_000),
            (0, nil),
            (-1, nil), (.max, nil),
        ] as [(Int, Int?)])
    func saleFee(ticketFen: Int, cents: Int?) {
        #expect(
            WestKowloonSaleFee.fee(ticketFen: ticketFen) == cents.map { Money(minorUnits: $0, currency: .hkd) })
    }

    /// Ends of a ticket, days since its train, and what is owed at the exit of West Kowloon.
    @Test(
        arguments: [
            ("深圳北", "福田", 0, "1500.00 HKD"), ("广州南", "深圳北", 3, "1500.00 HKD"), ("武汉", "广州南", 0, "3000.00 HKD"),
            ("武汉", "福田", 0, "3000.00 HKD"), ("潮汕", "深圳北", 0, "3000.00 HKD"), ("武汉", "长沙南", 1, "3000.00 HKD"),
            ("广州东", "深圳北", 0, "3000.00 HKD"),
            ("西九龙", "福田", 0, nil), ("福田", "西九龙", 0, nil),  // begins there; goes there
            ("福田", "深圳北", 0, nil), ("深圳北", "广州南", 0, nil), ("深圳北", "潮汕", 0, nil),  // away from Hong Kong
            ("潮汕", "广州南", 0, nil), ("广州南", "武汉", 0, nil), ("武汉", "潮汕", 0, nil),
            ("珠海", "广州南", 0, nil), ("广州东", "深圳机场", 0, nil),  // trains that end in the delta
            ("深圳北", "福田", 4, nil), ("深圳北", "福田", -1, nil),  // outside the exit's window
        ] as [(String, String, Int, String?)])
    func owed(from: String, to: String, days: Int, expected: String?) throws {
        let stations = try RailStations.shipped()
        let date = ServiceDate(dayNumber: 19_000)
        let owed = RailSurcharge.owed(
            from: try stations.station(from), to: try stations.station(to), trainDate: date,
            on: ServiceDate(dayNumber: date.dayNumber + Int32(days)), exitDays: 3, in: stations)
        switch owed {
        case .due(let amount, let reason):
            #expect(amount.description == expected && reason == .beyondDestination)
        case .nothing: Issue.record("a ticket to a nearer station is no valid one")
        case nil: #expect(expected == nil)
        }
    }

    /// The order of the line, which `owed` goes by.
    @Test func theLineStandsInItsOrder() throws {
        let line = try RailStations.shipped().stations.filter { $0.side == .corridor }.map(\.id)
        #expect(line == ["IZQ", "QSQ", "IUQ", "IMQ", "IOQ", "NZQ"])
    }
}
