import EMV
import Fares
import Gate
import Journal
import Lane
import QRTickets
import TestSupport
import Testing

/// A lane with a scanner in a test: the whole gate of ``LaneRig``, and a store of codes that outlives it.
final class CodeRig {
    let rig: LaneRig
    let codes: CodeAcceptance
    let time: TestTime
    /// Codes of the journal that another gate has let through too.
    let doubles: Int

    /// A gate that starts now: its store is made to agree with its journal first.
    init(
        _ storage: any JournalStorage, _ store: any ReplayStore, time: TestTime, station: String = "罗湖",
        direction: TapKind = .entry, device: String = "test", isSynchronised: Bool = true,
        denied: [CardTokenValue] = [],
        onCommit: @escaping @Sendable (JournalCommit) -> Void = { _ in }
    ) throws {
        var found = CodesOnRecord(longestValiditySeconds: 600, skewSeconds: 20)
        _ = try JournalReader.read(storage) { (header, body) throws(BodyFault) in try found.take(header, body) }
        rig = try LaneRig(
            storage, station: station, direction: direction, time: time, denied: denied,
            onCommit: onCommit)
        self.time = time
        let holder = ReplayHolder(device: device, lane: 0)
        doubles = try found.settle(store, for: holder)
        let file = TestAuthority.rootsFile
        let roots = try RootStore(parsing: file.span, allowsTestKeys: true)
        let tokenizer = try #require(CardTokenizer(key: LaneRig.tokenKey, identifier: 1))
        codes = CodeAcceptance(
            rig.book, validator: CodeValidator(roots: roots, replay: store), store: store, holder: holder,
            tokenizer: tokenizer,
            trust: ClockTrust(
                start: JournalMoment(wallMilliseconds: 1_795_500_000_000, monotonicNanoseconds: time.monotonic),
                lastRecordMilliseconds: found.lastRecordMilliseconds, requiresTimeService: false))
        codes.isSynchronised = { isSynchronised }
        codes.acquirerKey = rig.cards.acquirerKey
    }

    /// A code of the Ministry's form that a phone makes now.
    func code(_ account: String = "FG00000000000001", limitFen: UInt32 = 2000, custom: [UInt8] = []) -> [UInt8] {
        let now = time.now.seconds - LaneClock.chinaOffset
        var content = MinistryIssuer.Content(
            account: Array(account.utf8), limitFen: limitFen, authorisedUntil: now + 86_400, validitySeconds: 60,
            generated: now)
        content.custom = custom
        return MinistryIssuer().code(content)
    }

    /// Holds a code before the scanner.
    func show(_ code: [UInt8]) -> LaneTap { rig.lane.present(code: code, to: codes) }

    func close() throws { try rig.close() }
}

/// A store that cannot answer, or not any more.
final class BrokenStore: ReplayStore {
    let failure = ReplayStoreFailure(.inputOutput, operation: "reserve", reason: "disk I/O error")

    func entry(of key: ReplayKey, now: UInt32) throws(ReplayStoreFailure) -> ReplayEntry? { nil }
    func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry? { throw failure }
    func confirm(
        _ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64
    ) throws(ReplayStoreFailure) { throw failure }
    func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure) { throw failure }
    func resolve(
        device: String, recorded: (ReplayKey) -> UInt64?
    ) throws(ReplayStoreFailure) -> ReplayResolution { ReplayResolution() }
    func restore(_ key: ReplayKey, _ entry: ReplayEntry) throws(ReplayStoreFailure) -> ReplayEntry? { nil }
}
