import CardCrypto
import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import Synchronization
import TestSupport
import Testing

/// A barrier that remembers, and can do something at the moment of the signal.
final class TestBarrier: Barrier {
    private(set) var signals: [String] = []
    var onOpen: (UInt64) -> Void = { _ in }
    /// The rules that its lane does without.
    var easings: GateEasings = []
    /// Whether it takes open signals.
    var takesSignals = true

    func open(_ sequence: UInt64) -> Bool {
        onOpen(sequence)
        if takesSignals { signals.append("open") }
        return takesSignals
    }

    func refuse(isRetry: Bool) { signals.append(isRetry ? "again" : "refuse") }
}

/// A local time that a test sets, and a monotonic clock that a test can put forward.
final class TestTime: Sendable {
    private let seconds: Mutex<UInt32>
    private let skippedMilliseconds = Mutex<UInt64>(0)
    /// The monotonic clock that stands still between skips; nil: it goes on.
    private let start: UInt64?

    init(_ text: String, standsStill: Bool = false) throws {
        seconds = Mutex(try #require(LocalTime(text)).seconds)
        start = standsStill ? UInt64(DispatchTime.now().uptimeNanoseconds) : nil
    }

    var now: LocalTime { LocalTime(seconds: seconds.withLock { $0 }) }

    /// CLOCK_MONOTONIC and what was skipped, in nanoseconds.
    var monotonic: UInt64 {
        (start ?? UInt64(DispatchTime.now().uptimeNanoseconds)) + skippedMilliseconds.withLock { $0 } * 1_000_000
    }

    func skip(seconds: UInt64) { skip(milliseconds: seconds * 1000) }

    func skip(milliseconds: UInt64) { skippedMilliseconds.withLock { $0 += milliseconds } }

    func set(_ text: String) throws {
        let time = try #require(LocalTime(text))
        seconds.withLock { $0 = time.seconds }
    }
}

/// A whole gate in a test: one lane over a journal in a folder.
final class LaneRig {
    static let acquirer: [UInt8] = (0..<32).map { UInt8($0 * 7 + 1) }
    static let tokenKey: [UInt8] = (0..<32).map { UInt8($0 ^ 0x5A) }
    static let book: FareBook? = {
        guard let edition = try? Edition.shipped("current") else { return nil }
        return try? FareBook(edition)
    }()

    /// A new token key, with the usual one as the one before.
    static func newKey() throws -> CardTokenizer {
        try #require(CardTokenizer(key: [UInt8](repeating: 9, count: 32), identifier: 2, previousKey: tokenKey))
    }

    /// What a lane's machine is made of.
    struct Parts {
        let desk: DeskThread
        /// The machine's place at the desk.
        let place: Int
        let site: LaneSite
        let clock: LaneClock
    }

    let book: FareBook
    let journal: JournalCommitter
    let desk: DeskThread
    let lane: GateLane
    let cards: CardAcceptance
    let barrier = TestBarrier()
    let recovery: JournalRecovery

    init(
        _ storage: any JournalStorage, station: String = "罗湖", direction: TapKind = .entry, time: TestTime,
        durability: Durability = .crash, denied: [CardTokenValue] = [], listVersion: UInt64 = 0,
        tokenizer: CardTokenizer? = nil, book other: FareBook? = nil, isForgetful: Bool = false,
        machine: ((LaneRig.Parts) throws -> any Barrier)? = nil,
        onCommit: @escaping @Sendable (JournalCommit) -> Void = { _ in }
    ) throws {
        let book = try #require(other ?? Self.book)
        self.book = book
        var state = DeskState(book, capacity: 1000)
        let clock = LaneClock(
            monotonic: { time.monotonic }, wall: { 1_795_500_000_000 },
            local: { time.now })
        let writer = try JournalWriter.open(
            storage, device: "test", newEpoch: 1, durability: durability
        ) { (header, body) throws(BodyFault) in try state.take(header, body) }
        recovery = writer.recovery
        journal = try JournalCommitter(writer, windowNanoseconds: 0, now: clock.monotonic, onCommit: onCommit)
        let fares = FareVersion(edition: "current", hash: 1)
        let psam = SoftwarePSAM(
            terminal: 0x3000_0000_0001,
            keys: [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)],
            nextSequence: state.nextTerminalTransaction)
        desk = try DeskThread(
            TapDesk(book, state: state, journal: journal, fares: fares, denyListVersion: listVersion), lanes: 2)
        let usual = try #require(CardTokenizer(key: Self.tokenKey, identifier: 1))
        cards = CardAcceptance(
            book, keys: EmulatorTrust.keys, tokenizer: tokenizer ?? usual,
            denyList: CardDenyList(tokens: denied, version: listVersion))
        cards.acquirerKey = SealedBox.publicKey(of: Self.acquirer)
        let site = LaneSite(station: try book.edition.directory.station(station), of: book, direction: direction)
        let parts = Parts(desk: desk, place: 1, site: site, clock: clock)
        lane = GateLane(
            site, of: book, cards: cards, desk: desk, lane: 0, journal: journal,
            barrier: try machine?(parts) ?? barrier,
            psam: isForgetful ? ForgetfulPSAM(psam) : psam,
            clock: clock, generator: SystemRandomNumberGenerator())
    }

    convenience init(
        _ folder: TemporaryFolder, station: String = "罗湖", direction: TapKind = .entry, time: TestTime,
        denied: [CardTokenValue] = [], listVersion: UInt64 = 0, tokenizer: CardTokenizer? = nil,
        book: FareBook? = nil, isForgetful: Bool = false, machine: ((LaneRig.Parts) throws -> any Barrier)? = nil,
        onCommit: @escaping @Sendable (JournalCommit) -> Void = { _ in }
    ) throws {
        try self.init(
            try FileStorage(folder.path, creates: true), station: station, direction: direction, time: time,
            denied: denied, listVersion: listVersion, tokenizer: tokenizer, book: book, isForgetful: isForgetful,
            machine: machine, onCommit: onCommit)
    }

    func close() throws {
        desk.close()
        try journal.close()
    }

}

/// What a journal holds, for checks.
struct JournalContents {
    var taps: [JournalTap] = []
    var purses: [JournalPurse] = []
    var opened: [UInt64] = []
    var notes: [String] = []
    var passages: [JournalPassage] = []
    var modes: [JournalMode] = []

    init(_ folder: TemporaryFolder) throws {
        var entries: [JournalEntry] = []
        let scan = try JournalReader.read(try FileStorage(folder.path, creates: false)) {
            (header, body) throws(BodyFault) in entries.append(try JournalEntry.read(header, body))
        }
        try #require(scan.damage == nil)
        for entry in entries {
            switch entry {
            case .tap(let tap): taps.append(tap)
            case .purse(let purse): purses.append(purse)
            case .opened(let one): opened.append(one.tapSequence)
            case .note(let note): notes.append(note.text)
            case .passage(let passage): passages.append(passage)
            case .mode(let mode): modes.append(mode)
            default: break
            }
        }
    }

    /// Approved taps.
    var approved: [JournalTap] { taps.filter { $0.outcome == .open } }
    /// What the riders owe or have paid.
    var chargedFen: Int64 { approved.reduce(0) { $0 + $1.chargeFen } }
}

extension VirtualCard {
    /// A card that draws its random numbers from the system.
    convenience init(_ image: CardImage) { self.init(image, using: SystemRandomNumberGenerator()) }
}
