import Fares
import Gate
import Testing

/// A gate of Shenzhenbei (IOQ) with some trains, for tickets told in words.
struct RailScene {
    static let trains = """
        train,station,departs,date,status,day_offset
        G5711,IOQ,10:00,,running,
        G5711,IOQ,11:00,2018-10-01,running,
        G5711,NZQ,10:15,,running,
        G5713,IOQ,03:30,,running,0
        G5715,IOQ,23:58,,running,
        G5717,IOQ,12:00,,running,
        G5717,IOQ,,2018-09-24,cancelled,
        G5719,IOQ,11:00,2018-09-25,running,
        G5721,IOQ,00:05,,running,
        G5723,IOQ,00:00,,running,
        G5725,IOQ,04:00,,running,
        D7,IOQ,00:05,,running,1
        C6900,IOQ,10:00,,running,
        6205,IOQ,10:00,,running,
        """

    static let header =
        "ticket_number,document_hash,from,to,train,date,ticket_type,seat_code,coach,seat,needs_ticket,status\n"

    static func timetable(_ text: String = trains) throws -> RailTimetable {
        try RailTimetable.read(file: "trains.csv", bytes: Array(text.utf8))
    }

    /// Rows without the header.
    static func reservations(_ rows: String) throws -> RailReservations {
        try RailReservations.read(file: "reservations.csv", bytes: Array((header + rows).utf8))
    }

    static func check(_ gate: String = "in IOQ", windows: RailWindows = .standard) throws -> RailCheck {
        let words = gate.split(separator: " ").map(String.init)
        return RailCheck(
            station: try #require(RailTelecode(words[1])), isExit: words[0] == "out",
            letters: words.count > 2 ? try #require(RailTrainLetters(words[2])) : .all, windows: windows,
            timetable: try timetable())
    }

    /// A ticket such as `G5711 IOQ-XJA 2018-09-24`, then perhaps a status.
    static func ticket(_ words: String, number: String = "E1", document: UInt64? = nil) throws -> RailTicketFacts {
        let parts = words.split(whereSeparator: { $0 == " " }).map(String.init)
        var ticket = RailTicketFacts(
            ticketNumber: number, from: try #require(RailTelecode(String(parts[1].prefix(3)))),
            to: try #require(RailTelecode(String(parts[1].suffix(3)))), train: try #require(RailTrain(parts[0])),
            trainDate: try #require(ServiceDate(parts[2])), ticketType: 1, seatCode: UInt8(ascii: "O"), coach: 5,
            seat: "05A", documentHash: document)
        if parts.count > 3 { ticket.status = try #require(RailTicketStatus(rawValue: parts[3])) }
        return ticket
    }

    /// What reading ends with: `fine`, or the error's words.
    static func words(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "fine"
        } catch {
            return "\(error)"
        }
    }
}
