import Foundation
import Lane
import QRTickets
import TestSupport
import Testing

/// A folder with what a rail gate needs: trains, tickets sold, the key of documents; and lines that are shown to it.
struct RailFolder {
    /// The gate's time, which stands still.
    static let clock = "2026-11-24 08:00:00"
    /// ``clock`` in seconds since 1970, UTC.
    static let time: UInt32 = 1_795_478_400
    /// Made-up numbers whose check digit is wrong.
    static let documents = ["11010119000307000X", "11010119000307001X"]
    static let key = String(repeating: "07", count: 32)
    private static let trains = """
        train,station,departs,date,status
        G5711,IOQ,08:30,,running
        G5711,NZQ,08:40,,running
        G9999,IOQ,08:30,,cancelled

        """

    let folder: Folder

    init(reservations rows: [String] = []) throws {
        folder = try Folder()
        try folder.write(Self.trains, to: "trains.csv")
        try folder.write(Self.key + "\n", to: "document.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("document.key"))
        let header =
            "ticket_number,document_hash,from,to,train,date,ticket_type,seat_code,coach,seat,needs_ticket,status"
        try folder.write(([header] + rows).joined(separator: "\n") + "\n", to: "reservations.csv")
    }

    /// A ticket of G5711 in one of FareGate's own codes, as a line of stdin.
    static func ticket(
        _ number: String, bound: String? = nil, train: String = "G5711", from: String = "IOQ", to: String = "XJA",
        at time: UInt32 = time
    ) throws -> String {
        var content = FareGateIssuer.Content(
            account: Array(number.utf8) + [UInt8](repeating: 0x20, count: 16 - number.utf8.count), limitFen: 0,
            authorisedUntil: time + 86_400, validitySeconds: 60, generated: time)
        // 2026-11-24
        content.custom =
            try RailTicketRecord(
                train: train, trainDay: 20_781, from: from, to: to, coach: 5, seat: "12F",
                documentHash: try bound.map { try hash($0) }
            ).bytes
        return "ticket " + TestCodes.hex(FareGateIssuer(.ed25519).code(content))
    }

    static func hash(_ document: String) throws -> UInt64 {
        let key = try #require(RailDocumentKey([UInt8](repeating: 7, count: 32)))
        let bytes = Array(document.utf8)
        let read = RailDocument(bytes.span)
        return try #require(read).hash(by: key)
    }

    /// A row of the tickets sold.
    static func reservation(_ number: String, _ document: String, seat: String = "1A") throws -> String {
        let text = String(try hash(document), radix: 16)
        let digits = String(repeating: "0", count: 16 - text.count) + text
        return "\(number),\(digits),IOQ,XJA,G5711,2026-11-24,1,O,5,\(seat),no,valid"
    }

    /// The arguments of a gate that hears lines on stdin.
    static func arguments(
        station: String = "深圳北", direction: String = "entry", clock: String = clock, journal: String = "day"
    ) -> [String] {
        [
            "rail", "gate", "--scanner", "-", "--documents", "-", "--document-key", "document.key", "--test-keys",
            "--station", station, "--direction", direction, "--trains", "trains.csv", "--reservations",
            "reservations.csv", "--journal", journal, "--barrier", "\(journal).signals", "--time", clock,
        ]
    }

    /// Runs a gate over lines.
    func run(_ lines: [String], _ arguments: [String] = arguments() + ["--json"]) throws -> Run {
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "lines")
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        return try Binary.shell("$FG \(words) < lines", in: folder)
    }

    /// The verdicts and reasons of a run.
    static func verdicts(_ run: Run) throws -> [String] {
        try RunningGate.taps(run.output).map {
            "\($0["verdict"] as? String ?? "none") \($0["outcome"] as? String ?? "?") \($0["reason"] as? String ?? "?")"
        }
    }
}
