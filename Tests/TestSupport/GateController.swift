import Foundation
import Synchronization

/// The far end of the line protocol: answers heartbeats, keeps the lines, does what they say, and says what a test
/// wants.
package final class GateController: @unchecked Sendable {
    /// Where the flaps are.
    package enum Flaps: Sendable {
        case shut, standing, released
    }

    private struct State {
        var lines: [String] = []
        var rest = ""
        var answers = true
        var zone = "ZONE 0"
        var isClosing = false
        var heardAt = DispatchTime.now().uptimeNanoseconds
        var passes: Set<String> = []
        var flaps = Flaps.shut
    }

    private let line: PseudoTerminal
    private let silenceNanoseconds: UInt64
    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)

    /// - **Parameters**: `silenceMilliseconds`, without a line of the gate's: then passes are void and the flaps shut.
    package init(_ line: PseudoTerminal, silenceMilliseconds: UInt64 = 3000) {
        self.line = line
        silenceNanoseconds = silenceMilliseconds * 1_000_000
        let thread = Thread { [self] in run() }
        thread.start()
    }

    /// Whether heartbeats are answered.
    package var answers: Bool {
        get { state.withLock { $0.answers } }
        set { state.withLock { $0.answers = newValue } }
    }

    /// The answer to a greeting that says who stands in the safety zone.
    package var zone: String {
        get { state.withLock { $0.zone } }
        set { state.withLock { $0.zone = newValue } }
    }

    /// The whole lines so far, but heartbeats.
    package var lines: [String] { state.withLock { $0.lines } }

    /// How many riders it would let through.
    package var passCount: Int { state.withLock { $0.passes.count } }

    /// Where the flaps are while nobody passes.
    package var flaps: Flaps { state.withLock { $0.flaps } }

    package func say(_ text: String) { try? line.send(Array(text.utf8)) }

    package func close() {
        state.withLock { $0.isClosing = true }
        done.wait()
    }

    private func run() {
        while !state.withLock({ $0.isClosing }) {
            let bytes = line.receive(milliseconds: 5)
            // A line that nobody has open says so at once.
            if bytes.isEmpty { usleep(1000) }
            let answer = state.withLock { take(bytes, &$0) }
            if !answer.isEmpty { say(answer) }
        }
        done.signal()
    }

    private func take(_ bytes: [UInt8], _ state: inout State) -> String {
        let now = DispatchTime.now().uptimeNanoseconds
        state.rest += String(decoding: bytes, as: UTF8.self)
        var answer = ""
        while let end = state.rest.firstIndex(of: "\n") {
            let line = String(state.rest[..<end])
            state.rest = String(state.rest[state.rest.index(after: end)...])
            state.heardAt = now
            if line == "PING" {
                if state.answers { answer += "PONG\r\n" }
            } else {
                state.lines.append(line)
                answer += obey(line, &state)
            }
        }
        if now > state.heardAt + silenceNanoseconds {
            state.passes = []
            if state.flaps != .released { state.flaps = .shut }
        }
        return answer
    }

    private func obey(_ line: String, _ state: inout State) -> String {
        if line.hasSuffix(" VOID") { return "" }
        if line.hasPrefix("OPEN ") { state.passes.insert(line) }
        switch line {
        case "HELLO 1":
            state.passes = []
            return "HELLO 1\r\n\(state.zone)\r\n"
        case "CLOSE": (state.passes, state.flaps) = ([], .shut)
        case "STAND": state.flaps = .standing
        case "RELEASE": state.flaps = .released
        default: break
        }
        return ""
    }
}
