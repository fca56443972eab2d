import CardCrypto
import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Gate
import Journal
import Lane
import SmartCard
import Synchronization

/// A gate for benchmarks: an entry lane and an exit lane over one desk and one journal, with a local time that is set.
///
/// - **Shape**: as `faregate gate` runs it, authorisation data sealed, SM2 taken, no deny list; used from one thread.
final class GateBenchRig {
    /// Where the riders enter and leave.
    static let stations = (entry: "罗湖", exit: "机场东")

    /// Nobody is let through.
    private final class NoBarrier: Barrier {
        func open(_ sequence: UInt64) -> Bool { true }
        func refuse(isRetry: Bool) {}
    }

    let journal: JournalCommitter
    private let desk: DeskThread
    private let time: BenchTime
    private let entry: GateLane
    private let exit: GateLane

    init(_ book: FareBook, _ storage: FileStorage, durability: Durability) throws {
        let time = BenchTime()
        self.time = time
        let clock = LaneClock(
            monotonic: MonotonicClock.now, wall: { time.now.unixMilliseconds }, local: { time.now })
        let opened = try Self.open(book, storage, durability, lanes: 2)
        journal = opened.journal
        desk = opened.desk
        let (journal, desk) = (journal, desk)
        func lane(_ number: Int, _ station: String, _ direction: TapKind) throws -> GateLane {
            GateLane(
                LaneSite(station: try book.edition.directory.station(station), of: book, direction: direction),
                of: book,
                cards: try Self.cards(book), desk: desk, lane: number, journal: journal, barrier: NoBarrier(),
                psam: SoftwarePSAM(
                    terminal: GateBox.terminal + UInt64(number),
                    keys: [
                        TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)
                    ], nextSequence: 1),
                clock: clock, generator: SystemRandomNumberGenerator())
        }
        entry = try lane(0, Self.stations.entry, .entry)
        exit = try lane(1, Self.stations.exit, .exit)
    }

    /// A journal, and a desk with its thread over it.
    static func open(
        _ book: FareBook, _ storage: FileStorage, _ durability: Durability, lanes: Int
    ) throws(JournalError) -> (journal: JournalCommitter, desk: DeskThread) {
        let (journal, desk) = try openDesk(book, storage, durability)
        return (journal, try DeskThread(desk, lanes: lanes))
    }

    /// A journal, and a desk over it that is the caller's own.
    static func openDesk(
        _ book: FareBook, _ storage: FileStorage, _ durability: Durability
    ) throws(JournalError) -> (journal: JournalCommitter, desk: TapDesk) {
        let writer = try JournalWriter.open(storage, device: "bench", newEpoch: 1, durability: durability)
        let journal = try JournalCommitter(writer, lanes: 1, now: MonotonicClock.now)
        let desk = TapDesk(
            book, state: DeskState(book, capacity: 1 << 15), journal: journal,
            fares: FareVersion(book), denyListVersion: 0)
        return (journal, desk)
    }

    private static func cards(_ book: FareBook) throws -> CardAcceptance {
        var keys = CAPublicKeyStore()
        try EmulatorKeys.add(to: &keys)
        guard let tokenizer = CardTokenizer(key: [UInt8](repeating: 7, count: 32), identifier: 1) else {
            preconditionFailure("32 bytes are a token key")
        }
        let cards = CardAcceptance(book, keys: keys, tokenizer: tokenizer, denyList: CardDenyList())
        cards.acquirerKey = SealedBox.publicKey(of: [UInt8](repeating: 9, count: 32))
        return cards
    }

    /// Presents a card at the lane of its turn.
    func present(_ card: any CardChannel, _ turn: RideSchedule.Turn) -> LaneTap {
        time.set(turn.time)
        return (turn.direction == .entry ? entry : exit).present(card)
    }

    /// Commits what waits and closes the journal.
    func close() throws(JournalError) {
        desk.close()
        try journal.close()
    }
}

/// The local time of a benchmark.
final class BenchTime: Sendable {
    private let seconds = Atomic<UInt32>(RideSchedule.start.seconds)

    var now: LocalTime { LocalTime(seconds: seconds.load(ordering: .relaxed)) }

    func set(_ time: LocalTime) { seconds.store(time.seconds, ordering: .relaxed) }
}

extension LocalTime {
    /// Unix time in milliseconds of a local time of China.
    var unixMilliseconds: Int64 { (Int64(seconds) - 8 * 3600) * 1000 }
}
