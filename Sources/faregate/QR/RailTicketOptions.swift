import ArgumentParser
import Fares
import Gate
import QRTickets
import SmartCard

/// A rail ticket in a code that is issued; its number is the account.
struct RailTicketOptions: ParsableArguments {
    @Option(help: "Make a rail ticket: the train, such as G5711. FareGate's own formats and uic-u2.")
    var railTrain: String?

    @Option(help: "The train's date, YYYY-MM-DD.")
    var railDate: String?

    @Option(help: "The telecode of the station where the ride begins.")
    var railFrom: String?

    @Option(help: "The telecode of the station where it ends.")
    var railTo: String?

    @Option(help: "The hash of the document that the ticket is bound to (faregate rail document-hash; default: none).")
    var railDocumentHash: String?

    @Option(help: "The ticket type, 1: adult.")
    var railType: UInt8 = 1

    @Option(help: "The seat code, O: second class.")
    var railSeatCode = "O"

    @Option(help: "The coach; 0: none.")
    var railCoach: UInt8 = 0

    @Option(help: "The seat, such as 12F (default: none).")
    var railSeat = ""

    func validate() throws {
        guard railTrain != nil else {
            let alone = [
                ("--rail-date", railDate), ("--rail-from", railFrom), ("--rail-to", railTo),
                ("--rail-document-hash", railDocumentHash),
            ].first { $0.1 != nil }
            if let alone { throw wrongUsage(.goesWith(alone.0, "--rail-train")) }
            return
        }
        _ = try ticket()
    }

    /// The ticket's record; nil: none is asked for.
    func ticket() throws -> RailTicketRecord? {
        guard let railTrain else { return nil }
        guard let railDate else { throw wrongUsage(.goesWith("--rail-train", "--rail-date")) }
        guard let railFrom else { throw wrongUsage(.goesWith("--rail-train", "--rail-from")) }
        guard let railTo else { throw wrongUsage(.goesWith("--rail-train", "--rail-to")) }
        guard let day = ServiceDate(railDate).flatMap({ UInt16(exactly: $0.dayNumber) }) else {
            throw wrongUsage(.takes("--rail-date", "YYYY-MM-DD"))
        }
        let hash = railDocumentHash.map { RailDocumentKeyFile.hash($0) }
        if case .some(.none) = hash {
            throw wrongUsage(.takes("--rail-document-hash", "16 hex digits", "16 位十六进制数字"))
        }
        do throws(RailRecordFault) {
            return try RailTicketRecord(
                train: railTrain, trainDay: day, from: railFrom, to: railTo, ticketType: railType,
                seatCode: railSeatCode, coach: railCoach, seat: railSeat, documentHash: hash.flatMap { $0 })
        } catch {
            throw wrongUsage(.railField(error.field))
        }
    }
}
