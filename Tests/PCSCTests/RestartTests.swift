import CardEmulator
import Foundation
import PCSC
import Testing

extension ReaderSuite {
    /// The daemon is restarted again and again under a gate with a card; 1,000 times with FAREGATE_LONG_TESTS=1.
    @Suite(.serialized)
    struct Restarts {
        private static let count = isLongRun ? 1000 : 5
        /// Restarts before memory and descriptors are counted: buffers and pools have grown by then.
        private static let warmUp = isLongRun ? 50 : 2

        @Test func memoryAndDescriptorsStayFlat() throws {
            let daemon = try PrivateDaemon()
            try daemon.start()
            let card = try CardOnReader(
                VirtualReaderCard(TestTap.card(CardImage(.quickPassCredit))), port: daemon.port)
            defer { card.leave() }
            let gate = TestGate()
            defer { gate.stop() }
            var last = try gate.wait(for: "tap")
            var before = OwnProcess()
            var times: [Int] = []
            for round in 0..<(Self.warmUp + Self.count) {
                if round == Self.warmUp { before = OwnProcess() }
                if round % 2 == 0 { daemon.kill() } else { daemon.terminate() }
                let begun = Ticks.milliseconds
                try daemon.start()
                let back = try gate.wait(for: "back", count: round + 2, milliseconds: 20_000)
                last = try gate.waitForDialogue(after: back)
                times.append(last.atMilliseconds - begun)
            }
            // Threads of calls that had hung end a moment later.
            _ = Ticks.wait(milliseconds: 2000) { OwnProcess().threads <= before.threads }
            let after = OwnProcess()
            let sorted = times.sorted()
            print(
                "\(Self.count) restarts: before \(before); after \(after); tap after "
                    + "\(sorted[sorted.count / 2]) ms, at most \(sorted.last ?? 0) ms")
            let losses = Dictionary(grouping: gate.texts.filter { $0.hasPrefix("lost") }, by: { $0 }).mapValues(\.count)
            print(losses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
            #expect(after.descriptors <= before.descriptors)
            #expect(after.threads <= before.threads + 2)
            // Swift's and libdispatch's own pools move by some hundred KiB; the gate's notices are a part of it.
            #expect(after.kibibytes <= before.kibibytes + 2048 + Self.count)
            #expect((sorted.last ?? 0) <= Faults.readyMilliseconds)
        }
    }
}
