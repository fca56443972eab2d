import CardEmulator
import Synchronization

/// The card in the field of the virtual reader, exchanged in place, its commands counted and its computing timed.
final class BenchField: VirtualReaderResponder, @unchecked Sendable {
    private struct State: @unchecked Sendable {
        var card: VirtualReaderCard
        var count = CommandCount()
        var nanoseconds: UInt64 = 0
        var hasArrived = false
        var failure: String?
    }

    // One thread at a time has the card: the lock sees to that.
    private let state: Mutex<State>

    private let address: VirtualReaderAddress

    /// A card for the virtual reader at an address.
    init(_ card: VirtualCard, at address: VirtualReaderAddress) {
        self.address = address
        let first = State(card: VirtualReaderCard(card))
        state = Mutex(first)
    }

    /// Whether the reader has seen the card.
    var hasArrived: Bool { state.withLock { $0.hasArrived } }
    /// Why there is no card any more.
    var failure: String? { state.withLock { $0.failure } }
    /// Since the last exchange.
    var served: (CommandCount, UInt64) { state.withLock { ($0.count, $0.nanoseconds) } }

    /// Another card in its place, as if it had always been that one.
    func exchange(_ card: VirtualCard) {
        let other = State(card: VirtualReaderCard(card))
        state.withLock { state in
            (state.card, state.count, state.nanoseconds) = (other.card, other.count, other.nanoseconds)
        }
    }

    /// Notes what happens to the card.
    func note(_ event: VirtualReaderClient.Event) {
        switch event {
        case .arrived: state.withLock { $0.hasArrived = true }
        case .noReader:
            fail(
                "no virtual reader listens at \(address); is pcscd running, with vsmartcard-vpcd? See Docs/readers.md")
        case .readerGone: fail("the virtual reader has gone; see journalctl -u pcscd")
        case .refused(let error): fail("\(error)")
        case .left: fail("the card has left the virtual reader")
        }
    }

    /// The first failure stands.
    func fail(_ words: String) {
        state.withLock { if $0.failure == nil { $0.failure = words } }
    }

    func arrive() { state.withLock { $0.card.arrive() } }

    func receive(_ message: VirtualReaderMessage) -> VirtualReaderReply {
        state.withLock { state in
            let begun = MonotonicClock.now()
            let reply = state.card.receive(message)
            if case .command(let command) = message {
                state.nanoseconds += MonotonicClock.now() - begun
                state.count.take(command, Array(reply.bytes.dropFirst(2)))
            }
            return reply
        }
    }
}
