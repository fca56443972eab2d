import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The riders of one lane, one after the other: each asks until a gate has answered, also one that was killed
/// meanwhile.
final class GateDayLane: @unchecked Sendable {
    /// What has become of the riders.
    struct Counts {
        var opened = 0
        var resumed = 0
        var refused = 0
        /// Asked again because the gate was killed while it dealt with the card.
        var cut = 0
        /// Through before the gate was killed, as the second try showed.
        var throughBefore = 0
        /// Told to present again.
        var again = 0
        /// Turns that ended in a refusal, by reason.
        var reasons: [String: Int] = [:]
    }

    /// How a turn ended.
    struct Ending {
        let turn: Int
        /// The gate's last word: outcome, reason, and the record's sequence.
        let answer: [String]
        /// A try before was cut short by a kill.
        let wasCut: Bool

        /// The sequence of the record that the barrier has opened for; nil if it did not.
        var opened: UInt64? { answer.first == "open" ? answer.last.flatMap { UInt64($0) } : nil }
        /// Through before the gate was killed, as the second try showed.
        var wasThrough: Bool { wasCut && answer.first == "refused" && answer.dropFirst().first == "pass-back" }
    }

    /// For so long a gate may be away.
    private static let patienceMilliseconds = 60_000
    private static let pauseMilliseconds = 5
    private static let answerMilliseconds: Int32 = 10_000

    let turns: [Int]
    private let plan: GateDayPlan
    private let order: GateDayOrder
    private let socket: String
    private var descriptor: Int32 = -1
    private(set) var counts = Counts()
    private(set) var endings: [Ending] = []
    /// Why it did not come to its end.
    private(set) var problem: String?

    init(_ turns: [Int], _ plan: GateDayPlan, _ order: GateDayOrder, socket: String) {
        self.turns = turns
        self.plan = plan
        self.order = order
        self.socket = socket
    }

    /// Takes all turns.
    func run() {
        defer { hangUp() }
        for turn in turns {
            guard order.wait(for: turn) else { return }
            guard take(turn) else {
                order.giveUp()
                return
            }
            order.end(turn)
        }
    }

    private func take(_ index: Int) -> Bool {
        let turn = plan.turns[index]
        let line = "\(turn.card) \(turn.time)\n"
        var wasCut = false
        let end = GateClock.milliseconds + Self.patienceMilliseconds
        while GateClock.milliseconds < end, !order.isLost {
            guard let answer = ask(line) else {
                if descriptor >= 0 {
                    wasCut = true
                    counts.cut += 1
                    hangUp()
                }
                usleep(UInt32(Self.pauseMilliseconds * 1000))
                continue
            }
            let words = answer.split(separator: " ")
            switch words.first {
            case "open":
                endings.append(Ending(turn: index, answer: words.map(String.init), wasCut: wasCut))
                counts.opened += 1
                if words.dropFirst().first == "resumed" { counts.resumed += 1 }
                return true
            case "refused":
                endings.append(Ending(turn: index, answer: words.map(String.init), wasCut: wasCut))
                let reason = String(words.dropFirst().first ?? "")
                if wasCut, reason == "pass-back" { counts.throughBefore += 1 } else { counts.refused += 1 }
                counts.reasons[reason, default: 0] += 1
                return true
            case "again": counts.again += 1
            case "wait": break
            default:
                problem = "\(socket): \(answer)"
                return false
            }
            usleep(UInt32(Self.pauseMilliseconds * 1000))
        }
        problem = "\(socket): no answer"
        return false
    }

    // MARK: The socket

    /// The answer; nil where the gate is not there, or went away meanwhile.
    private func ask(_ line: String) -> String? {
        if descriptor < 0 {
            guard let other = try? LocalSocket.call(socket) else { return nil }
            descriptor = other
        }
        let bytes = Array(line.utf8)
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == bytes.count else { return nil }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
            var state = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
            guard unsafe poll(&state, 1, Self.answerMilliseconds) > 0 else { return nil }
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return nil }
            answer += buffer[..<count]
            if answer.last == 0x0A { return String(decoding: answer.dropLast(), as: UTF8.self) }
        }
    }

    private func hangUp() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
