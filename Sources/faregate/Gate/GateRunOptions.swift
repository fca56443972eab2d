import ArgumentParser
import Fares
import Gate
import Journal
import SmartCard

extension Durability: ExpressibleByArgument {}

/// Which way a gate lets people, what it keeps, whom it tells, and when it ends: the same for every kind of gate.
struct GateRunOptions: ParsableArguments {
    @Option(name: .customLong("direction"), help: "entry or exit.")
    var givenDirection: TapKind?

    @Option(name: .customLong("journal"), help: "The folder of the journal; made if it is not there.")
    var givenJournal: String?

    @Option(help: "The device's name in its journal.")
    var device = "gate-1"

    @Option(help: "What an approved tap survives before the barrier opens: power, crash or none.")
    var durability = Durability.power

    @Option(help: "Milliseconds for which a record waits for others to be synced with it.")
    var groupWindowMs = 3

    @Option(help: "A file of device keys, mode 0600: records carry authentication codes.")
    var deviceKey: String?

    @Option(help: "Where open signals go, a line each: a serial device, a FIFO, a file.")
    var barrier: String?

    @Flag(help: "End after one tap.")
    var once = false

    @Option(help: "End after so many taps.")
    var count: Int?

    @Option(help: "A local time that stands still, YYYY-MM-DD HH:MM:SS, for tests (default: now in China).")
    var time: String?

    /// Refuses what cannot be run; the barrier must be none of `files`.
    func check(files: [String]) throws {
        let (journal, direction) = (try journal, try direction)
        if let barrier, GateFiles.isOne(barrier, of: journal, files) { throw wrongUsage(.barrierIsOwnFile(barrier)) }
        guard direction != .bus else { throw wrongUsage(.takesDirection) }
        if let time, LocalTime(time) == nil { throw wrongUsage(.takesMoment) }
        guard count ?? 1 > 0 else { throw wrongUsage(.takesCount) }
        guard (0...1000).contains(groupWindowMs) else { throw wrongUsage(.range("--group-window-ms", 0, 1000)) }
    }

    /// Which way the gate lets people.
    var direction: TapKind {
        get throws {
            guard let givenDirection else { throw wrongUsage(.missingOption("direction")) }
            return givenDirection
        }
    }

    /// The folder of the journal.
    var journal: String {
        get throws {
            guard let givenJournal else { throw wrongUsage(.missingOption("journal")) }
            return givenJournal
        }
    }

    var mostTaps: Int { once ? 1 : count ?? .max }

    /// The time that stands still; nil: the machine's.
    var fixedTime: LocalTime? { time.flatMap { LocalTime($0) } }

    /// What the gate keeps.
    func store(_ tokens: GateTokenOptions) throws -> GateStore {
        let journal = try journal
        var store = GateStore(
            folder: journal, device: device, durability: durability, windowMilliseconds: groupWindowMs,
            tokenKeyPath: tokens.tokenKey ?? journal + "/token.key")
        store.previousTokenKeyPath = tokens.previousTokenKey
        store.tokenKeyNumber = tokens.tokenKeyNumber
        store.deviceKeys = try deviceKey.map(DeviceKeys.read) ?? []
        return store
    }

    /// What is said once the journal is open.
    func opening(_ box: GateBox) throws -> String {
        let journal = try journal
        let found = box.recovery
        let text = "faregate: " + Wording.opened(journal, device, found.lastSequence).text
        guard found.tornBytes > 0 else { return text }
        return text + "; " + Wording.setAside(found.tornBytes, found.tornFile ?? "").text
    }
}
