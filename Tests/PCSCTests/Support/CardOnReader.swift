import CardEmulator
import Foundation
import Synchronization

/// A card on the virtual reader, dialled in from a thread of this process; it can be taken away, and exchanged in
/// place.
final class CardOnReader: VirtualReaderResponder, @unchecked Sendable {
    private let inside: Mutex<Held>
    private let log = Mutex<[VirtualReaderClient.Event]>([])
    private let isLifted = Mutex(false)
    private var client: VirtualReaderClient?
    private let ended = DispatchSemaphore(value: 0)

    /// Lays a card on the reader.
    init(
        _ card: any VirtualReaderResponder, port: UInt16,
        presentations: VirtualReaderClient.Presentations = VirtualReaderClient.Presentations()
    ) throws {
        inside = Mutex(Held(card: card))
        let client = try VirtualReaderClient(
            self, at: VirtualReaderAddress(host: "127.0.0.1", port: port), presentations: presentations,
            now: { Ticks.microseconds }, observe: { [self] event in log.withLock { $0.append(event) } })
        self.client = client
        let run = Running(client: client)
        Thread.detachNewThread { [self] in
            do { try run.client.run() } catch { print("card: \(error)") }
            ended.signal()
        }
    }

    /// One thread at a time has it: the lock sees to that.
    private struct Held: @unchecked Sendable {
        let card: any VirtualReaderResponder
    }

    private struct Running: @unchecked Sendable {
        let client: VirtualReaderClient
    }

    /// What has happened to the card.
    var events: [VirtualReaderClient.Event] { log.withLock { $0 } }

    /// Another card in its place, as if it had always been that one.
    func exchange(_ card: any VirtualReaderResponder) {
        let other = Held(card: card)
        inside.withLock { $0 = other }
    }

    /// Takes the card away; it comes back after its absence.
    func lift() {
        let asked = events.filter { $0 == .left }.count
        isLifted.withLock { $0 = true }
        _ = Ticks.wait(milliseconds: 3000) { events.filter { $0 == .left }.count > asked }
    }

    /// Takes the card away for good.
    func leave() {
        guard let client else { return }
        client.stop.now()
        ended.wait()
        self.client = nil
    }

    func arrive() { inside.withLock { $0.card.arrive() } }

    func receive(_ message: VirtualReaderMessage) -> VirtualReaderReply {
        // The daemon asks every 400 ms whether the card is there.
        let isLeaving = isLifted.withLock { isLifted in
            defer { isLifted = false }
            return isLifted
        }
        return isLeaving ? VirtualReaderReply(leaves: true) : inside.withLock { $0.card.receive(message) }
    }
}
