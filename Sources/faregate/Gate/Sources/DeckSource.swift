import CardEmulator
import Foundation
import Lane
import SmartCard

/// Emulated cards that take turns instead of a reader.
///
/// - **Errors**: a card whose counters cannot be kept.
final class DeckSource: LaneSource {
    private let deck: [StoredCard]
    private let intervalMilliseconds: Int
    private let count: Int
    private let stop: StopFlag
    private let present: (any CardChannel) -> LaneTap?
    private let tell: (LaneNews) -> Void
    private var taps = 0
    private var nextMilliseconds = 0

    /// A deck of `images`; with `state` the first card's image is kept in that file.
    init(
        _ images: [CardImage], state: String?, intervalMilliseconds: Int, count: Int, _ stop: StopFlag,
        present: @escaping (any CardChannel) -> LaneTap?, tell: @escaping (LaneNews) -> Void
    ) throws {
        if let state, !FileManager.default.fileExists(atPath: state) { try CardFiles.write(images[0].text, to: state) }
        deck = images.map { image in
            StoredCard(VirtualCard(image, using: SystemRandomNumberGenerator())) { image in
                if let state { try CardFiles.write(image.text, to: state) }
            }
        }
        self.intervalMilliseconds = intervalMilliseconds
        self.count = count
        self.stop = stop
        self.present = present
        self.tell = tell
    }

    func turn(milliseconds: Int) throws -> Bool {
        guard taps < count else { return false }
        stop.wait(milliseconds: min(milliseconds, nextMilliseconds - GateClock.milliseconds))
        guard !stop.isSet, GateClock.milliseconds >= nextMilliseconds else { return true }
        let card = deck[taps % deck.count]
        guard let tap = present(card) else {
            // The lane takes none now: the rider waits.
            nextMilliseconds = GateClock.milliseconds + Self.waitMilliseconds
            return true
        }
        taps += 1
        nextMilliseconds = GateClock.milliseconds + intervalMilliseconds
        tell(.tap(tap))
        if let failure = card.failure { throw failure }
        return taps < count
    }

    func close() {}

    /// How soon a rider who was not let in tries again.
    private static let waitMilliseconds = 20

    /// Cards of a profile, or of a broken card's case, with different numbers; nil for a name of neither.
    static func images(_ name: String, cards: Int) -> [CardImage]? {
        if let fault = CardFault(id: name) { return (0..<cards).map { _ in CardImage(fault) } }
        guard let profile = CardProfile(rawValue: name) else { return nil }
        guard cards > 1 else { return [CardImage(profile)] }
        return (0..<cards).map { CardImage(profile, pan: CardDeck.number($0, like: CardImage(profile).pan)) }
    }
}
