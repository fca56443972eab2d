import EMV
import Foundation
import PCSC
import SmartCard
import Synchronization
import Testing

/// What a gate does with one reader, on a thread of its own.
final class TestGate: Sendable {
    /// One thing that the gate noticed.
    struct Notice: Sendable {
        var text: String
        var atMilliseconds: Int
        var transcript = Transcript()

        var isDialogue: Bool { text.hasPrefix("tap ") || text.hasPrefix("same ") }
    }

    private struct State {
        var notices: [Notice] = []
        var isStopping = false
    }

    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)
    private let keepsTranscripts: Bool

    /// - Parameter keepsTranscripts: False where so much is noticed that memory would grow with it.
    init(
        reader: String = PrivateDaemon.reader, limits: ReaderLimits = ReaderLimits(), keepsTranscripts: Bool = true
    ) {
        self.keepsTranscripts = keepsTranscripts
        Thread.detachNewThread { [self] in
            run(CardArrivals(reader: reader, limits: limits))
            ended.signal()
        }
    }

    /// All that has happened, in short words.
    var notices: [Notice] { state.withLock { $0.notices } }
    var texts: [String] { notices.map(\.text) }

    /// Waits for the n-th notice with this beginning.
    func wait(for beginning: String, count: Int = 1, milliseconds: Int = 10_000) throws -> Notice {
        try wait(milliseconds: milliseconds) { notices in
            let all = notices.filter { $0.text.hasPrefix(beginning) }
            return all.count >= count ? all[count - 1] : nil
        }
    }

    /// Waits for the next dialogue that was held after something.
    func waitForDialogue(after earlier: Notice, milliseconds: Int = 10_000) throws -> Notice {
        try wait(milliseconds: milliseconds) {
            $0.first { $0.isDialogue && $0.atMilliseconds >= earlier.atMilliseconds }
        }
    }

    /// Waits for the n-th dialogue, 1 the first.
    func waitForDialogue(number: Int, milliseconds: Int = 10_000) throws -> Notice {
        try wait(milliseconds: milliseconds) { notices in
            let dialogues = notices.filter(\.isDialogue)
            return dialogues.count >= number ? dialogues[number - 1] : nil
        }
    }

    private func wait(milliseconds: Int, for choose: ([Notice]) -> Notice?) throws -> Notice {
        var found: Notice?
        let waited = Ticks.wait(milliseconds: milliseconds) {
            found = choose(notices)
            return found != nil
        }
        guard waited != nil, let found else {
            throw DaemonFailure(what: "not seen within \(milliseconds) ms: \(texts.suffix(20))")
        }
        return found
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        ended.wait()
    }

    /// Connects as soon as a card is there that can be talked to.
    static func session(_ reader: CardReader, milliseconds: Int = 5000) throws(ReaderError) -> ReaderSession {
        var session: ReaderSession?
        var last = ReaderError(.noCard)
        _ = Ticks.wait(milliseconds: milliseconds) {
            do throws(ReaderError) { session = try reader.connect() } catch { last = error }
            return session != nil || last.kind == .cardMute
        }
        guard let session else { throw last }
        return session
    }

    /// Waits until the daemon knows that no card is there.
    static func waitForRemoval(_ reader: CardReader) {
        let waited = Ticks.wait(milliseconds: 3000) {
            do throws(ReaderError) { try reader.connect().disconnect() } catch { return error.kind == .noCard }
            return false
        }
        #expect(waited != nil)
    }

    private func run(_ arrivals: CardArrivals) {
        func now() -> Int { Ticks.milliseconds }
        while !state.withLock({ $0.isStopping }) {
            switch arrivals.next(milliseconds: 250, now: now) {
            case .nothing: break
            case .changed(.serviceLost(let error)): say("lost \(error.kind.rawValue)")
            case .changed(.serviceBack): say("back")
            case .changed(.readerAdded): say("reader added")
            case .changed(.readerGone): say("reader gone")
            case .changed: break
            case .unusable(let error): say("unusable \(error.kind.rawValue)")
            case .card(let session):
                let outcome = TestTap.run(over: session, now: { Ticks.microseconds })
                let isOver = outcome.result.verdict != .again
                let token = outcome.result.kernel?.card.map { Array($0.pan.masked.utf8) }
                let action = arrivals.ended(isOver ? .decided(token: token) : .interrupted, now: now)
                let error = session.lastError.map { " \($0.kind.rawValue)" } ?? ""
                say(
                    (action == .sameTap ? "same " : "tap ") + outcome.text + error,
                    keepsTranscripts ? outcome.transcript : Transcript())
            }
        }
    }

    private func say(_ text: String, _ transcript: Transcript = Transcript()) {
        let notice = Notice(text: text, atMilliseconds: Ticks.milliseconds, transcript: transcript)
        state.withLock { $0.notices.append(notice) }
    }
}
