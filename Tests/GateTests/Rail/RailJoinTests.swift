import Fares
import Gate
import Testing

/// Ticket and document at a gate: one rule a row.
///
/// Tickets by letter: `A`, `a` another of the same person, `B` of another person, `U` bound to no document, `W` of A
/// from another station, `X` one that cannot be read. Documents by number: 1 is A's, 2 is B's, 9 nobody's, 0 cannot be
/// read.
struct RailJoinTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let events: [String]
        let actions: [String]
        var reservations = ""
        var gate = "in IOQ"
        var time = "2018-09-24 09:00:00"
        var testDescription: String { rule }
    }

    /// Milliseconds, then `ticket A`, `document 1` or `tick`.
    static let rows = [
        Row(rule: "a ticket bound to no document goes alone", events: ["0 ticket U"], actions: ["admit U"]),
        Row(
            rule: "ticket, then document", events: ["0 ticket A", "500 document 1"],
            actions: ["wait document 3000 A", "admit A"]),
        Row(
            rule: "document, then ticket", events: ["0 document 1", "500 ticket A"],
            actions: ["wait ticket 3000", "admit A"]),
        Row(
            rule: "joined after 2,999 ms", events: ["7 ticket A", "3006 document 1"],
            actions: ["wait document 3007 A", "admit A"]),
        Row(
            rule: "joined after 3,000 ms", events: ["7 ticket A", "3007 tick", "3007 document 1"],
            actions: ["wait document 3007 A", "-", "admit A"]),
        Row(
            rule: "too late after 3,001 ms: the document begins anew", events: ["7 ticket A", "3008 document 1"],
            actions: ["wait document 3007 A", "-00999 A, wait ticket 6008"]),
        Row(
            rule: "document first, 3,000 ms", events: ["7 document 1", "3007 ticket A"],
            actions: ["wait ticket 3007", "admit A"]),
        Row(
            rule: "document first, 3,001 ms", events: ["7 document 1", "3008 ticket A"],
            actions: ["wait ticket 3007", "-00999, wait document 6008 A"]),
        Row(
            rule: "nothing comes", events: ["0 ticket A", "3000 tick", "3001 tick", "3002 tick"],
            actions: ["wait document 3000 A", "-", "-00999 A", "-"]),
        Row(
            rule: "a document and no ticket", events: ["0 document 9", "3000 tick", "3001 tick"],
            actions: ["wait ticket 3000", "-", "-00999"]),
        Row(
            rule: "another's document ends the wait", events: ["0 ticket A", "10 document 2", "20 document 1"],
            actions: ["wait document 3000 A", "-00801 A", "wait ticket 3020"]),
        Row(
            rule: "another's ticket ends the wait of a document",
            events: ["0 document 1", "10 ticket B", "20 ticket A"],
            actions: ["wait ticket 3000", "-00801 B", "wait document 3020 A"]),
        Row(
            rule: "a new ticket takes the place of one that waits",
            events: ["0 ticket A", "10 ticket B", "20 document 2"],
            actions: ["wait document 3000 A", "-00999 A, wait document 3010 B", "admit B"]),
        Row(
            rule: "another ticket of the same person does too", events: ["0 ticket A", "10 ticket a", "20 document 1"],
            actions: ["wait document 3000 A", "-00999 A, wait document 3010 a", "admit a"]),
        Row(
            rule: "a new document takes the place of one that waits",
            events: ["0 document 1", "10 document 2", "20 ticket B"],
            actions: ["wait ticket 3000", "-00999, wait ticket 3010", "admit B"]),
        Row(
            rule: "the same ticket held on waits on, from its first moment",
            events: ["0 ticket A", "2900 ticket A", "3001 ticket A"],
            actions: ["wait document 3000 A", "wait document 3000 A", "-00999 A, wait document 6001 A"]),
        Row(
            rule: "the same document held on waits on", events: ["0 document 1", "2900 document 1", "2950 ticket A"],
            actions: ["wait ticket 3000", "wait ticket 3000", "admit A"]),
        Row(
            rule: "a ticket that goes alone takes the place of one that waits", events: ["0 ticket A", "10 ticket U"],
            actions: ["wait document 3000 A", "-00999 A, admit U"]),
        Row(
            rule: "a ticket that goes alone ends the wait of a document",
            events: ["0 document 1", "10 ticket U", "5000 tick"],
            actions: ["wait ticket 3000", "admit U", "-"]),
        Row(
            rule: "a ticket that is not good does not wait", events: ["0 ticket W", "1 tick"],
            actions: ["-00802 W", "-"]),
        Row(
            rule: "nor after its document", events: ["0 document 1", "1 ticket W", "5000 tick"],
            actions: ["wait ticket 3000", "-00802 W", "-"]),
        Row(rule: "a ticket that cannot be read", events: ["0 ticket X", "5000 tick"], actions: ["-00999", "-"]),
        Row(rule: "a document that cannot be read", events: ["0 document 0", "5000 tick"], actions: ["-00999", "-"]),
        Row(
            rule: "a document that cannot be read is said, and the wait goes on",
            events: ["0 ticket A", "10 document 0", "20 document 1"],
            actions: ["wait document 3000 A", "-00999", "admit A"]),
        Row(
            rule: "so is a ticket", events: ["0 document 1", "10 ticket X", "20 ticket A"],
            actions: ["wait ticket 3000", "-00999", "admit A"]),
        Row(
            rule: "noise makes no wait longer", events: ["0 ticket A", "2999 ticket X", "3001 document 0"],
            actions: ["wait document 3000 A", "-00999", "-00999 A, -00999"]),
        Row(
            rule: "after one is let in the next begins", events: ["0 ticket A", "1 document 1", "2 document 1"],
            actions: ["wait document 3000 A", "admit A", "wait ticket 3002"]),
        Row(rule: "a tick at rest", events: ["0 tick", "99999 tick"], actions: ["-", "-"]),
        Row(
            rule: "the exit joins too", events: ["0 ticket E", "1 document 1"],
            actions: ["wait document 3000 E", "admit E"], gate: "out IOQ"),
    ]

    private static func row(
        _ number: String, _ document: Int, _ ride: String, needs: Bool = false, status: String = "valid"
    )
        -> String
    {
        let hash = document == 0 ? "" : "000000000000000\(document)"
        let parts = ride.split(separator: " ").map(String.init)
        let (train, date) = (parts[0], parts[2])
        return "\(number),\(hash),\(parts[1].prefix(3)),\(parts[1].suffix(3)),\(train),\(date),1,O,5,,"
            + (needs ? "yes" : "no") + ",\(status)\n"
    }

    private static let now = "G5711 IOQ-XJA 2018-09-24"
    private static let early = "G5713 IOQ-XJA 2018-09-24"
    private static let same = "C6900 IOQ-XJA 2018-09-24"

    /// With the list of reservations.
    static let listRows = [
        Row(
            rule: "a document with a reservation goes alone", events: ["0 document 1"], actions: ["admit P"],
            reservations: row("P", 1, now)),
        Row(
            rule: "another document does not", events: ["0 document 2", "3001 tick"],
            actions: ["wait ticket 3000", "-00999"], reservations: row("P", 1, now)),
        Row(
            rule: "where the ticket is needed the document waits for it",
            events: ["0 document 1", "3001 tick"], actions: ["wait ticket 3000 P", "-00999 P"],
            reservations: row("P", 1, now, needs: true)),
        Row(
            rule: "and goes with it", events: ["0 document 1", "10 ticket A"],
            actions: ["wait ticket 3000 A", "admit A"], reservations: row("A", 1, now, needs: true)),
        Row(
            rule: "of several the earliest departure that is open", events: ["0 document 1"],
            actions: ["admit Q then P"],
            reservations: row("O", 1, early) + row("P", 1, "G5717 IOQ-XJA 2018-09-25")
                + row("Q", 1, "G5711 IOQ-XJA 2018-09-25") + row("R", 1, "G5711 IOQ-XJA 2018-09-26"),
            time: "2018-09-25 09:00:00"),
        Row(
            rule: "of two at the same time the first in the file", events: ["0 document 1"],
            actions: ["admit Q then P"], reservations: row("Q", 1, now) + row("P", 1, same)),
        Row(
            rule: "refunded is none", events: ["0 document 1", "3001 tick"], actions: ["wait ticket 3000", "-00999"],
            reservations: row("P", 1, now, status: "refunded")),
        Row(
            rule: "from another station is none here", events: ["0 document 1", "3001 tick"],
            actions: ["wait ticket 3000", "-00999"], reservations: row("P", 1, "G5711 NZQ-XJA 2018-09-24")),
        Row(
            rule: "closed: the passenger hears that", events: ["0 document 1", "3001 tick"],
            actions: ["wait ticket 3000 P", "-00805 P"], reservations: row("P", 1, early)),
        Row(
            rule: "cancelled: the passenger hears that", events: ["0 document 1", "3001 tick"],
            actions: ["wait ticket 3000 P", "-00808 P"], reservations: row("P", 1, "G5717 IOQ-XJA 2018-09-24")),
        Row(
            rule: "of several failures the one that can still be helped", events: ["0 document 1", "3001 tick"],
            actions: ["wait ticket 3000 P", "-00804 P"],
            reservations: row("Q", 1, early) + row("P", 1, "G5715 IOQ-XJA 2018-09-24")
                + row("R", 1, "G5711 IOQ-XJA 2018-09-23")),
        Row(
            rule: "a ticket in hand is still taken", events: ["0 document 1", "10 ticket A"],
            actions: ["wait ticket 3000 P", "admit A"], reservations: row("P", 1, early)),
        Row(
            rule: "a ticket that the list calls refunded is none", events: ["0 ticket A"], actions: ["-00999 A"],
            reservations: row("A", 1, now, status: "refunded")),
        Row(
            rule: "changed neither", events: ["0 ticket U"], actions: ["-00999 U"],
            reservations: row("U", 0, now, status: "changed")),
        Row(
            rule: "a ticket that the list binds to a document waits for it", events: ["0 ticket U", "1 document 2"],
            actions: ["wait document 3000 U", "admit U"], reservations: row("U", 2, now)),
        Row(
            rule: "a code bound to another document than it was sold to is none",
            events: ["0 ticket A", "1 document 1"],
            actions: ["-00999 A", "wait ticket 3001"], reservations: row("A", 2, now)),
        Row(
            rule: "nor one of another train", events: ["0 ticket U"], actions: ["-00999 U"],
            reservations: row("U", 0, same)),
        Row(
            rule: "nor one of another day", events: ["0 ticket U"], actions: ["-00999 U"],
            reservations: row("U", 0, "G5711 IOQ-XJA 2018-09-25")),
        Row(
            rule: "nor one to another station", events: ["0 ticket U"], actions: ["-00999 U"],
            reservations: row("U", 0, "G5711 IOQ-NZQ 2018-09-24")),
        Row(
            rule: "nor one from another station", events: ["0 ticket W"], actions: ["-00999 W"],
            reservations: row("W", 1, now)),
        Row(
            rule: "one that needs its ticket keeps nobody from the train that does not", events: ["0 document 1"],
            actions: ["admit P"],
            reservations: row("Q", 1, "G5711 IOQ-XJA 2018-09-25", needs: true)
                + row("P", 1, "G5717 IOQ-XJA 2018-09-25"),
            time: "2018-09-25 09:00:00"),
        Row(
            rule: "one that needs its ticket does not follow", events: ["0 document 1"], actions: ["admit P then R"],
            reservations: row("P", 1, now) + row("Q", 1, now, needs: true) + row("R", 1, same)),
        Row(
            rule: "of two equal failures the first in the file", events: ["0 document 1"],
            actions: ["wait ticket 3000 P"], reservations: row("P", 1, early) + row("Q", 1, early)),
        Row(
            rule: "the list does not take a binding away", events: ["0 ticket A"], actions: ["wait document 3000 A"],
            reservations: row("A", 0, now)),
        Row(
            rule: "at the exit the latest train that has left", events: ["0 document 1"],
            actions: ["admit Q then P then R"],
            reservations: row("P", 1, "G5711 XJA-IOQ 2018-09-23") + row("Q", 1, "G5711 XJA-IOQ 2018-09-24")
                + row("R", 1, "G5711 XJA-IOQ 2018-09-22") + row("S", 1, "G5711 XJA-IOQ 2018-09-20"),
            gate: "out IOQ"),
    ]

    @Test(arguments: rows + listRows)
    func joins(row: Row) throws {
        var join = RailJoin(
            try RailScene.check(row.gate), reservations: try RailScene.reservations(row.reservations))
        let local = try #require(LocalTime(row.time))
        var actions: [String] = []
        for event in row.events {
            let words = event.split(separator: " ").map(String.init)
            let moment = RailMoment(local, milliseconds: try #require(UInt64(words[0])))
            switch words[1] {
            case "ticket": actions.append(Self.words(join.ticket(try Self.ticket(words[2]), at: moment)))
            case "document":
                let number = try #require(UInt64(words[2]))
                actions.append(Self.words(join.document(number == 0 ? nil : number, at: moment)))
            default: actions.append(Self.words(join.tick(moment)))
            }
        }
        #expect(actions == row.actions)
    }

    /// A ticket by its letter; nil for one that cannot be read.
    static func ticket(_ letter: String) throws -> RailTicketFacts? {
        switch letter {
        case "X": nil
        case "W": try RailScene.ticket("G5711 NZQ-XJA 2018-09-24", number: letter, document: 1)
        case "E": try RailScene.ticket("G5711 XJA-IOQ 2018-09-24", number: letter, document: 1)
        case "a": try RailScene.ticket(same, number: letter, document: 1)
        default:
            try RailScene.ticket(now, number: letter, document: letter == "U" ? nil : letter == "A" ? 1 : 2)
        }
    }

    /// Actions as rows name them; `-` for none.
    static func words(_ actions: [RailAction]) -> String {
        let words = actions.map { action in
            switch action {
            case .wait(let wait):
                "wait \(wait.missing.rawValue) \(wait.untilMilliseconds) \(wait.ticket?.ticketNumber ?? "")"
            case .refuse(let verdict, let ticket): "\(verdict.code) \(ticket?.ticketNumber ?? "")"
            case .admit(let ticket, let others):
                "admit " + ([ticket] + others).map(\.ticketNumber).joined(separator: " then ")
            }
        }
        return words.isEmpty
            ? "-" : words.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }.joined(separator: ", ")
    }

    @Test func verdicts() throws {
        var join = RailJoin(try RailScene.check())
        let moment = RailMoment(try #require(LocalTime("2018-09-24 09:00:00")), milliseconds: .max)
        let waiting = join.ticket(try Self.ticket("A"), at: moment)
        #expect(waiting.map(\.verdict) == [.waiting])
        // A clock at its end waits, and does not trap.
        #expect(join.tick(moment).isEmpty)
        #expect(join.document(1, at: RailMoment(moment.local, milliseconds: 0)).map(\.verdict) == [.accepted])
        #expect(join.ticket(nil, at: moment).map(\.verdict) == [.noTicket])
    }
}
