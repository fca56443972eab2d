import Gate
import Histogram
import Journal
import Lane

/// What the taps of one medium have taken.
struct GateTapFigures {
    let medium: GateBenchMedium
    /// Different card numbers.
    let cards: Int
    private(set) var taps = 0
    private(set) var exits = 0
    /// What the riders were charged.
    private(set) var chargedFen: Int64 = 0
    /// From the first tap to the last, everything included.
    var wallNanoseconds: UInt64 = 0

    /// From sending a command to its answer, all commands of a tap together.
    private(set) var card = LatencyHistogram.latencies()
    /// All else of a tap, up to the open signal.
    private(set) var ours = LatencyHistogram.latencies()
    /// The same without waiting for the journal.
    private(set) var oursWithoutStorage = LatencyHistogram.latencies()
    /// Of it: the questions to the desk, the way to its thread and back included.
    private(set) var decision = LatencyHistogram.latencies()
    /// Waiting for the journal.
    private(set) var storage = LatencyHistogram.latencies()
    /// Of ``card``: what is not the card's own computing. None where the card is called directly.
    private(set) var transport = LatencyHistogram.latencies()

    private var ourMicroseconds = 0
    private(set) var fewestCommands = Int.max
    private(set) var mostCommands = 0
    /// How many commands the protocol needs, of all taps the least and the most.
    private(set) var fewestNeeded = Int.max
    private(set) var mostNeeded = 0
    /// Taps with more commands than the protocol needs.
    private(set) var tapsAboveMinimum = 0

    init(_ medium: GateBenchMedium, cards: Int) {
        self.medium = medium
        self.cards = cards
    }

    /// Counts a tap that has opened; `cardNanoseconds`: what the card has computed, where that is known apart.
    mutating func add(_ tap: LaneTap, _ commands: CommandCount, cardNanoseconds: UInt64? = nil) {
        taps += 1
        let log = tap.log
        let storage = Self.microseconds(log, "storage")
        if tap.verdict?.decision?.journey != nil { exits += 1 }
        chargedFen += Int64(tap.verdict?.decision?.chargeFen ?? 0)
        card.record(nanoseconds: UInt64(log.cardMicroseconds) * 1000)
        ours.record(nanoseconds: UInt64(log.ourMicroseconds) * 1000)
        oursWithoutStorage.record(nanoseconds: UInt64(max(0, log.ourMicroseconds - storage)) * 1000)
        decision.record(nanoseconds: UInt64(Self.microseconds(log, "decision")) * 1000)
        self.storage.record(nanoseconds: UInt64(storage) * 1000)
        if let cardNanoseconds {
            let all = UInt64(log.cardMicroseconds) * 1000
            transport.record(nanoseconds: all - min(all, cardNanoseconds))
        }
        ourMicroseconds += log.ourMicroseconds
        fewestCommands = min(fewestCommands, commands.commands)
        mostCommands = max(mostCommands, commands.commands)
        fewestNeeded = min(fewestNeeded, commands.minimum)
        mostNeeded = max(mostNeeded, commands.minimum)
        if commands.commands > commands.minimum { tapsAboveMinimum += 1 }
    }

    private static func microseconds(_ log: PhaseLog, _ name: String) -> Int {
        log.phases.reduce(0) { $0 + ($1.name == name ? $1.ourMicroseconds : 0) }
    }

    /// Taps a second of the whole loop.
    var tapsPerSecond: Double { wallNanoseconds > 0 ? Double(taps) * 1e9 / Double(wallNanoseconds) : 0 }
    /// Taps a second if card and transport took no time.
    var ourTapsPerSecond: Double { ourMicroseconds > 0 ? Double(taps) * 1e6 / Double(ourMicroseconds) : 0 }
}
