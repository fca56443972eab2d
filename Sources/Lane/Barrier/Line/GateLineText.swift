import Gate
import SmartCard

/// What a barrier's controller is told, as lines.
///
/// - **Limits**: a text on a display has at most ``longestText`` bytes; control characters in it are spaces.
/// - **Source**: Docs/gate.md, "Line protocol".
package enum GateLineText {
    /// The most bytes of a text on a display.
    package static let longestText = 120
    /// The end of a line of which only a part was taken: such a line is to be ignored.
    static let void = Array(" VOID\n".utf8)
    static let ping = Array("PING\n".utf8)
    static let pong = Array("PONG\n".utf8)
    /// Whatever was left unfinished on the line before is void.
    static let hello = void + Array("HELLO \(GateLineLink.version)\n".utf8)

    /// The lines of an action; empty for one that is none of the controller's business.
    package static func lines(_ action: GateAction, _ words: (GatePrompt) -> Wording) -> [UInt8] {
        switch action {
        case .open(let direction, let sequence): Array("OPEN \(side(direction)) \(sequence)\n".utf8)
        case .stand: Array("STAND\n".utf8)
        case .release: Array("RELEASE\n".utf8)
        case .close: Array("CLOSE\n".utf8)
        case .show(let prompt, let direction): show(words(prompt), side(direction))
        case .alarm(let alarm): Array("ALARM \(alarm.code)\n".utf8)
        case .silence: Array("SILENCE\n".utf8)
        case .passed, .notPassed, .tailgated, .passedFreely, .modeChanged, .easingsChanged, .ignored: []
        }
    }

    private static func show(_ wording: Wording, _ side: String) -> [UInt8] {
        Array("SHOW \(side) zh ".utf8) + text(wording.chinese) + Array("\nSHOW \(side) en ".utf8)
            + text(wording.english) + [0x0A]
    }

    private static func text(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let encoded = isControl ? [0x20] : Array(String(scalar).utf8)
            if bytes.count + encoded.count > longestText { break }
            bytes += encoded
        }
        return bytes
    }

    private static func side(_ direction: TapKind) -> String { direction == .exit ? "EXIT" : "ENTRY" }
}
