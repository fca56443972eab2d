import Foundation
import Synchronization

/// The far end of the line protocol: answers heartbeats, keeps the lines, and says what a test wants.
package final class GateController: @unchecked Sendable {
    private let line: PseudoTerminal
    private let state = Mutex((lines: [String](), rest: "", answers: true, isClosing: false))
    private let done = DispatchSemaphore(value: 0)

    package init(_ line: PseudoTerminal) {
        self.line = line
        let thread = Thread { [self] in run() }
        thread.start()
    }

    /// Whether heartbeats are answered.
    package var answers: Bool {
        get { state.withLock { $0.answers } }
        set { state.withLock { $0.answers = newValue } }
    }

    /// The whole lines so far, but heartbeats.
    package var lines: [String] { state.withLock { $0.lines } }

    package func say(_ text: String) { try? line.send(Array(text.utf8)) }

    package func close() {
        state.withLock { $0.isClosing = true }
        done.wait()
    }

    private func run() {
        while !state.withLock({ $0.isClosing }) {
            let bytes = line.receive(milliseconds: 5)
            let pings = state.withLock { state -> Int in
                state.rest += String(decoding: bytes, as: UTF8.self)
                var pings = 0
                while let end = state.rest.firstIndex(of: "\n") {
                    let line = String(state.rest[..<end])
                    state.rest = String(state.rest[state.rest.index(after: end)...])
                    if line == "PING" { pings += 1 } else { state.lines.append(line) }
                }
                return state.answers ? pings : 0
            }
            for _ in 0..<pings { say("PONG\r\n") }
        }
        done.signal()
    }
}
