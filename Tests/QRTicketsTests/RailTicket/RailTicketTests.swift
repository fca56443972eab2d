import QRTickets
import TestSupport
import Testing

/// The rail ticket in a code: its layout, what is refused of it, and the codes that carry it.
struct RailTicketTests {
    /// G5711 of 2026-11-23 from Shenzhenbei to West Kowloon, coach 5, seat 12F.
    private static func record(documentHash: UInt64? = 0x0123_4567_89AB_CDEF) throws -> RailTicketRecord {
        try RailTicketRecord(
            train: "G5711", trainDay: 20_780, from: "IOQ", to: "XJA", coach: 5, seat: "12F", documentHash: documentHash)
    }

    private static let layout =
        "5201 47 164f 512c 494f51 584a41 01 4f 05 0c 46 0123456789abcdef".replacing(" ", with: "")

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the layout, byte for byte, both ways")
    func bytes() throws {
        let record = try Self.record()
        #expect(record.bytes == hexBytes(Self.layout) && record.bytes.count == RailTicketRecord.length)
        let bytes = record.bytes
        #expect(try RailTicketRecord(bytes.span) == record)
        #expect(record.bytes.count <= FareGateCode.mostCustomBytes)
    }

    @Test(
        "what people write, and what is read back; nil: refused",
        arguments: [
            ("G1", "1A", 1, "G1 1A"), ("5711", "", 0, "5711 "), ("C9999", "255", 99, "C9999 255"),
            ("G0", "1A", 1, nil), ("G01", "1A", 1, nil), ("G10000", "1A", 1, nil), ("g1", "1A", 1, nil),
            ("GG1", "1A", 1, nil), ("", "1A", 1, nil), ("G", "1A", 1, nil), ("高1", "1A", 1, nil),
            ("G1", "0A", 1, nil), ("G1", "A", 1, nil), ("G1", "256", 1, nil), ("G1", "1AB", 1, nil),
            ("G1", "1a", 1, nil), ("G1", "01", 1, nil), ("G1", "1A", 100, nil),
        ] as [(String, String, UInt8, String?)])
    func writes(train: String, seat: String, coach: UInt8, expected: String?) throws {
        let record = try? RailTicketRecord(
            train: train, trainDay: 20_780, from: "IOQ", to: "XJA", coach: coach, seat: seat)
        #expect(record.map { "\($0.train) \($0.seat)" } == expected)
        guard let bytes = record?.bytes else { return }
        #expect(try RailTicketRecord(bytes.span) == record)
    }

    @Test(
        "each field that is wrong is named, with its offset",
        arguments: [
            (0, 0x53, "marker at byte 0"), (1, 0x02, "version at byte 1"), (2, 0x67, "train at byte 2"),
            (3, 0xFF, "train at byte 3"), (7, 0x69, "from at byte 7"), (9, 0x20, "from at byte 9"),
            (10, 0x30, "to at byte 10"), (13, 0x00, "ticket-type at byte 13"), (13, 0x64, "ticket-type at byte 13"),
            (14, 0x6F, "seat-code at byte 14"), (15, 0x64, "coach at byte 15"), (16, 0x00, "seat at byte 17"),
            (17, 0x31, "seat at byte 17"),
        ] as [(Int, UInt8, String)])
    func faults(offset: Int, byte: UInt8, expected: String) throws {
        var bytes = try Self.record().bytes
        bytes[offset] = byte
        let fault = #expect(throws: RailRecordFault.self) { try RailTicketRecord(bytes.span) }
        #expect(fault?.description == expected)
    }

    @Test("a ticket from a station to itself, and bytes too few or too many")
    func odd() throws {
        let bytes = try Self.record().bytes
        for count in 0..<bytes.count {
            let short = Array(bytes.prefix(count))
            #expect(throws: RailRecordFault.self) { try RailTicketRecord(short.span) }
        }
        let long = bytes + [0]
        #expect(throws: RailRecordFault(.length, at: 26)) { try RailTicketRecord(long.span) }
        var circle = bytes
        circle.replaceSubrange(10..<13, with: bytes[7..<10])
        #expect(throws: RailRecordFault(.to, at: 10)) { try RailTicketRecord(circle.span) }
    }

    @Test("FareGate's own codes carry it in every algorithm", arguments: CodeAlgorithm.allCases)
    func fareGate(algorithm: CodeAlgorithm) throws {
        let record = try Self.record()
        let code = Samples.fareGate(algorithm) {
            $0.custom = record.bytes
            $0.account = Array("E123456789      ".utf8)
        }
        let verified = try #require(try Samples.verdict(code).verified)
        let ticket = try RailTicket(verified.claims)
        #expect(ticket?.number == "E123456789" && ticket?.record == record)
    }

    @Test("a U2 code carries it beside its number, made anew or not; without a number the account's hash stands for it")
    func railway() throws {
        let record = try Self.record(documentHash: nil)
        let code = UICSamples.code { ticket in
            ticket.contents = [
                UICContent(format: "*FG", bytes: Array("E123456789".utf8)),
                UICContent(format: RailTicketRecord.contentFormat, bytes: record.bytes),
            ]
        }
        let ticket = try RailTicket(try #require(try UICSamples.verdict(code).verified).claims)
        #expect(ticket?.number == "E123456789" && ticket?.record == record)
        let bare = UICSamples.code {
            $0.contents = [UICContent(format: RailTicketRecord.contentFormat, bytes: record.bytes)]
        }
        let verified = try #require(try UICSamples.verdict(bare).verified)
        #expect(try RailTicket(verified.claims)?.number == Self.text(verified.account.prefix(10)))
        let doubled = UICSamples.code {
            $0.contents += Array(
                repeating: UICContent(format: RailTicketRecord.contentFormat, bytes: record.bytes), count: 2)
        }
        #expect(try RailTicket(try #require(try UICSamples.verdict(doubled).verified).claims) == nil)
    }

    @Test(
        "no rail ticket, and a number that is none",
        arguments: [("E12", true), ("E 12", false), ("E\u{7F}", false), ("                ", false)])
    func numbers(account: String, isGood: Bool) throws {
        let record = try Self.record()
        let code = Samples.fareGate(.ed25519) {
            $0.custom = record.bytes
            $0.account = Array(account.utf8) + [UInt8](repeating: 0x20, count: 16 - account.utf8.count)
        }
        let claims = try #require(try Samples.verdict(code).verified).claims
        if isGood {
            #expect(try RailTicket(claims)?.number == account)
        } else {
            #expect(throws: RailRecordFault(.number, at: 0)) { try RailTicket(claims) }
        }
        let other = try #require(try Samples.verdict(Samples.fareGate(.ed25519) { $0.custom = [1, 2, 3] }).verified)
        #expect(try RailTicket(other.claims) == nil)
        let ministry = try #require(
            try Samples.verdict(Samples.ministry { $0.custom = record.bytes }).verified)
        #expect(try RailTicket(ministry.claims) == nil)
    }

    @Test("random bytes do not trap, and what is read is written as it was", arguments: 0..<16)
    func randomBytes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var bytes = try Self.record().bytes
            for _ in 0..<random.below(6) { bytes[random.below(bytes.count)] = random.bytes(1)[0] }
            if random.oneIn(4) { bytes = random.bytes(random.below(40)) }
            guard let read = try? RailTicketRecord(bytes.span) else { continue }
            #expect(read.bytes == bytes)
        }
    }
}
