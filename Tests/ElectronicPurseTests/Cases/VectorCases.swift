import ElectronicPurse
import SmartCard
import Testing

/// The cases that name outside vectors.
@Suite(.enabled(if: ExternalVectors.areThere, "skipped: external data not present"))
struct VectorCases {
    private func read(_ name: String) throws -> PurseCard {
        let gate = PurseGate()
        let result = try gate.tap(.read, RecordedCard(try ExternalVectors(name).exchanges))
        #expect(result.text == "read read")
        return try #require(gate.card)
    }

    private func digits(_ card: PurseCard) -> String {
        var digits: [UInt8] = []
        card.identity.number.appendDigits(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    @Test("TU-F01 tunion-nfsee-beijing")
    func beijing() throws {
        let card = try read("tunion-nfsee-beijing")
        #expect(digits(card) == "3105170070104791381")
        #expect(card.identity.validFrom.digits == 0x2019_0718 && card.identity.validTo.digits == 0x2040_1231)
        #expect(card.location?.city == 0x5840 && card.balance?.fen == 5710)
        #expect(card.transactions.map(\.amountFen) == [1000, 1500, 20000])
        #expect(card.transactions.map(\.sequence) == [2, 1, 1] && card.skipped.isEmpty)
        #expect(card.transactions.map(\.moment.digits).first == 0x2017_0830_1256_37)
    }

    @Test("TU-F04 shenzhentong-nfsee")
    func shenzhenTong() throws {
        let card = try read("shenzhentong-nfsee")
        #expect(digits(card) == "331498659" && card.identity.checkDigit == 2)
        #expect(card.application.scheme == .shenzhenTong && card.balance?.fen == 5710)
    }

    @Test("city-union-nfsee")
    func cityUnion() throws {
        let exchanges = try ExternalVectors("city-union-nfsee").exchanges
        let file = try #require(exchanges.last?.answer.dropLast(2))
        let identity = try PurseIdentity(Array(file), scheme: .cityUnion)
        #expect(identity.validFrom.digits == 0x2017_0101 && identity.validTo.digits == 0x2027_1231)
        // It gives no balance.
        let gate = PurseGate()
        #expect(try gate.tap(.read, RecordedCard(exchanges)).text == "refused balance-unknown")
    }

    @Test("TU-F02 tunion-balance; F05 tunion-record1e-metro-exit and its record 18")
    func records() throws {
        let balance = try #require(try ExternalVectors("tunion-balance").exchanges.first?.answer.dropLast(2))
        #expect(PurseBalance.amount(balance) == 2755)
        let journey = try #require(
            try ExternalVectors("tunion-record1e-metro-exit").exchanges.first?.answer.dropLast(2))
        let record = try PurseJourney(Array(journey), record: 1)
        #expect(record.state == PurseJourney.State.left && record.mode == 0x01 && record.place == 0x08_0019_0030_0000)
        #expect(record.bytes == Array(journey), "it is written as it was read")
        let exit = try #require(try ExternalVectors("tunion-record18-metro-exit").exchanges.first?.answer.dropLast(2))
        let transaction = try PurseTransaction(Array(exit), record: 1)
        #expect(transaction.terminal == record.terminal && transaction.moment == record.moment)
        #expect(transaction.amountFen == record.amountFen && transaction.sequence == 1069)
    }

    @Test("TU-F06 composite-purchase-fare-200-a: the same commands but for Le, the record and MAC1")
    func composite() throws {
        let exchanges = try ExternalVectors("composite-purchase-fare-200-a").exchanges
        let start = try #require(exchanges.first { $0.command[1] == 0x50 })
        let initialisation = try #require(PurchaseInitialisation(Array(start.answer.dropLast(2))))
        #expect(initialisation.balanceFen == 90799 && initialisation.sequence == 54)
        #expect(initialisation.overdraftLimitFen == 800 && initialisation.random == 0x8417_6AD7)
        let debit = try #require(exchanges.last)
        let answer = DebitAnswer(debit: Array(debit.answer.dropLast(2)))
        #expect(answer == DebitAnswer(tac: 0xC630_C2C8, mac2: 0xABCC_913B))
        // What our dialogue sends has the same header and length of data.
        let channel = TearingChannel(try PurseGate.card("TU-F06"))
        _ = try PurseGate().tap(.entry, channel)
        let (ours, theirs) = (channel.commands.suffix(3), [start.command, debit.command])
        #expect(ours.first?.prefix(6) == theirs[0].prefix(6) && ours.first?.count == theirs[0].count + 1)
        #expect(ours.last?.prefix(5) == theirs[1].prefix(5) && ours.last?.count == theirs[1].count + 1)
    }

    @Test("TU-F06 edep-purchase-mac-computed-1")
    func macs() throws {
        let vector = try ExternalVectors("edep-purchase-mac-computed-1")
        let serial = PurseSerial(try vector.number("inputs", "card_serial8"))
        let moment = PurseMoment(digits: try vector.number("inputs", "datetime"))
        let master = try #require(Hex.bytes(try vector.text("inputs", "purchase_master_key")))
        let request = PurchaseRequest(
            random: UInt32(try vector.number("inputs", "card_random")),
            sequence: UInt16(try vector.number("inputs", "offline_atc")),
            amountFen: UInt32(try vector.number("inputs", "amount")),
            kind: UInt8(try vector.number("inputs", "type")), terminal: try vector.number("inputs", "terminal"),
            moment: try #require(moment), keyVersion: 1, algorithm: 0, serial: serial, issuer: 0)
        var psam = SoftwarePSAM(
            terminal: request.terminal, keys: [1: .init(purchase: master, tac: master)],
            nextSequence: UInt32(try vector.number("inputs", "terminal_sequence")))
        let authorisation = try psam.authorise(request)
        #expect(UInt64(authorisation.mac1) == (try vector.number("expected", "mac1")))
        let answer = DebitAnswer(
            tac: UInt32(try vector.number("expected", "tac_with_same_master_key")),
            mac2: UInt32(try vector.number("expected", "mac2")))
        #expect(try psam.check(answer, of: request, authorisation) == .genuine)
        let changed = DebitAnswer(tac: answer.tac ^ 1, mac2: answer.mac2)
        #expect(try psam.check(changed, of: request, authorisation) == .wrongTAC)
    }
}
