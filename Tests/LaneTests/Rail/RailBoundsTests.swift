import Gate
import QRTickets
import Testing

/// A ticket in a code and a row of the list are held to the same bounds, in two modules that do not know each other.
struct RailBoundsTests {
    @Test("numbers, types, coaches")
    func bounds() {
        #expect(RailTicket.longestNumber == RailTicketFacts.longestNumber)
        #expect(RailTicketRecord.ticketTypes == RailTicketFacts.ticketTypes)
        #expect(RailTicketRecord.highestCoach == RailTicketFacts.coaches.upperBound)
    }

    @Test(
        "numbers of trains",
        arguments: [
            "G5711", "G1", "6205", "1", "G9999", "9999", "", "G", "G0", "0", "G01", "G10000", "g1", "GG1", "G1 ", "G-1",
            "G+1", "G１", "Ｇ1",
        ])
    func trains(text: String) {
        let record = try? RailTicketRecord(train: text, trainDay: 20_781, from: "IOQ", to: "XJA")
        #expect((record != nil) == (RailTrain(text) != nil))
        #expect(record?.train == RailTrain(text)?.description)
    }
}
