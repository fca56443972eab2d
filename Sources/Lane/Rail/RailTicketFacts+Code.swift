import Fares
import Gate
import QRTickets

extension RailTicketFacts {
    /// The ticket in a code; nil for stations or a train that the gate cannot name.
    init?(_ ticket: RailTicket) {
        let record = ticket.record
        guard let from = RailTelecode(record.from), let to = RailTelecode(record.to),
            let train = RailTrain(record.train),
            let seatCode = record.seatCode.utf8.first
        else { return nil }
        self.init(
            ticketNumber: ticket.number, from: from, to: to, train: train,
            trainDate: ServiceDate(dayNumber: Int32(record.trainDay)), ticketType: record.ticketType,
            seatCode: seatCode, coach: record.coach, seat: record.seat, documentHash: record.documentHash)
    }
}
