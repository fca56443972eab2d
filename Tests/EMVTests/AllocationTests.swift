import CAllocationCounter
import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// What a whole tap allocates once buffers have grown, libcrypto included; debug builds allocate more than release
/// ones.
@Suite(.serialized)
struct AllocationTests {
    /// Measured in a debug build with OpenSSL 3: 10, 12 and 397, the last nearly all libcrypto's for keys and
    /// signatures of elliptic curves; the rest of the limit is for other versions of it.
    @Test(arguments: [
        (CardProfile.quickPassCredit, 12),
        (CardProfile.quickPassDebit, 14),
        (CardProfile.quickPassSM2, 420),
    ])
    func aTapOfAKnownIssuer(profile: CardProfile, most: Int) throws {
        let keys = EmulatorTrust.keys
        var configuration = CardDialogue.Configuration(gate: .deferred)
        for index in configuration.entryPoint.sets.indices {
            configuration.entryPoint.sets[index].options.qualifiers = nil
        }
        let transaction = TransactionData(
            amount: 1, date: CalendarDate(year: 2026, month: 11, day: 23), unpredictableNumber: 0x5A1B_3C7D,
            terminalQualifiers: 0x2180_0080)
        var dialogue = CardDialogue(configuration, authenticator: CardAuthenticator(keys: keys)) { _, _ in false }
        let recording = RecordingChannel(VirtualCard(CardImage(profile), using: Counting()))
        let first = CardTap.run(&dialogue, over: recording, transaction: transaction, keepsQualifiers: true)
        #expect(first.verdict == .accepted)

        let card = Answers(recording.transcript.exchanges.map(\.answer))
        var allocations = 0
        for round in 0..<10 {
            card.next = 0
            faregate_reset_allocation_count()
            let result = CardTap.run(&dialogue, over: card, transaction: transaction, keepsQualifiers: true)
            let count = Int(faregate_allocation_count())
            #expect(result.verdict == .accepted)
            // The first rounds let buffers grow and the runtime make what it makes once.
            if round > 2 { allocations = max(allocations, count) }
        }
        #expect(allocations <= most)
    }

    /// Plays answers without a look at the commands and without an allocation.
    private final class Answers: CardChannel {
        private let answers: [[UInt8]]
        var next = 0

        init(_ answers: [[UInt8]]) { self.answers = answers }

        func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
            guard next < answers.count else { throw .removed }
            answer.removeAll(keepingCapacity: true)
            answer += answers[next]
            next += 1
        }

        func reset() throws(CardChannelError) -> [UInt8] { [] }
    }

    private struct Counting: RandomNumberGenerator {
        private var state: UInt64 = 0
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            return state
        }
    }
}
