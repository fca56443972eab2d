import Fares
import Gate
import Journal
import Lane
import Settlement
import Simulator
import Testing

/// One gate with its desk and journal, told in words what happens, and its journal settled.
///
/// 罗湖 (SZ001) to 机场东 (SZ030) costs 900 fen, a missing exit 1,500, a missing entry 700.
struct LiveDay {
    static let rules = "missing_exit: [{charge: highest-fare}]\nmissing_entry: [{charge: 700}]\n"

    private static let fares = FareVersion(edition: "current", hash: 1)

    let disk = SimulatedDisk(seed: 1)
    let book: FareBook
    private let desk: TapDesk
    private let journal: JournalCommitter
    private let medium: FareMedia
    private var counter: UInt32 = 0

    init(medium: String) throws {
        book = try TapScene.book(Self.rules)
        self.medium = try #require(book.tariff.medium(medium))
        let writer = try JournalWriter.open(disk, device: "live", newEpoch: 1, durability: .none)
        journal = try JournalCommitter(writer, windowNanoseconds: 0, now: { 0 })
        desk = TapDesk(
            book, state: DeskState(book, capacity: 10), journal: journal, fares: Self.fares, denyListVersion: 0)
    }

    /// Takes steps given by `;`: `08:00 in SZ001`, `09:00 out SZ030 fare-free limit=500`, `09:00 release`, `09:30
    /// normal` (`release exit`: of a lane that leads out alone), and after a tap `turned` or `passed`; `+` before a
    /// time: the day after.
    mutating func run(_ steps: String) throws {
        for step in steps.split(separator: ";") {
            let parts = step.split(separator: " ").map(String.init)
            let date = ServiceDate(dayNumber: TapScene.date.dayNumber + (parts[0].hasPrefix("+") ? 1 : 0))
            let time = try #require(LocalTime("\(date) \(parts[0].replacing("+", with: "")):00"))
            switch parts[1] {
            case "release", "normal": try mode(parts[1] == "release", parts.last == "exit" ? .exit : .twoWay, time)
            default: try tap(parts, time)
            }
        }
    }

    /// The lines of the day, and what the gate's own registers of the day add up to.
    func settled() throws -> (lines: [SettlementLine], recordedFen: Int64, extract: JournalExtract, batch: BatchChain) {
        try journal.appendRegisters(at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
        try journal.close()
        let extract = try JournalExtract.read(disk, day: TapScene.date)
        let registers = extract.registers.ofDay
        var chain = BatchChain(TapScene.date, book)
        try chain.settle([disk])
        return (
            chain.all.flatMap(\.lines), registers.lines.reduce(0) { $0 + $1.netFen }, extract, chain
        )
    }

    private func mode(_ isRelease: Bool, _ ways: LaneDirections, _ time: LocalTime) throws {
        try desk.mode(
            JournalMode(
                lane: 0, old: isRelease ? .normal : .emergency, new: isRelease ? .emergency : .normal, easings: [],
                cause: .command, time: time, station: JournalStation(index: 0, id: "SZ001"), actor: "staff",
                standing: .init(id: "1", mode: .normal, release: isRelease ? .command : nil, ways: ways)),
            at: moment(time))
    }

    private mutating func tap(_ parts: [String], _ time: LocalTime) throws {
        let station = try #require(book.edition.network.stations.firstIndex { $0.id == parts[2] })
        let site = LaneSite(
            station: StationIndex(station), of: book, direction: parts[1] == "in" ? .entry : .exit)
        var request = TapRequest(
            site: site, time: time, moment: moment(time), token: TapScene.token, medium: medium)
        for word in parts.dropFirst(3) {
            if let easing = GateEasings(code: word) { request.easings.insert(easing) }
            if word.hasPrefix("limit=") { request.limitFen = Int64(word.dropFirst(6)) }
        }
        let isPurse = book.tariff.storedValue[Int(medium.index)]
        let verdict = try isPurse ? purse(request, pays: !parts.contains("owes")) : desk.take(request)
        try #require(verdict.outcome == .open, "\(parts): \(verdict.reason)")
        try desk.opened(verdict.tapSequence, at: moment(time))
        for (word, outcome) in [("turned", JournalPassage.Outcome.notPassed), ("passed", .passed)]
        where parts.contains(word) {
            try desk.passage(
                JournalPassage(tapSequence: verdict.tapSequence, outcome: outcome, milliseconds: 900),
                at: moment(time))
        }
    }

    private mutating func purse(_ request: TapRequest, pays: Bool) throws -> DeskVerdict {
        var entry: PurseRequest.CardEntry?
        if request.site.direction == .exit {
            let station = book.edition.network.stations.firstIndex { $0.id == "SZ001" }
            entry = PurseRequest.CardEntry(
                time: LocalTime(TapScene.date, secondOfDay: 8 * 3600), station: station.map(StationIndex.init))
        }
        let price = try desk.price(PurseRequest(tap: request, entry: entry, isFoundNotDebited: false))
        guard case .debit(let amount, let ride) = price else { throw JournalError.closed }
        guard pays else { return try desk.owe(request, ride) }
        counter += 1
        return try desk.settle(
            PurseSettlement(
                tap: request, kind: request.site.direction, amountFen: Int64(amount), counter: counter,
                terminalTransaction: counter, balanceFen: 5000, cardMAC: [1, 2, 3, 4], authorisationCode: [],
                ride: ride, opens: true))
    }

    private func moment(_ time: LocalTime) -> JournalMoment {
        JournalMoment(
            wallMilliseconds: (Int64(time.seconds) - Int64(LaneClock.chinaOffset)) * 1000,
            monotonicNanoseconds: UInt64(time.seconds) * 1_000_000_000)
    }
}
