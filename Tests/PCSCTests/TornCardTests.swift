import CardEmulator
import Glibc
import PCSC
import SmartCard
import TestSupport
import Testing

extension ReaderSuite {
    /// The card is torn away at each command of a tap, before, after and in the middle of its answer.
    @Suite(.serialized)
    struct TornCards {
        private static let commands = 1...9

        /// What the gate says of a tap torn at a command: at the last one the card may count itself as paid.
        private static func expected(_ act: VirtualReaderScript.Act, _ command: Int) -> String {
            // The virtual reader's driver hands half a frame on as if it were a whole answer; its last two bytes are
            // then no status word that is accepted.
            if act == .drop {
                switch command {
                case 1, 2: return "refused application-not-accepted"
                case 3: return "refused processing-options-refused"
                default: return "refused record-missing"
                }
            }
            if act == .leaveAfter, command == commands.upperBound { return Faults.accepted }
            let isTorn = command == commands.upperBound || act == .leaveAfter && command == commands.upperBound - 1
            return "again card-removed" + (isTorn ? " torn" : "") + " cardRemoved"
        }

        @Test(arguments: runsLongTests ? [VirtualReaderScript.Act.leave, .leaveAfter, .drop] : [.leave])
        func atEachCommand(act: VirtualReaderScript.Act) throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            var presentations = VirtualReaderClient.Presentations()
            presentations.absentMilliseconds = 600
            let image = CardImage(.quickPassCredit)
            let script = VirtualReaderScript([Self.commands.lowerBound: act])
            let card = try CardOnReader(
                VirtualReaderCard(TestTap.card(image), script: script), port: daemon.port, presentations: presentations)
            defer { card.leave() }
            let gate = TestGate()
            defer { gate.stop() }
            var seen = 0
            for command in Self.commands {
                seen += 1
                let torn = try gate.waitForDialogue(number: seen)
                #expect(torn.text.hasSuffix(" " + Self.expected(act, command)), "\(act) at command \(command)")
                // The same card comes back whole, and then the next one to be torn.
                card.exchange(VirtualReaderCard(TestTap.card(image)))
                seen += 1
                let whole = try gate.waitForDialogue(number: seen)
                #expect(whole.text.hasSuffix(Faults.accepted), "after \(act) at command \(command)")
                guard command < Self.commands.upperBound else { continue }
                let next = VirtualReaderScript([command + 1: act])
                card.exchange(VirtualReaderCard(TestTap.card(image), script: next))
                card.lift()
            }
        }

        /// Back before the daemon has seen it leave: it is talked to all the same.
        @Test(arguments: [10, 100, 300])
        func backTooSoonToBeSeen(absentMilliseconds: Int) throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            var presentations = VirtualReaderClient.Presentations()
            presentations.absentMilliseconds = absentMilliseconds
            let image = CardImage(.quickPassCredit)
            let card = try CardOnReader(
                VirtualReaderCard(TestTap.card(image), script: VirtualReaderScript([5: .leave])), port: daemon.port,
                presentations: presentations)
            defer { card.leave() }
            let gate = TestGate()
            defer { gate.stop() }
            let torn = try gate.wait(for: "tap again card-removed")
            card.exchange(VirtualReaderCard(TestTap.card(image)))
            let whole = try gate.wait(for: "tap " + Faults.accepted)
            print(
                "back after \(absentMilliseconds) ms: tap \(whole.atMilliseconds - torn.atMilliseconds) ms after it was torn"
            )
            #expect(whole.atMilliseconds - torn.atMilliseconds <= Faults.readyMilliseconds)
        }

        /// A card falls silent and is given up; another one is there before the daemon has seen it leave.
        @Test(arguments: [10, 100, 300])
        func theNextCardAfterASilentOne(absentMilliseconds: Int) throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            let image = CardImage(.quickPassCredit)
            let script = EvilScript.doing("silent", at: 5) { _ in .silence }
            let silent = try CardOnReader(EvilCard(script, TestTap.card(image)), port: daemon.port)
            let gate = TestGate()
            defer { gate.stop() }
            _ = try gate.wait(for: "tap again timed-out")
            silent.leave()
            usleep(UInt32(absentMilliseconds) * 1000)
            let next = try CardOnReader(VirtualReaderCard(TestTap.card(image)), port: daemon.port)
            defer { next.leave() }
            _ = try gate.wait(for: "tap " + Faults.accepted)
        }
    }
}
