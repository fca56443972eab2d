/// Decides when a card on a reader is a tap: a card left in the field, or seen again soon, is one tap only.
///
/// - **Shape**: events with the moment they happen go in, an action comes out. No I/O, no clock.
/// - **Unit**: milliseconds of any clock that only goes forward.
/// - **Limits**: the identity is the caller's choice: a card's UID, or its answer to reset where all cards differ in
///   it, or none. Phones draw a new UID for each tap, so that the token after the dialogue is compared as well.
/// - **Source**: the project's own rule (issue 4): 2 s, and no dialogue until the last card has left.
package struct CardPresence {
    /// What happens on the reader.
    package enum Event: Hashable, Sendable {
        /// A card has come; its identity, if the caller knows one that tells cards apart.
        case arrived([UInt8]?)
        case removed
        /// The dialogue is over and has come to a verdict about this token (nil: about nobody).
        case decided(token: [UInt8]?)
        /// The dialogue was interrupted: nothing is decided, and the same card may come at once.
        case interrupted
        /// The reader or the service has gone, and the card with it as far as we can know.
        case readerGone
    }

    /// What the caller does.
    package enum Action: Hashable, Sendable {
        /// Talk to the card.
        case startDialogue
        /// What was decided counts: a new tap.
        case newTap
        /// What was decided is the last tap once more: nothing is charged, and nothing opens again.
        case sameTap
    }

    private enum State: Hashable {
        case empty
        /// A dialogue runs with a card that may have left already, or even made room for the next one.
        case inDialogue(identity: [UInt8]?, field: Field)
        /// The card lies there and nothing is to be done with it.
        case waitingForRemoval(isLastTap: Bool)
    }

    private enum Field: Hashable {
        case sameCard
        case nobody
        case nextCard(identity: [UInt8]?)
    }

    private struct LastTap: Hashable {
        var identity: [UInt8]?
        var token: [UInt8]?
        var seenAt: Int
    }

    /// How long a card that has left is the same tap when it comes back.
    package let sameTapMilliseconds: Int
    private var state = State.empty
    private var last: LastTap?

    package init(sameTapMilliseconds: Int = 2000) { self.sameTapMilliseconds = sameTapMilliseconds }

    /// Whether no card is in the field, as far as we know.
    package var isEmpty: Bool { state == .empty }

    /// Whether a card of this token is the last tap once more: asked before anything is done about it.
    package func isLastTap(_ token: [UInt8], at now: Int) -> Bool {
        guard let last else { return false }
        return last.token == token && now - last.seenAt < sameTapMilliseconds
    }

    /// Takes an event; usually there is one thing to do or nothing.
    package mutating func take(_ event: Event, at now: Int) -> [Action] {
        switch (state, event) {
        case (.empty, .arrived(let identity)): return arrive(identity, at: now)
        case (.empty, _): return []

        case (.inDialogue(let identity, let field), .decided(let token)):
            let action = decide(identity, token, at: now)
            return [action] + leaveDialogue(field, isLastTap: true, at: now)
        case (.inDialogue(_, let field), .interrupted): return leaveDialogue(field, isLastTap: false, at: now)
        case (.inDialogue(let identity, _), .removed), (.inDialogue(let identity, _), .readerGone):
            state = .inDialogue(identity: identity, field: .nobody)
            return []
        case (.inDialogue(let identity, _), .arrived(let next)):
            state = .inDialogue(identity: identity, field: .nextCard(identity: next))
            return []

        case (.waitingForRemoval(let isLastTap), .removed), (.waitingForRemoval(let isLastTap), .readerGone):
            state = .empty
            if isLastTap { last?.seenAt = now }
            return []
        // A card in place of another one whose leaving was not seen.
        case (.waitingForRemoval(let isLastTap), .arrived(let identity)):
            if isLastTap { last?.seenAt = now }
            return arrive(identity, at: now)
        case (.waitingForRemoval, .decided), (.waitingForRemoval, .interrupted): return []
        }
    }

    private mutating func arrive(_ identity: [UInt8]?, at now: Int) -> [Action] {
        if let identity, let last, last.identity == identity, now - last.seenAt < sameTapMilliseconds {
            state = .waitingForRemoval(isLastTap: true)
            self.last?.seenAt = now
            return []
        }
        state = .inDialogue(identity: identity, field: .sameCard)
        return [.startDialogue]
    }

    private mutating func leaveDialogue(_ field: Field, isLastTap: Bool, at now: Int) -> [Action] {
        switch field {
        case .sameCard:
            state = .waitingForRemoval(isLastTap: isLastTap)
            return []
        case .nobody:
            state = .empty
            return []
        case .nextCard(let identity):
            state = .empty
            return arrive(identity, at: now)
        }
    }

    private mutating func decide(_ identity: [UInt8]?, _ token: [UInt8]?, at now: Int) -> Action {
        let isSame = token.map { isLastTap($0, at: now) } ?? false
        last = LastTap(identity: identity, token: token, seenAt: now)
        return isSame ? .sameTap : .newTap
    }
}
