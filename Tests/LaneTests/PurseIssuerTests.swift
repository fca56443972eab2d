import CardCrypto
import CardEmulator
import ElectronicPurse
import Fares
import Gate
import Journal
import Lane
import SmartCard
import TestSupport
import Testing

/// What the journal keeps of a debit is all that the card's issuer needs to check the card's proof, and nobody else can
/// tell the card from it.
struct PurseIssuerTests {
    @Test(
        "the issuer computes the TAC from the proven record, its own key and what is sealed to it",
        arguments: [false, true])
    func checks(tornAfterDebit: Bool) throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let purse = SpoiltPurse()
        func present(_ moment: String, _ station: String, _ direction: TapKind) throws {
            try time.set(moment)
            let rig = try LaneRig(folder, station: station, direction: direction, time: time)
            _ = rig.lane.present(purse)
            try rig.close()
        }
        try present("2026-11-24 08:00:00", "罗湖", .entry)
        if tornAfterDebit { purse.debit = .lost }
        try present("2026-11-24 08:50:00", "机场东", .exit)
        purse.debit = .sound
        if tornAfterDebit { try present("2026-11-24 08:50:20", "机场东", .exit) }
        let contents = try JournalContents(folder)
        let proven = try #require(contents.purses.last)
        #expect(proven.state == .proven && proven.amountFen > 0)
        let record = try #require(proven.purchase)
        #expect(record.terminal == 0x3000_0000_0001 && record.terminalBytes == [0x30, 0, 0, 0, 0, 1])
        #expect(proven.terminalMAC.count == 4)
        #expect(
            contents.purses.filter { $0.counter == proven.counter }.allSatisfy { $0.terminalMAC == proven.terminalMAC })
        // Only who has the acquirer's key reads whose it is.
        #expect(
            SealedBox.open(
                record.sealedIdentity, privateKey: [UInt8](repeating: 3, count: 32), context: SealedPurse.context)
                == nil)
        let identity = try #require(
            SealedBox.open(record.sealedIdentity, privateKey: LaneRig.acquirer, context: SealedPurse.context))
        #expect(identity.count <= 36 && record.sealedIdentity.count <= SealedPurse.longest)
        #expect(SealedPurse.longest <= JournalPurse.Purchase.longestIdentity)
        func number(_ range: Range<Int>) -> UInt64 { identity[range].reduce(0) { $0 << 8 | UInt64($1) } }
        let digits = try #require(Self.moment(proven.cardTime))
        let request = PurchaseRequest(
            random: 0, sequence: 0, amountFen: UInt32(proven.amountFen), kind: record.type, terminal: record.terminal,
            moment: digits, keyVersion: record.keyVersion, algorithm: record.algorithm,
            serial: PurseSerial(number(8..<16)),
            issuer: number(0..<8))
        let algorithm = try #require(PurseAlgorithm(rawValue: record.algorithm))
        let keys = try #require(
            PurseKeys(master: TestPurseKeys.settlement, serial: request.serial, algorithm: algorithm))
        let code = keys.tac(request, terminalSequence: proven.terminalTransaction)
        #expect(proven.authorisationCode.reduce(0) { $0 << 8 | UInt32($1) } == code)
        let file = try #require(purse.card.image.purse).file15
        #expect(Hex.text(file[10..<20]).hasSuffix(String(decoding: identity.dropFirst(16), as: UTF8.self)))
        #expect(identity.prefix(8) == file.prefix(8))
    }

    private static func moment(_ seconds: UInt32) -> PurseMoment? {
        // YYYY-MM-DD HH:MM:SS
        let digits = "\(LocalTime(seconds: seconds))".filter(\.isNumber)
        return UInt64(digits, radix: 16).flatMap { PurseMoment(digits: $0) }
    }
}
