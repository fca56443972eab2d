import PCSC
import Testing

/// One line a rule: events with their milliseconds, and behind each what is done.
struct CardPresenceTests {
    @Test(arguments: [
        // A card, its dialogue, its verdict.
        ("0 +A: start  300 =T: new  900 -A:", "one tap"),
        // Left in the field: nothing more, however long.
        ("0 +A: start  300 =T: new  60000 -A:", "lies there"),
        // Seen again within 2 s of its leaving: the same tap; later it is a new one.
        ("0 +A: start  300 =T: new  900 -A:  2899 +A:", "same identity within 2 s"),
        ("0 +A: start  300 =T: new  900 -A:  2900 +A: start", "same identity after 2 s"),
        // At the edge of the field it comes and goes: the time counts from when it was last seen.
        ("0 +A: start  300 =T: new  900 -A:  1900 +A:  2000 -A:  3999 +A:  4000 -A:", "flickers"),
        ("0 +A: start  300 =T: new  900 -A:  1900 +A:  2000 -A:  4000 +A: start", "flickered"),
        // Another card is another tap at once.
        ("0 +A: start  300 =T: new  900 -A:  910 +B: start  1200 =U: new", "next rider"),
        ("0 +A: start  300 =T: new  900 -A:  910 +B: start  1200 =U: new  1300 -B:  1310 +A: start", "a third"),
        // Without an identity the token tells.
        ("0 +?: start  300 =T: new  900 -?:  1000 +?: start  1300 =T: same", "same token"),
        ("0 +?: start  300 =T: new  900 -?:  1000 +?: start  1300 =U: new", "other token"),
        ("0 +?: start  300 =T: new  900 -?:  2700 +?: start  3000 =T: new", "same token, later"),
        (
            "0 +?: start  300 =T: new  900 -?:  1000 +?: start  1300 =T: same  1400 -?:  2000 +?: start  3399 =T: same",
            "again"
        ),
        ("0 +?: start  300 =?: new  900 -?:  1000 +?: start  1300 =?: new", "nobody is not the same as nobody"),
        // A phone draws a new UID for each tap.
        ("0 +A: start  300 =T: new  900 -A:  1000 +B: start  1300 =T: same", "same token, other identity"),
        // Torn: nothing was decided, so the same card may come at once; while it lies there it waits.
        ("0 +A: start  100 !:  5000 -A:  5010 +A: start", "interrupted in the field"),
        ("0 +A: start  90 -A:  100 !:  110 +A: start  400 =T: new", "torn and back"),
        ("0 +A: start  300 =T: new  400 -A:  900 +B: start  910 -B:  920 !:  930 +A:", "a torn one between"),
        // Left before the verdict.
        ("0 +A: start  290 -A:  300 =T: new  400 +A:", "left early and back"),
        ("0 +A: start  290 -A:  300 =T: new  400 +B: start", "left early, next rider"),
        // The next card comes while the dialogue with the last one still runs.
        ("0 +A: start  100 -A:  150 +B:  300 =T: new start  600 =U: new", "swapped during the dialogue"),
        ("0 +A: start  100 -A:  150 +A:  300 =T: new", "gone and back during the dialogue"),
        ("0 +A: start  100 -A:  150 +B:  200 -B:  300 =T: new  400 +C: start", "came and left during the dialogue"),
        ("0 +A: start  100 -A:  150 +B:  300 !: start", "swapped, and interrupted"),
        // Swapped unseen.
        ("0 +A: start  300 =T: new  400 +B: start", "no removal seen"),
        ("0 +A: start  300 =T: new  400 +A:", "no removal seen, same card"),
        // The reader goes with its card.
        ("0 +A: start  100 x:  200 !:  300 +A: start", "reader gone"),
        ("0 +A: start  300 =T: new  400 x:  500 +A:", "reader gone and back"),
        // What cannot be is nothing.
        ("0 -A:  10 =T:  20 !:  30 x:  40 +A: start", "events without a card"),
        ("0 +A: start  300 =T: new  310 =T:  320 !:", "two verdicts"),
    ])
    func follows(script: String, name: String) {
        var presence = CardPresence()
        var played: [String] = []
        for (time, event) in Self.steps(script) {
            let actions = presence.take(Self.event(event), at: time)
            played.append(([String(time), event + ":"] + actions.map(Self.word)).joined(separator: " "))
        }
        #expect(played.joined(separator: "  ") == script, "\(name)")
    }

    /// The moments and events of a script, without what is done.
    private static func steps(_ script: String) -> [(Int, String)] {
        let words = script.split(separator: " ").map(String.init)
        return words.indices.compactMap { index in Int(words[index]).map { ($0, String(words[index + 1].dropLast())) } }
    }

    private static func event(_ text: String) -> CardPresence.Event {
        let name = text.dropFirst() == "?" ? nil : Array(text.dropFirst().utf8)
        switch text.first {
        case "+": return .arrived(name)
        case "-": return .removed
        case "=": return .decided(token: name)
        case "!": return .interrupted
        default: return .readerGone
        }
    }

    private static func word(_ action: CardPresence.Action) -> String {
        switch action {
        case .startDialogue: "start"
        case .newTap: "new"
        case .sameTap: "same"
        }
    }

    /// Whatever comes: never two dialogues at once, and one only for a card that has come since the last.
    @Test(arguments: 0..<16)
    func neverTwoDialogues(seed: Int) {
        var generator = TestGenerator(seed: UInt64(seed))
        var presence = CardPresence()
        var isTalking = false
        var hasCome = false
        for now in stride(from: 0, to: 300_000, by: 300) {
            let event: CardPresence.Event
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1:
                event = .arrived(Bool.random(using: &generator) ? nil : [UInt8.random(in: 0..<3, using: &generator)])
                hasCome = true
            case 2: event = .removed
            case 3: event = .decided(token: [UInt8.random(in: 0..<3, using: &generator)])
            case 4: event = .interrupted
            default: event = .readerGone
            }
            let actions = presence.take(event, at: now)
            for action in actions where action != .startDialogue {
                #expect(isTalking)
                isTalking = false
            }
            if event == .interrupted { isTalking = false }
            if actions.contains(.startDialogue) {
                #expect(!isTalking && hasCome)
                isTalking = true
                hasCome = false
            }
        }
    }
}
