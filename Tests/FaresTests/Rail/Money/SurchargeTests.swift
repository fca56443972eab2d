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
}
