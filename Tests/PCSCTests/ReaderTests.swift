import CardEmulator
import EMV
import PCSC
import SmartCard
import Testing

/// All tests with a daemon, one after the other: it is one process with one socket.
@Suite(.serialized, .enabled(if: PrivateDaemon.isPossible, "needs root, pcscd and vsmartcard-vpcd"))
struct ReaderSuite {}

extension ReaderSuite {
    @Suite(.serialized)
    struct WholeTaps {
        @Test func listsReaders() throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            let service = try SmartCardService()
            try service.open(milliseconds: 1000)
            #expect(
                try service.readerNames(milliseconds: 1000)
                    == [PrivateDaemon.reader, PrivateDaemon.secondReader])
        }

        /// Command for command what it is without a reader.
        @Test(arguments: [CardProfile.quickPassDebit, .quickPassCredit, .quickPassSM2])
        func aTapIsTheSameOverAReader(profile: CardProfile) throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            let card = try CardOnReader(VirtualReaderCard(TestTap.card(CardImage(profile))), port: daemon.port)
            defer { card.leave() }
            let reader = CardReader(PrivateDaemon.reader)
            let session = try TestGate.session(reader)
            #expect(session.answerToReset == [0x3B, 0x88, 0x80, 0x01] + Array("FareGate".utf8) + [0x0E])
            let outcome = TestTap.run(over: session)
            #expect(outcome == TestTap.run(over: TestTap.card(CardImage(profile))))
            #expect(outcome.text == "accepted authorise-later")
        }
    }
}
