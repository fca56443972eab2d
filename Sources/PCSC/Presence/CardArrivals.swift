import SmartCard

/// The cards that come to one reader, one tap each.
///
/// - **Shape**: ``next(milliseconds:now:)`` again and again from one thread, and ``ended(_:now:)`` after each card.
///   Several readers are several of these, each on its own thread.
/// - **Limits**: while another program holds a card, or the service does not answer, connecting is tried again every
///   ``retryMilliseconds`` for as long as the card lies there.
package final class CardArrivals {
    /// What has come.
    package enum Arrival {
        /// Nothing within the time.
        case nothing
        /// A card to talk to; then ``CardArrivals/ended(_:now:)``.
        case card(ReaderSession)
        /// A card came, and could not be talked to.
        case unusable(ReaderError)
        /// Service or reader have gone, or have come back.
        case changed(ReaderEvent)
    }

    /// How a dialogue ended.
    package enum Ending: Hashable, Sendable {
        /// With a verdict about this token; nil where the card could not be told apart.
        case decided(token: [UInt8]?)
        /// Without one: the same card may come again at once.
        case interrupted
    }

    /// Between two attempts to connect to a card that another program holds.
    package static let retryMilliseconds = 50
    /// Attempts after which it is reported that the card cannot be used; they go on.
    package static let quietAttempts = 10
    /// After so long, there is a card again where the link broke in mid-dialogue and none was reported to have left:
    /// the daemon polls drivers that do not notify every 400 ms (pcscd 1.9.9), and does not see what happens between.
    package static let unseenReturnMilliseconds = 600

    /// The reader's name.
    package let reader: String
    private let watcher: ReaderWatcher
    private let cardReader: CardReader
    private let readsUID: Bool
    private var presence = CardPresence()
    private var waiting: [ReaderEvent] = []
    /// Attempts that were made to connect to the card that lies there; nil while there is none to connect to.
    private var attempts: Int?
    /// When the link to a card broke whose removal the daemon has not reported.
    private var brokeAt: Int?
    private var session: ReaderSession?

    /// Watches one reader.
    ///
    /// - Parameter readsUID: Whether to ask the reader for the card's UID before the dialogue, one command more a tap;
    ///   it tells a card that flickers at the edge of the field without talking to it again.
    package init(reader: String, readsUID: Bool = false, limits: ReaderLimits = ReaderLimits()) {
        self.reader = reader
        self.readsUID = readsUID
        watcher = ReaderWatcher(limits: limits)
        cardReader = CardReader(reader, limits: limits)
    }

    /// Waits for the next card, at most about this long; `now` in milliseconds.
    package func next(milliseconds: Int, now: () -> Int) -> Arrival {
        if waiting.isEmpty {
            waiting = watcher.events(milliseconds: min(milliseconds, pause(at: now())))
        }
        while !waiting.isEmpty {
            let event = waiting.removeFirst()
            switch event {
            case .serviceLost, .serviceBack: return .changed(event)
            case .readerAdded(let name) where name == reader: return .changed(event)
            case .readerGone(let name) where name == reader:
                attempts = nil
                brokeAt = nil
                _ = presence.take(.readerGone, at: now())
                return .changed(event)
            case .cardArrived(let name, _) where name == reader:
                attempts = 0
                brokeAt = nil
            case .cardRemoved(let name) where name == reader:
                attempts = nil
                brokeAt = nil
                _ = presence.take(.removed, at: now())
            case .cardMute(let name) where name == reader: return .unusable(ReaderError(.cardMute))
            default: break
            }
        }
        if let brokeAt, now() - brokeAt >= Self.unseenReturnMilliseconds {
            self.brokeAt = nil
            attempts = 0
        }
        guard attempts != nil else { return .nothing }
        return connect(now)
    }

    /// Whether a card of this token is the last tap once more (``CardPresence/isLastTap(_:at:)``).
    package func isLastTap(_ token: [UInt8], now: Int) -> Bool { presence.isLastTap(token, at: now) }

    /// Says how the dialogue with the last card ended, lets go of the card, and says whether it was a tap of its own.
    package func ended(_ ending: Ending, now: () -> Int) -> CardPresence.Action? {
        // Torn away, or given up for its silence: another card may lie there soon without the daemon's noticing.
        if session?.lastError != nil {
            brokeAt = now()
            _ = presence.take(.removed, at: now())
        }
        session?.disconnect()
        session = nil
        let actions: [CardPresence.Action] =
            switch ending {
            case .decided(let token): presence.take(.decided(token: token), at: now())
            case .interrupted: presence.take(.interrupted, at: now())
            }
        return actions.first
    }

    /// How long one may wait for events: something else may be due before.
    private func pause(at now: Int) -> Int {
        if attempts != nil { return Self.retryMilliseconds }
        guard let brokeAt else { return .max }
        return max(1, brokeAt + Self.unseenReturnMilliseconds - now)
    }

    private func connect(_ now: () -> Int) -> Arrival {
        do throws(ReaderError) {
            let session = try cardReader.connect()
            attempts = nil
            let identity = readsUID ? session.uniqueIdentifier() : nil
            guard presence.take(.arrived(identity), at: now()) == [.startDialogue] else {
                session.disconnect(.leave)
                return .nothing
            }
            self.session = session
            return .card(session)
        } catch {
            // Only the card itself can be at fault for good. A daemon that has just started may refuse us once, though
            // it has let the watcher in (seen with pcscd 1.9.9: one of some thousand restarts).
            if [.noCard, .cardRemoved, .cardMute].contains(error.kind) {
                attempts = nil
                return .unusable(error)
            }
            let made = (attempts ?? 0) + 1
            attempts = made
            guard made == Self.quietAttempts else { return .nothing }
            // Our own context from before holds the card, until the call that it hangs in returns.
            let isOurs = error.kind == .inUse && ReaderThread.leftBehind > 0
            return .unusable(isOurs ? ReaderError(.timedOut) : error)
        }
    }
}

extension ReaderSession {
    /// The card's UID by the reader's own command; nil if reader or card have none.
    ///
    /// - **Source**: GET DATA of PC/SC part 3, 3.2.2.1.3, from public sources.
    package func uniqueIdentifier() -> [UInt8]? {
        var answer: [UInt8] = []
        do throws(CardChannelError) {
            try transmit([0xFF, 0xCA, 0x00, 0x00, 0x00], into: &answer)
        } catch {
            return nil
        }
        guard answer.count > 2, answer.suffix(2) == [0x90, 0x00] else { return nil }
        return answer.dropLast(2)
    }
}
