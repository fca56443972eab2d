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
        var expected = try RailScene.ticket("G5711 IOQ-XJA 2018-09-24", document: 0xA1)
        expected.token = nil
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

    private static let soldTwice = "G5711 on 2018-09-24, coach 5, seat 05A is sold already on line 2"
    private static let notShown = "looks like the number of an identity document, which is not shown here"

    static let mistakes = [
        Mistake(
            good + "\n" + row("A1,", "A2,").replacing("05A", with: "06A"), ":4: ticket E1 stands already on line 2"),
        Mistake(good + row("E1", "E2"), ":3: \(soldTwice)"),
        Mistake(good + row("E1", "E2").replacing("A1,", with: "A2,"), ":3: \(soldTwice)"),
        Mistake(good + row("E1", "E2").replacing("IOQ", with: "IZQ"), ":3: \(soldTwice)"),
        Mistake(good + row("E1", "E2").replacing("IOQ,XJA", with: "IZQ,IUQ"), ":3: \(soldTwice)"),
        Mistake(
            row("IOQ,XJA", "IZQ,IOQ") + row("E1", "E2") + row("E1", "E3").replacing("IOQ,XJA", with: "XJA,IUQ"),
            ":4: \(soldTwice)"),
        Mistake(row("E1", ""), ":2: ticket_number is \"\"; expected 1 to 20 letters"),
        Mistake(row("E1", "E12345678901234567890"), ":2: ticket_number is \"E12345678901234567890\"; expected 1 to 20"),
        Mistake(row("E1", "E 1"), ":2: ticket_number is \"E 1\""),
        Mistake(row("E1", "票"), ":2: ticket_number is \"票\""),
        Mistake(row("00000000000000A1", "A1"), ":2: document_hash is not 16 hex digits; its value is not shown"),
        Mistake(row("00000000000000A1", "00000000000000AG"), ":2: document_hash is not 16 hex digits"),
        Mistake(row("00000000000000A1", "00000000000000A１"), ":2: document_hash is not 16 hex digits"),
        Mistake(row("IOQ", "ioq"), ":2: from is \"ioq\"; expected a telecode"),
        Mistake(row("XJA", "XJ"), ":2: to is \"XJ\"; expected a telecode"),
        Mistake(row("XJA", "IOQ"), ":2: from and to are both IOQ"),
        Mistake(row("G5711", "5711G"), ":2: train is \"5711G\"; expected a train number"),
        Mistake(row("2018-09-24", "24.9.2018"), ":2: date is \"24.9.2018\"; expected a date YYYY-MM-DD"),
        Mistake(row(",1,O", ",0,O"), ":2: ticket_type is \"0\"; expected a whole number from 1 to 255"),
        Mistake(row(",1,O", ",256,O"), ":2: ticket_type is \"256\""),
        Mistake(row(",1,O", ",+1,O"), ":2: ticket_type is \"+1\""),
        Mistake(row(",O,", ",OO,"), ":2: seat_code is \"OO\"; expected one digit or capital letter"),
        Mistake(row(",O,", ",,"), ":2: seat_code is \"\""),
        Mistake(row(",5,05A", ",,05A"), ":2: coach is \"\"; expected a whole number from 0 to 255"),
        Mistake(row("05A", "05A-05B-0"), ":2: seat is \"05A-05B-0\"; expected at most 8"),
        Mistake(row("no,", "maybe,"), ":2: needs_ticket is \"maybe\"; expected yes or no"),
        Mistake(row("valid", "used"), ":2: status is \"used\"; expected valid, refunded, changed"),
        Mistake("E1,00000000000000A1\n", ":2: 2 fields; the header has 12"),
    ]

    @Test(arguments: mistakes) func refuses(mistake: Mistake) {
        let words = RailScene.words { _ = try RailScene.reservations(mistake.rows) }
        #expect(words.hasPrefix("reservations.csv\(mistake.words)"), "\(words)")
    }

    /// The numbers have the forms of documents; their check digits are wrong but for one, whose day of birth is none
    /// that a living person has.
    @Test(arguments: [
        ("11010119000307777X", "document_hash"), ("110101190003077770", "document_hash"),
        ("110101000307777", "document_hash"), ("E00000000", "document_hash"), ("H0000000000", "document_hash"),
        ("00000000", "document_hash"), ("EA0000000", "document_hash"), ("110101190003077770", "from"),
        ("E00000000", "to"), ("11010119000307777X", "train"), ("E00000000", "date"), ("110101190003077770", "coach"),
        ("E00000000", "needs_ticket"), ("110101190003077770", "status"), ("110101180001010074", "ticket_number"),
        ("110101180001010074", "passenger"),
    ])
    func neverShowsAnIdentityNumber(number: String, column: String) throws {
        var header = RailScene.header.dropLast().split(separator: ",").map(String.init) + ["passenger"]
        var fields = Self.good.dropLast().split(separator: ",").map(String.init) + [""]
        let place = try #require(header.firstIndex(of: column))
        fields[place] = number
        let text = header.joined(separator: ",") + "\n" + fields.joined(separator: ",") + "\n"
        let words = RailScene.words { _ = try RailReservations.read(file: "r.csv", bytes: Array(text.utf8)) }
        #expect(words.hasPrefix("r.csv:2: \(column) \(Self.notShown)"), "\(words)")
        #expect(!words.contains(number))
        // The same without its header line.
        header = fields
        let bare = RailScene.words {
            _ = try RailReservations.read(file: "r.csv", bytes: Array((fields.joined(separator: ",") + "\n").utf8))
        }
        #expect(bare.hasPrefix("r.csv:1: ") && !bare.contains(number), "\(bare)")
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
            #expect(words.hasPrefix("r.csv:1: no column \"\(name)\""), "\(words)")
        }
    }

    /// Look-ups against a walk through all rows.
    @Test(arguments: UInt64(0)..<16)
    func agreesWithAWalk(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows: [(number: String, hash: UInt64?)] = []
        var text = ""
        for index in 0..<random.below(300) {
            let hash: UInt64? = random.oneIn(5) ? nil : UInt64(random.below(60)) &* 0x0404_0404_0404_0404
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
