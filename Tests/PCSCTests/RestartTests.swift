import CardEmulator
import Foundation
import PCSC
import TestSupport
import Testing

extension ReaderSuite {
    /// The daemon goes and comes again and again under a gate with a card; 1,000 times with FAREGATE_LONG_TESTS=1.
    @Suite(.serialized)
    struct Restarts {
        private static let count = runsLongTests ? 1000 : 5
        /// Restarts before memory and descriptors are counted: buffers and pools have grown by then.
        private static let warmUp = runsLongTests ? 50 : 2
        /// So long a daemon stands still that the gate must notice: longer than a wait for cards with its grace.
        private static let stillMilliseconds = 1000

        private enum Outage: Int, CaseIterable {
            case killed
            case standsStill
            case terminated
            case standsStillThenKilled
        }

        @Test func memoryAndDescriptorsStayFlat() throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            let card = try CardOnReader(
                VirtualReaderCard(TestTap.card(CardImage(.quickPassCredit))), port: daemon.port)
            defer { card.leave() }
            let gate = TestGate(keepsTranscripts: false)
            defer { gate.stop() }
            var last = try gate.wait(for: "tap")
            var before = OwnProcess()
            var times: [Int] = []
            for round in 0..<(Self.warmUp + Self.count) {
                if round == Self.warmUp { before = OwnProcess() }
                let outage = Outage.allCases[round % Outage.allCases.count]
                let begun = try Self.pass(outage, daemon)
                let back = try gate.wait(for: "back", count: round + 2, milliseconds: 20_000)
                last = try gate.waitForDialogue(after: back)
                times.append(last.atMilliseconds - begun)
                if round % 100 == 99 { print("\(round + 1) restarts: \(OwnProcess())") }
            }
            // Threads of calls that had hung end a moment later.
            _ = Ticks.wait(milliseconds: 2000) { OwnProcess().threads <= before.threads }
            let after = OwnProcess()
            let sorted = times.sorted()
            let worst = Outage.allCases.map { outage in
                let own = times.indices.filter { $0 % Outage.allCases.count == outage.rawValue }.map { times[$0] }
                return "\(outage) \(own.max() ?? 0)"
            }
            print(
                "\(Self.count) restarts: before \(before); after \(after); tap after "
                    + "\(sorted[sorted.count / 2]) ms, p99 \(sorted[sorted.count * 99 / 100]) ms, at most \(sorted.last ?? 0) ms (\(worst.joined(separator: ", ")))"
            )
            let losses = Dictionary(grouping: gate.texts.filter { $0.hasPrefix("lost") }, by: { $0 }).mapValues(\.count)
            print(losses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
            #expect(after.descriptors <= before.descriptors)
            #expect(after.threads <= before.threads + 2)
            // Swift's and libdispatch's own pools move by some hundred KiB; the gate's notices are a part of it.
            #expect(after.kibibytes <= before.kibibytes + 2048)
            #expect((sorted.last ?? 0) <= Faults.readyMilliseconds)
        }

        /// Lets an outage come and go; returns when it was over, in milliseconds: when the daemon goes on, or a new one
        /// listens.
        private static func pass(_ outage: Outage, _ daemon: PrivateDaemon) throws -> Int {
            switch outage {
            case .killed: daemon.kill()
            case .terminated: daemon.terminate()
            case .standsStill, .standsStillThenKilled:
                daemon.freeze()
                usleep(UInt32(stillMilliseconds) * 1000)
            }
            if outage == .standsStillThenKilled { daemon.kill() }
            if outage == .standsStill { daemon.thaw() } else { try daemon.start() }
            return Ticks.milliseconds
        }
    }
}
