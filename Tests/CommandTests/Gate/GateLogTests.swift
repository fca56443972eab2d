import Foundation
import Lane
import SmartCard
import Synchronization
import Testing

@testable import faregate

/// Lines of the log.
struct GateLogTests {
    @Test(
        "one event, one line, whatever is in it; nothing steers a terminal",
        arguments: [
            "plain", "two words", "a\nb", "a\r\nb", "\u{1B}[2J", "\u{9B}31m", "\u{202E}evil", "\u{2028}", "\"quoted\"",
            "\u{7F}", "\u{2066}x\u{2069}", "站",
        ])
    func escapes(text: String) throws {
        let event = LogEvent("note", lane: text, tap: text, [("words", .text(text)), ("number", .number(1))])
        for format in GateConfiguration.Log.Format.allCases {
            let line = event.line(format, time: "now")
            #expect(!line.contains { $0.isNewline })
            let steering = line.unicodeScalars.filter {
                $0.properties.generalCategory == .control || (0x202A...0x202E).contains($0.value)
                    || (0x2066...0x2069).contains($0.value)
            }
            #expect(steering.isEmpty, "\(line)")
        }
        let json = event.line(.json, time: "now")
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(object?["words"] as? String == text && object?["lane"] as? String == text)
    }

    @Test("of a card there is a masked number at most")
    func masked() {
        let event = LogEvent("tap", [("card", .card(MaskedPAN(digits: "6225880137706868")))])
        #expect(event.line(.json, time: "").contains("622588******6868"))
        #expect(event.line(.text, time: "").contains("card=622588******6868"))
    }

    @Test("a log that nobody reads waits for nobody; what is lost is said")
    func slowReader() throws {
        let gate = DispatchSemaphore(value: 0)
        let written = Mutex("")
        let log = try GateLog(.text, .info, wall: { 1_795_392_000_123 }) { text in
            gate.wait()
            written.withLock { $0 += text }
            return nil
        }
        for number in 0..<10_000 { log.note(LogEvent("note", [("number", .number(number))])) }
        log.note(LogEvent("unseen", level: .debug))
        for _ in 0..<10_000 { gate.signal() }
        log.close(milliseconds: 60_000)
        let text = written.withLock { $0 }
        let lines = text.split(separator: "\n")
        #expect(lines.count <= 2 * GateLog.mostWaiting + 2 && lines.count >= GateLog.mostWaiting)
        #expect(
            text.contains("2026-11-23T08:00:00.123+08:00") && text.contains(" lost lines=") && !text.contains("unseen"))
    }
}
