import CardEmulator
import TestSupport
import Testing

/// Every broken card is wrong where its case says, and nowhere before.
struct FaultTests {
    private static let credit = "A000000333010102"
    private static let debit = "A000000333010101"

    /// What the verifier of these tests says of the card (stages of emv.md, 4.5).
    @Test(arguments: [
        ("QP-A01", "ok"), ("QP-C01", "ok"), ("QP-C02", "ok"), ("QP-C05-77", "ok"), ("QP-C10-10", "ok"),
        ("QP-C14-zero", "ok"), ("QP-C18-long-tag", "ok"), ("QP-C18-length-81", "ok"), ("QP-C18-length-82", "ok"),
        ("QP-D01", "ok"), ("QP-D02", "ok"), ("QP-D07-pin", "ok"), ("QP-D07-device", "ok"), ("QP-G04", "ok"),
        ("QP-E01", "ok"), ("QP-E02", "ok"),
        ("QP-E03", "sdad_header"),
        ("QP-E04-version-00", "fdda_version"), ("QP-E04-no-9f69", "fdda_input_incomplete"),
        ("QP-E05-missing", "fdda_input_incomplete"), ("QP-E05-seven-bytes", "card_authentication_data_length"),
        ("QP-E06-currency", "sdad_hash"), ("QP-E06-number", "sdad_hash"), ("QP-E06-amount", "sdad_hash"),
        ("QP-E06-counter", "atc_mismatch"),
        ("QP-E07", "ctq_mismatch"),
        ("QP-E08", "ca_public_key_not_found"),
        ("QP-E09-modulus", "issuer_certificate_header"), ("QP-E09-length", "issuer_certificate_length"),
        ("QP-E10", "issuer_certificate_header"), ("QP-E10-bit-1407", "issuer_certificate_header"),
        ("QP-E11-missing", "issuer_certificate_hash"), ("QP-E11-altered", "issuer_certificate_hash"),
        ("QP-E12", "issuer_identifier_mismatch"),
        ("QP-E13-last-month", "ok"), ("QP-E13-expired", "issuer_certificate_expired"),
        ("QP-E14-mismatch", "icc_certificate_pan_mismatch"), ("QP-E14-nineteen", "ok"),
        ("QP-E15-last-month", "ok"), ("QP-E15-expired", "icc_certificate_expired"),
        ("QP-E16-record", "icc_certificate_hash"), ("QP-E16-aip", "icc_certificate_hash"),
        ("QP-E16-tag-list", "static_data_tag_list"),
        ("QP-E17", "static_data"),
        ("QP-E18", "sdad_length"),
        ("QP-E19-hash", "issuer_certificate_format"), ("QP-E19-key", "issuer_certificate_format"),
        ("QP-E19-card-hash", "icc_certificate_format"), ("QP-E19-card-key", "icc_certificate_format"),
        ("QP-E22", "ok"),
        ("QP-E24-id", "sdad_signature"), ("QP-E24-id-card", "icc_certificate_signature"),
        ("QP-E24-id-issuer", "issuer_certificate_signature"), ("QP-E24-static", "icc_certificate_signature"),
        ("QP-E24-off-curve", "sdad_signature"), ("QP-E24-off-curve-issuer", "icc_certificate_signature"),
        ("QP-E24-r-zero", "sdad_signature"), ("QP-E24-s-zero", "sdad_signature"),
        ("QP-E24-r-order", "sdad_signature"), ("QP-E24-s-order", "sdad_signature"),
        ("QP-E24-sum-order", "sdad_signature"), ("QP-E24-bit", "icc_certificate_signature"),
        ("QP-E25", "ok"), ("QP-E25-sm2-only", "ok"),
        ("QP-E26-online", "sdad_hash"), ("QP-E26-interface", "sdad_hash"), ("QP-E26-none", "sdad_hash"),
        ("QP-E27-even", "icc_public_key"), ("QP-E27-short", "icc_public_key"),
        ("QP-E28", "issuer_certificate_header"),
    ])
    func failsAt(id: String, stage: String) throws {
        let fault = try #require(CardFault(id: id))
        let card = VirtualCard.make(CardImage(fault))
        let tap = try HandTerminal(supportsSM2: true).tap(
            card, name: fault.profile == .quickPassDebit ? Self.debit : Self.credit)
        #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == stage)
    }

    /// The command that shows it, and the answer, in whole or its beginning; `*` takes the rest.
    @Test(arguments: [
        ("QP-A02", "select", "6C4E"), ("QP-A03", "select", "614E"), ("QP-A03-twice", "select", "6127"),
        ("QP-A04", "select", "6283"), ("QP-A05", "select", "6100"), ("QP-A06-one-byte", "select", "90"),
        ("QP-A06-empty", "select", ""), ("QP-A07-processing-options", "gpo", "removed"),
        ("QP-A07-second-record", "00B2011400", "removed"), ("QP-A07-last-record", "00B2013C00", "removed"),
        ("QP-A08", "select", "removed"), ("QP-A09", "directory", "collision"), ("QP-A10", "gpo", "timedOut"),
        ("QP-B06", "directory", "6F44840E325041592E5359532E4444463031A532BF0C2F610D50086E616D656C657373870101*"),
        ("QP-B07-short", "directory", "6F47840E325041592E5359532E4444463031A535BF0C3261104F04A0000003*"),
        ("QP-B09-not-found", "directory", "6A82"), ("QP-B09-blocked", "directory", "6A81"),
        ("QP-B10", "select-visa", "6A82"), ("QP-B11-not-found", "select-debit", "6A82"),
        ("QP-B11-blocked", "select-debit", "6283"), ("QP-B11-locked", "directory", "6985"),
        ("QP-B11-locked", "select", "6985"),
        ("QP-B12-name", "select-debit", "6F4B8408A000000333010171*"),
        ("QP-B12-85", "select-debit", "6F4B8508A000000333010101*"),
        ("QP-B12-no-proprietary", "select-debit", "6F0A8408A0000003330101019000"),
        ("QP-C06", "gpo", "80077C0008010100109000"), ("QP-C08-6986", "gpo", "6986"), ("QP-C08-6300", "gpo", "6300"),
        ("QP-C05-80", "gpo", "800E7C000801010010010400380101009000"),
        ("QP-C09", "gpo", "771282027C00940C0801010010010400380101009000"),
        ("QP-C07", "gpo", "7781D4940C*"),
        ("QP-C11-length", "gpo", "7781D782027C00940B08010100100104003801019F36*"),
        ("QP-C11-sfi-0", "gpo", "7781D882027C00940C00010100*"),
        ("QP-C11-sfi-31", "gpo", "7781D882027C00940CF8010100*"),
        ("QP-C11-first-0", "gpo", "7781D882027C00940C08000100*"),
        ("QP-C11-last", "gpo", "7781D882027C00940C0801010010040100*"),
        ("QP-C11-signed", "gpo", "7781D882027C00940C08010102*"),
        ("QP-C11-low-bits", "gpo", "7781D882027C00940C0C010100*"),
        ("QP-C12", "00B2011400", "7781B39081B0*"), ("QP-C13", "00B2021400", "6A83"),
        ("QP-C14-after", "00B2010C00", "70*FFFF9000"), ("QP-C14-zero-top", "gpo", "00007781D8*"),
        ("QP-C14-ff-top", "gpo", "FF7781D8*"),
        ("QP-C15-same", "00B2021400", "70*5A0862250012345600059000"),
        ("QP-C15-different", "00B2021400", "70*5A0862250012345600159000"),
        ("QP-C16", "gpo", "77*57116225001234560015D*"),
        ("QP-C17-no-pan", "00B2010C00", "70155F2403301231*"),
        ("QP-C17-no-expiry", "00B2010C00", "70195A0862250012345600059F0802*"),
        ("QP-C18-length-80", "00B2010C00", "70*9F0780FF0000009000"),
        ("QP-C19-top", "00B2010C00", "7023*"), ("QP-C19-inside", "00B2010C00", "70*7204862000009000"),
        ("QP-C10-00", "gpo", "77*0701010380000001*"), ("QP-C10-01", "gpo", "77*0701010390000001*"),
        ("QP-C10-11", "gpo", "77*07010103B0000001*"),
        ("QP-D02", "00B2010C00", "70*5F2503261124*"), ("QP-D01", "00B2010C00", "70*5F2403261122*"),
        ("QP-E17", "00B2016400", "FF9000"), ("QP-E25-sm2-only", "gpo", "6985"),
    ])
    func answers(id: String, command: String, expected: String) throws {
        let card = try #require(VirtualCard.fault(id))
        let image = card.image
        var answer = ""
        let select = { (name: String) in "00A40400" + hex([UInt8(name.count / 2)]) + name + "00" }
        let options = hex(
            HandTerminal().processingOptions(
                Self.list + (image.algorithms.contains(.sm2) ? bytes("DF6001DF6901") : [])))
        switch command {
        case "directory": answer = card.ask(select("325041592E5359532E4444463031"))
        case "select": answer = card.ask(select(Self.credit))
        case "select-debit": answer = card.ask(select(Self.debit))
        case "select-visa": answer = card.ask(select("A0000000031010"))
        default:
            _ = card.ask(select(Self.credit))
            answer = card.ask(options)
            if command != "gpo" {
                for record in ["00B2010C00", "00B2011400", "00B2021400", "00B2016400", "00B2013C00"] {
                    answer = card.ask(record)
                    if record == command { break }
                }
            }
        }
        #expect(matches(answer, expected), "\(answer)")
    }

    private static let list = bytes("9F66049F02069F03069F1A0295055F2A029A039C019F3704")

    /// One `*` stands for anything.
    private func matches(_ text: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return text == pattern }
        guard text.hasPrefix(parts[0]), text.hasSuffix(parts[parts.count - 1]) else { return false }
        return parts.count == 2 || text.contains(parts[1])
    }

    @Test func secondApplicationIsGood() throws {
        for id in ["QP-B11-not-found", "QP-B11-blocked", "QP-B12-name", "QP-B12-85", "QP-B12-trailing", "QP-C08-6985"] {
            let card = try #require(VirtualCard.fault(id))
            let refused = try HandTerminal().tap(card, name: Self.debit)
            #expect(TapVerifier(authority: TapVerifier.testKeys).verify(refused) != "ok" || id.hasPrefix("QP-B12"))
            let tap = try HandTerminal().tap(card, name: Self.credit)
            #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok", "\(id)")
        }
    }

    @Test func listsWhatTheDirectoryCasesNeed() throws {
        for (id, expected) in [
            ("QP-B02", "…0101/02 …0102/01"), ("QP-B03", "…0101/00 …0102/none …0103/01"),
            ("QP-B04", "…1010/01 …0102/02"), ("QP-B05", "…0100/01"), ("QP-B06", "none/01 …0102/02"),
            ("QP-B07-long", "…0000/01 …0102/02"), ("QP-B10", "…1010/01"),
            ("QP-B13", "…0106/01 …0105/02 …0101/03"), ("QP-B08-07", "…0102/01/07"), ("QP-B08-absent", "…0102/01"),
        ] {
            let card = try #require(VirtualCard.fault(id))
            let answer = bytes(card.ask("00A404000E325041592E5359532E444446303100"))
            let directory = try NaiveTLV.objects(Array(answer.dropLast(2)))
            let entries = directory[0].children[1].children[0].children.map { entry in
                let name = NaiveTLV.find(0x4F, in: entry.children).map { "…" + hex($0.suffix(2)) } ?? "none"
                let priority = NaiveTLV.find(0x87, in: entry.children).map { hex($0) } ?? "none"
                return ([name, priority] + (NaiveTLV.find(0x9F2A, in: entry.children).map { [hex($0)] } ?? []))
                    .joined(separator: "/")
            }
            #expect(entries.joined(separator: " ") == expected, "\(id)")
        }
    }

    /// A case of every letter group that needs a card has one; ids are unique; a bare case is its first card.
    @Test func coversTheCases() throws {
        let ids = CardFault.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        let bCases = (1...14).map { "QP-B" + ($0 < 10 ? "0" : "") + "\($0)" }
        let cCases = ([1, 2, 3] + Array(5...19)).map { "QP-C" + ($0 < 10 ? "0" : "") + "\($0)" }
        let eCases = ([1, 2, 3, 4, 5, 6, 7, 8, 9] + Array(10...22) + Array(24...28)).map {
            "QP-E" + ($0 < 10 ? "0" : "") + "\($0)"
        }
        let others = [
            "QP-A01", "QP-A02", "QP-A03", "QP-A04", "QP-A05", "QP-A06", "QP-A07", "QP-A08", "QP-A09", "QP-A10",
            "QP-D01", "QP-D02", "QP-D03", "QP-D06", "QP-D07", "QP-G04", "TU-F01", "TU-F02", "TU-F03", "TU-F04",
            "TU-F11", "TU-F12", "TU-F13", "TU-F14",
        ]
        for id in bCases + cCases + eCases + others {
            let fault = try #require(CardFault(id: id), "\(id)")
            #expect(fault.id == id || fault.id.hasPrefix(id + "-"))
            #expect(!fault.summary.isEmpty)
        }
        for id in ["", "QP", "QP-E", "QP-Z01", "QP-E1", "QP-E04-version", "QP-E10-bit-1408", "QP-E10-bit--1"] {
            #expect(CardFault(id: id) == nil)
        }
    }

    /// Every broken card answers, whatever is sent to it in whatever order.
    @Test func neverTraps() throws {
        var generator = SplitMix64(seed: 20)
        for fault in CardFault.all {
            let card = VirtualCard.make(CardImage(fault))
            for _ in 0..<200 {
                var command = Self.commands[Int.random(in: 0..<Self.commands.count, using: &generator)]
                for _ in 0..<Int.random(in: 0..<3, using: &generator) where !command.isEmpty {
                    let position = Int.random(in: 0..<command.count, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: command[position] = UInt8.random(in: 0...255, using: &generator)
                    case 1: command.remove(at: position)
                    default: command.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                    }
                }
                if Int.random(in: 0..<30, using: &generator) == 0 { _ = try? card.reset() }
                _ = card.ask(hex(command))
            }
        }
    }

    private static let commands: [[UInt8]] =
        [
            "00A404000E325041592E5359532E444446303100", "00A4040008A00000033301010100", "00A4040008A00000033301010200",
            "00A4040005A000000333 00", "00A4040205A000000333 00", "00A4040008A00000063201010500", "00A40000021001",
            "00B2010C00", "00B2011400", "00B2013C00", "00B095001E", "00B0970000", "805C000204", "00B201C417",
            "00C0000000", "00880000040102030400", "80CA9F7900", "0084000008", "80A8000002830000",
            "80AE50001D" + "000000000100000000000000015600000000000156261123AABBCCDD0000" + "00",
        ].map(bytes) + [HandTerminal().processingOptions(list)]
}
