import Fares
import Gate
import TestSupport
import Testing

/// The list of reservations: look-ups, and each way in which it may be wrong.
struct RailReservationsTests {
    private static let good = "E1,00000000000000A1,IOQ,XJA,G5711,2018-09-24,1,O,5,05A,no,valid\n"

    /// A change of the good row, as `text → other`.
    private static func row(_ old: String, _ new: String) -> String { good.replacing(old, with: new) }

    @Test func aRowInFull() throws {
        let list = try RailScene.reservations(Self.good)
        let found = try #require(list.reservations(of: 0xA1).first)
        let expected = try RailScene.ticket("G5711 IOQ-XJA 2018-09-24", document: 0xA1)
        #expect(list.count == 1 && found.ticket == expected && !found.needsTicket)
        #expect(list.reservation(ofTicket: "E1")?.ticket == expected && list.reservation(ofTicket: "E2") == nil)
        #expect(list.reservations(of: 0xA2).isEmpty && RailReservations().reservations(of: 0xA1).isEmpty)
    }

    /// A person may hold several tickets; a seat may be sold again after a refund, or from where its holder gets off.
    @Test(arguments: [
        good + row("E1", "E2").replacing("05A", with: "05B"),
        good + row("E1", "E2").replacing("09-24", with: "09-25"),
        good + row("E1", "E2").replacing("G5711", with: "G5713"),
        good + row("E1", "E2").replacing(",5,", with: ",6,"),
        row("valid", "refunded") + row("E1", "E2"),
        row("E1", "E2") + row("valid", "changed"),
        row("IOQ,XJA", "IZQ,IOQ") + row("E1", "E2"),
        good + row("E1", "E2").replacing("IOQ,XJA", with: "IZQ,IOQ"),
        row("IOQ,XJA", "IZQ,IOQ") + row("E1", "E2") + row("E1", "E3").replacing("IOQ,XJA", with: "XJA,IUQ"),
        good + row("E1", "E2").replacing("IOQ,XJA", with: "IZQ,IUQ"),
        row("05A", "") + row("E1", "E2").replacing("05A", with: ""),
        row("00000000000000A1", "") + row("E1", "E2").replacing("05A", with: "").replacing("no", with: "yes"),
        row("O,5,05A", "W,0,"), row("E1", "E1234567890123456789"), row("A1", "a1"), "",
    ])
    func takes(rows: String) throws {
        #expect(try RailScene.reservations(rows).count == rows.split(separator: "\n").count)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let rows: String
        let words: String
        var testDescription: String { words }

        init(_ rows: String, _ words: String) { (self.rows, self.words) = (rows, words) }
    }

    private static let unshown = "the value is not shown here"

    private static func soldTwice(_ end: String) -> String {
        "its seat is sold already \(end) the same station, on line 2"
    }

    private static let hash = ":2: document_hash: expected 16 hex digits of a keyed hash, not all of them 0; \(unshown)"

    static let mistakes = [
        Mistake(
            good + "\n" + row("A1,", "A2,").replacing("05A", with: "06A"),
            ":4: its ticket_number stands already on line 2"),
        Mistake(good + row("E1", "E2"), ":3: \(soldTwice("from"))"),
        Mistake(good + row("E1", "E2").replacing("A1,", with: "A2,"), ":3: \(soldTwice("from"))"),
        Mistake(good + row("E1", "E2").replacing("IOQ", with: "IZQ"), ":3: \(soldTwice("to"))"),
        Mistake(good + row("E1", "E2").replacing("XJA", with: "IUQ"), ":3: \(soldTwice("from"))"),
        Mistake(row("E1", ""), ":2: ticket_number: expected 1 to 20 letters, digits or signs; \(unshown)"),
        Mistake(row("E1", "E12345678901234567890"), ":2: ticket_number: expected 1 to 20"),
        Mistake(row("E1", "E 1"), ":2: ticket_number: expected"),
        Mistake(row("E1", "票"), ":2: ticket_number: expected"),
        Mistake(row("00000000000000A1", "A1"), hash), Mistake(row("00000000000000A1", "00000000000000AG"), hash),
        Mistake(row("00000000000000A1", "00000000000000A１"), hash),
        Mistake(row("00000000000000A1", "0000000000000000"), hash),
        Mistake(row("IOQ", "ioq"), ":2: from: expected a telecode of three capital letters; \(unshown)"),
        Mistake(row("XJA", "XJ"), ":2: to: expected a telecode"),
        Mistake(row("XJA", "IOQ"), ":2: from and to are the same station"),
        Mistake(row("G5711", "5711G"), ":2: train: expected a train number such as G5711; \(unshown)"),
        Mistake(row("2018-09-24", "24.9.2018"), ":2: date: expected a date YYYY-MM-DD; \(unshown)"),
        Mistake(row(",1,O", ",0,O"), ":2: ticket_type: expected a whole number from 1 to 99; \(unshown)"),
        Mistake(row(",1,O", ",100,O"), ":2: ticket_type: expected"),
        Mistake(row(",1,O", ",+1,O"), ":2: ticket_type: expected"),
        Mistake(row(",O,", ",OO,"), ":2: seat_code: expected one digit or capital letter; \(unshown)"),
        Mistake(row(",O,", ",,"), ":2: seat_code: expected"),
        Mistake(row(",5,05A", ",,05A"), ":2: coach: expected a whole number from 0 to 99; \(unshown)"),
        Mistake(row(",5,05A", ",100,05A"), ":2: coach: expected"),
        Mistake(row("05A", "05A-05B-0"), ":2: seat: expected at most 8 letters and digits, or nothing; \(unshown)"),
        Mistake(row("no,", "maybe,"), ":2: needs_ticket: expected yes or no; \(unshown)"),
        Mistake(row("valid", "used"), ":2: status: expected valid, refunded, changed; \(unshown)"),
        Mistake("E1,00000000000000A1\n", ":2: 2 fields; the header has 12"),
    ]

    @Test(arguments: mistakes) func refuses(mistake: Mistake) {
        let words = RailScene.words { _ = try RailScene.reservations(mistake.rows) }
        #expect(words.hasPrefix("reservations.csv\(mistake.words)"), "\(words)")
    }

    /// The numbers have the forms of documents, whole, with a digit too few or with spaces; their check digits are
    /// wrong but for two, whose day of birth is none that a living person has.
    @Test(arguments: [
        ("11010119000307777X", "document_hash"), ("110101190003077770", "document_hash"),
        ("11010119000307777", "document_hash"), ("110101 19000307 777X", "document_hash"),
        ("110101000307777", "document_hash"), ("E00000000", "document_hash"), ("H0000000000", "document_hash"),
        ("00000000", "document_hash"), ("EA0000000", "document_hash"), ("110101190003077770", "from"),
        ("11010119000307777", "from"), ("E00000000", "to"), ("11010119000307777X", "train"),
        ("1101 0119 0003 0777 7", "train"), ("E00000000", "date"), ("110101190003077770", "coach"),
        ("11010119000307777", "seat"), ("11010119000307777", "seat_code"), ("E 0000 0000", "ticket_number"),
        ("110101190003077770000", "ticket_number"), ("11010119000307777", "ticket_type"),
        ("E00000000", "needs_ticket"), ("110101190003077770", "status"),
        ("110101180001010074", "ticket_number"), ("110101180001010074", "passenger"),
        ("110101 18000101 0074", "passenger"),
    ])
    func neverShowsANumber(number: String, column: String) throws {
        var header = RailScene.header.dropLast().split(separator: ",").map(String.init) + ["passenger"]
        var fields = Self.good.dropLast().split(separator: ",").map(String.init) + [""]
        let place = try #require(header.firstIndex(of: column))
        fields[place] = number
        let text = header.joined(separator: ",") + "\n" + fields.joined(separator: ",") + "\n"
        let words = RailScene.words { _ = try RailReservations.read(file: "r.csv", bytes: Array(text.utf8)) }
        #expect(words.hasPrefix("r.csv:2: ") && words.contains("not shown here"), "\(words)")
        #expect(words.contains(column) || words.contains("column \(place + 1)"), "\(words)")
        Self.expectNothing(of: number, in: words)
        // The same without its header line; and given as the list of trains, with and without it.
        header = fields
        let bare = fields.joined(separator: ",") + "\n"
        let untitled = RailScene.words { _ = try RailReservations.read(file: "r.csv", bytes: Array(bare.utf8)) }
        #expect(untitled.hasPrefix("r.csv:1: no column"), "\(untitled)")
        Self.expectNothing(of: number, in: untitled)
        for other in [
            text, bare, "train,station,departs,date,status,\(number)\n", "train,station,departs,date,status\n",
        ] {
            let rows = other + "\(number),\(number),\(number),\(number),\(number)\n"
            let trains = RailScene.words { _ = try RailTimetable.read(file: "t.csv", bytes: Array(rows.utf8)) }
            #expect(trains.hasPrefix("t.csv:"))
            Self.expectNothing(of: number, in: trains)
        }
    }

    private static func expectNothing(of number: String, in words: String) {
        #expect(!words.contains(number), "\(words)")
        for part in number.split(separator: " ") where part.count > 4 { #expect(!words.contains(part), "\(words)") }
    }

    /// What is not sure to be somebody's number is taken where it may stand.
    @Test(arguments: ["E00000000", "110101180001010078", "123456789012345678", "1234567890123456"])
    func ticketNumbers(number: String) throws {
        #expect(try RailScene.reservations(Self.row("E1", number)).reservation(ofTicket: number) != nil)
    }

    @Test func oneDocumentHasItsLimit() throws {
        let most = RailReservations.mostOfOneDocument
        func rows(_ count: Int) -> String {
            (1...count).map { "E\($0),00000000000000A1,IOQ,XJA,G5711,2018-09-24,1,O,5,,no,valid\n" }.joined()
        }
        #expect(try RailScene.reservations(rows(most)).reservations(of: 0xA1).count == most)
        let words = RailScene.words { _ = try RailScene.reservations(rows(most + 1)) }
        #expect(words == "reservations.csv:\(most + 2): more than \(most) rows of one document")
    }

    @Test func files() {
        #expect(RailScene.words { _ = try RailReservations.read(path: "/nowhere/r.csv") }.contains("cannot be read"))
        #expect(RailScene.words { _ = try RailReservations.read(file: "r.csv", bytes: []) }.contains("is empty"))
        let names = RailScene.header.dropLast().split(separator: ",")
        for name in names {
            let header = names.map { $0 == name ? "other" : String($0) }.joined(separator: ",")
            let text = header + "\n" + Self.good
            let words = RailScene.words { _ = try RailReservations.read(file: "r.csv", bytes: Array(text.utf8)) }
            #expect(
                words == "r.csv:1: no column \"\(name)\"; what stands in the header line is not shown here",
                "\(words)")
        }
    }

    /// Look-ups against a walk through all rows.
    @Test(arguments: UInt64(0)..<16)
    func agreesWithAWalk(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows: [(number: String, hash: UInt64?)] = []
        var text = ""
        for index in 0..<random.below(300) {
            let hash: UInt64? = random.oneIn(5) ? nil : UInt64(1 + random.below(60)) &* 0x0404_0404_0404_0404
            rows.append(("E\(index)", hash))
            let digits = hash.map { String($0, radix: 16) } ?? ""
            let padded = digits.isEmpty ? "" : String(repeating: "0", count: 16 - digits.count) + digits
            text += "E\(index),\(padded),IOQ,XJA,G5711,2018-09-24,1,O,5,,no,valid\n"
        }
        let list = try RailScene.reservations(text)
        for number in 0..<64 {
            let hash = UInt64(number) &* 0x0404_0404_0404_0404
            #expect(
                list.reservations(of: hash).map(\.ticket.ticketNumber) == rows.filter { $0.hash == hash }.map(\.number))
        }
        for number in 0..<320 {
            let found = list.reservation(ofTicket: "E\(number)")?.ticket
            #expect(found?.documentHash == (number < rows.count ? rows[number].hash : nil))
            #expect((found != nil) == (number < rows.count))
        }
    }

    /// Anything at all, and files with a few bytes changed: an answer, never a trap.
    @Test(arguments: UInt64(0)..<16)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let good = Array((RailScene.header + Self.good + Self.row("E1", "E2").replacing("05A", with: "05B")).utf8)
        for round in 0..<1000 {
            var bytes = round % 2 == 0 ? random.bytes(random.below(300)) : good
            if round % 2 == 1 {
                for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            }
            _ = try? RailReservations.read(file: "r.csv", bytes: bytes)
        }
    }
}
