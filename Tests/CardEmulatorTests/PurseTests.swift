import CardEmulator
import Testing

/// Stored-value purses: what a reader sees (emv.md, 7).
struct PurseTests {
    private let select = "00A4040008A00000063201010500"

    private func card(_ id: String) throws -> VirtualCard {
        let card = try #require(VirtualCard.fault(id))
        _ = card.ask(select)
        return card
    }

    @Test func readsTUnion() throws {
        var image = CardImage(.tUnion)
        image.purse?.overdraftLimitFen = 800
        image.purse?.transactions = [bytes("0001 000000 000001F4 09 300089000340 20261123083015")]
        let journey = "03" + String(repeating: "00", count: 47)
        image.purse?.addJourney(bytes(journey))
        let card = VirtualCard.make(image)
        let file = "0584 5840FFFFFFFF 02 01 03104895199123450004 20190301 20401231 0000".filter { $0 != " " }
        #expect(
            card.ask(select) == "6F318408A000000632010105A5259F0801029F0C1E" + file + "9000")
        #expect(card.ask("00B0950000") == file + "9000")
        #expect(card.ask("00B095001E") == file + "9000")
        #expect(card.ask("00B0950810") == file.dropFirst(16).prefix(32) + "9000")
        #expect(card.ask("00B097000B") == "00000156580058400001009000")
        #expect(card.ask("00B0970000").count == 124)
        #expect(card.ask("00B0980000") == "6A82")
        #expect(card.ask("00B0951F00") == "6B00")
        #expect(card.ask("805C000204") == "0000164E9000")
        #expect(card.ask("805C010204") == "000003209000")
        #expect(card.ask("805C030204") == "0000196E9000")
        #expect(card.ask("805C050210") == "0000164E00000320000000000000196E9000")
        #expect(card.ask("805C060204") == "6A86")
        #expect(card.ask("00B201C417") == "0001000000000001F40930008900034020261123083015" + "9000")
        #expect(card.ask("00B202C417") == "6A83")
        #expect(card.ask("00B201F400") == journey + "9000")
        #expect(card.ask("80A8000002830000") == "6D00")
    }

    @Test func readsShenzhenTong() {
        let card = VirtualCard.make(CardImage(.shenzhenTong))
        #expect(card.ask("00A404000E325041592E5359532E444446303100") == "6A82")
        let information = card.ask("00A4040007 5041592E535A54 00")
        #expect(information.hasPrefix("6F2E84075041592E535A54A523"))
        #expect(card.ask("00A4000002100100") == information)
        let file = card.ask("00B095001C")
        #expect(file.count == 60)
        #expect(file.dropFirst(32).prefix(8) == "4E61BC00", "12345678, little endian")
        #expect(card.ask("00B0970000") == "6A82")
        #expect(card.ask("805C000204") == "0000164E9000")
    }

    @Test func listsBothApplicationsOfTUnion() throws {
        let card = VirtualCard.make(CardImage(.tUnion))
        let tap = try HandTerminal(qualifiers: "20000080", amount: "000000000300").tap(card, name: "A000000632010106")
        #expect(
            hex(tap[0].answer).contains("4F08A000000632010106500A4D4F545F545F43415348870101")
                && hex(tap[0].answer).contains("4F08A00000063201010550084D4F545F545F4550870102"))
        #expect(tap[2].command[4] == 40, "38 bytes of PDOL values")
        #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok")
    }

    @Test(arguments: [
        ("TU-F02", "805C000204", "8000164E9000"), ("TU-F03", "805C000204", "000000009000"),
        ("TU-F03", "805C020204", "000000FA9000"), ("TU-F12-no-file", "00B0970000", "6A82"),
        ("TU-F12-blocked", "00A4040008A00000063201010500", "6A81"),
        ("TU-F11-record", "00B201C417", "0001000000000001F40630008900034013880101120000" + "9000"),
        ("TU-F11-file-15", "00B0950000", "05845840FFFFFFFF020103104895199123450004" + "9000"),
        ("TU-F14", "00B0951808", "202611220000" + "9000"),
    ])
    func showsFaults(id: String, command: String, expected: String) throws {
        #expect(try card(id).ask(command) == expected)
    }

    @Test func blockedApplicationStillShowsItsData() throws {
        let answer = try #require(VirtualCard.fault("TU-F12-application-blocked")).ask(select)
        #expect(answer.hasPrefix("6F31") && answer.hasSuffix("6283"))
    }

    /// What each command of a purchase wants to have gone before, and to hold.
    @Test func refusesPurchasesOutOfOrder() throws {
        let card = try card("TU-F06")
        let record = "30" + String(repeating: "00", count: 48)
        let debit = "805401000F 00000001 20261123 093000 00000000 08".filter { $0 != " " }
        #expect(card.ask("80DC00F0" + record) == "6985")
        #expect(card.ask(debit) == "6985")
        #expect(card.ask("805003020B02000000C82000415999970F") == "9403")
        #expect(card.ask("805003020B010000164F2000415999970F") == "9401", "one fen more than there is")
        #expect(card.ask("805004020B01000000C82000415999970F") == "6A86")
        #expect(card.ask("805003020A01000000C820004159990F") == "6700")
        let start = card.ask("805003020B01000000C82000415999970F")
        #expect(start.hasPrefix("0000164E00010000000100") && start.hasSuffix("9000") && start.count == 34)
        #expect(card.ask(debit) == "6985", "the record of file 1E is missing")
        #expect(card.ask("80DC00F02F" + record.dropFirst(4)) == "6700")
        #expect(card.ask("80DC00C0" + record) == "6A83")
        #expect(card.ask("80DC00F0" + record) == "9000")
        #expect(card.ask(debit) == "9302")
        #expect(card.ask(debit) == "6985", "a wrong MAC ends the purchase")
        #expect(card.ask("805A000902000208") == "9406")
        #expect(card.image.purse == CardImage(.tUnion).purse)
    }

    @Test func aShenzhenTongIsNotDebited() {
        let card = VirtualCard.make(CardImage(.shenzhenTong))
        _ = card.ask("00A4040007 5041592E535A54 00")
        #expect(card.ask("805003020B01000000C82000415999970F") == "6D00")
    }

    /// The proof of the last debit, and how MACs are made, are part of the card.
    @Test func isWrittenWithItsProof() throws {
        var image = CardImage(.tUnion)
        image.purse?.usesSM4 = true
        image.purse?.omitsZeroTransactions = true
        let lines = image.text + "purse-proof = 090002AABBCCDD11223344\n"
        let read = try CardImage(parsing: lines)
        #expect(read.purse?.proof?.sequence == 2 && read.purse?.proof?.mac2 == bytes("AABBCCDD"))
        #expect(read.purse?.usesSM4 == true && read.purse?.omitsZeroTransactions == true)
        #expect(try CardImage(parsing: read.text) == read)
        let card = VirtualCard.make(read)
        _ = card.ask(select)
        #expect(card.ask("805A000902000208") == "AABBCCDD112233449000")
        #expect(card.ask("805A000602000208") == "9406")
        #expect(card.ask("805A000902000308") == "9406")
    }

    @Test func keepsTheLatestJourneys() {
        var purse = PurseImage.shenzhenTong
        for number in 0..<40 { purse.addJourney([UInt8](repeating: UInt8(number), count: 48)) }
        #expect(purse.journeys.count == PurseImage.mostJourneys)
        #expect(purse.journeys.first?[0] == 39 && purse.journeys.last?[0] == 10)
    }
}
