import CardEmulator
import EMV
import PCSC
import SmartCard
import Testing

extension ReaderSuite {
    /// The cards of emv-cases.md over a reader: the same commands, answers and verdicts as in the process.
    @Suite(.serialized)
    struct Cases {
        /// What a reader makes otherwise: no bytes are a broken link, two cards at once are no card, and a late answer
        /// is one to a reader without patience.
        private static let otherwise = [
            "QP-A06-empty": "again card-removed",
            "QP-A09": "unusable cardMute",
            "QP-A10": "again timed-out",
        ]

        @Test(arguments: [KernelConfiguration.MoneyProfile.deferred, .electronicCash])
        func everyCard(money: KernelConfiguration.MoneyProfile) throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            var card = try place(daemon)
            defer { card.leave() }
            let reader = CardReader(PrivateDaemon.reader)
            var different: [String] = []
            for fault in CardFault.all {
                let image = CardImage(fault)
                let expected = TestTap.run(over: TestTap.card(image), money: money)
                card.exchange(VirtualReaderCard(TestTap.card(image)))
                let (text, outcome) = try tap(reader, money)
                if outcome == nil {
                    card.leave()
                    TestGate.waitForRemoval(reader)
                    card = try place(daemon)
                }
                if let other = Self.otherwise[fault.id] {
                    if text != other { different.append("\(fault.id): \(text), not \(other)") }
                } else if outcome != expected {
                    different.append("\(fault.id): \(text), not \(expected.text)")
                }
            }
            #expect(different.isEmpty)
        }

        private func place(_ daemon: PrivateDaemon) throws -> CardOnReader {
            var presentations = VirtualReaderClient.Presentations()
            presentations.absentMilliseconds = 600
            let card = VirtualReaderCard(TestTap.card(CardImage(.quickPassCredit)))
            return try CardOnReader(card, port: daemon.port, presentations: presentations)
        }

        private func tap(
            _ reader: CardReader, _ money: KernelConfiguration.MoneyProfile
        ) throws -> (text: String, outcome: TestTap.Outcome?) {
            let session: ReaderSession
            do throws(ReaderError) {
                session = try TestGate.session(reader)
            } catch {
                return ("unusable \(error.kind.rawValue)", nil)
            }
            let outcome = TestTap.run(over: session, money: money)
            session.disconnect()
            // The next card must not come before the daemon has seen this one leave.
            if session.lastError?.kind == .cardRemoved { TestGate.waitForRemoval(reader) }
            return (outcome.text, outcome)
        }
    }
}
