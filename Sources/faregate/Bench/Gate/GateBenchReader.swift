import CardEmulator
import Fares
import Foundation
import PCSC
import SmartCard
import Synchronization

/// Emulated cards on the virtual reader, served by a thread of this process, and our session with that reader.
///
/// - **Shape**: one card lies in the field all the time and is exchanged for the next one between two taps; each tap
///   begins with a reset. What the daemon needs to notice that a card has come is not measured.
/// - **Errors**: said on stderr with what to do; exit code 69.
final class GateBenchReader {
    /// How long the first card may take to arrive at the reader.
    private static let arrivalMilliseconds: UInt64 = 5000

    let session: ReaderSession
    private let field: BenchField
    private let stop: VirtualReaderStop
    private let thread: Thread

    /// Lays the first card on the virtual reader at `address` and connects to it at the reader of this name.
    init(_ name: String, at address: VirtualReaderAddress, first card: VirtualCard) throws {
        let reader = CardReader(try ReaderNames.find(name))
        let field = BenchField(card, at: address)
        let client: VirtualReaderClient
        do throws(VirtualReaderError) {
            client = try VirtualReaderClient(
                field, at: address, now: { Int(MonotonicClock.now() / 1000) }, observe: { field.note($0) })
        } catch {
            throw failure("\(error)", CommandExit.unavailable)
        }
        let work = ClientWork(client)
        stop = client.stop
        self.field = field
        thread = Thread { work.run(field) }
        thread.start()
        do {
            session = try Self.connect(reader, field, address)
        } catch {
            stop.now()
            throw error
        }
    }

    /// One thread runs it, the one that is made for it.
    private struct ClientWork: @unchecked Sendable {
        let client: VirtualReaderClient

        init(_ client: VirtualReaderClient) { self.client = client }

        func run(_ field: BenchField) {
            do throws(VirtualReaderError) { try client.run() } catch { field.fail("\(error)") }
        }
    }

    private static func connect(
        _ reader: CardReader, _ field: BenchField, _ address: VirtualReaderAddress
    ) throws -> ReaderSession {
        let end = MonotonicClock.now() + arrivalMilliseconds * 1_000_000
        while true {
            if let words = field.failure {
                throw failure(words, CommandExit.unavailable)
            }
            var last: ReaderError
            do throws(ReaderError) { return try reader.connect() } catch { last = error }
            guard last.kind == .noCard || last.kind == .cardMute || last.kind == .inUse else {
                throw failure("\(reader.name): \(last)", CommandExit.unavailable)
            }
            guard MonotonicClock.now() < end else {
                throw failure(
                    field.hasArrived
                        ? "\(reader.name): \(last.meaning), though one lies on the virtual reader at \(address): is it the "
                            + "reader of that port?"
                        : "\(reader.name): no card has come to it within \(arrivalMilliseconds / 1000) s; does the "
                            + "virtual reader listen at \(address)?", CommandExit.unavailable)
            }
            MonotonicClock.sleep(until: MonotonicClock.now() + 20_000_000)
        }
    }

    /// Exchanges the card in the field and begins to count.
    func lay(_ card: VirtualCard) throws {
        if let words = field.failure { throw failure(words, CommandExit.unavailable) }
        field.exchange(card)
    }

    /// What the card in the field has been asked, and how long it computed.
    var served: (CommandCount, UInt64) { field.served }

    /// Takes the card away.
    func end() {
        session.disconnect()
        stop.now()
    }
}
