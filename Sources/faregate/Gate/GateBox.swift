import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Gate
import Journal
import Lane
import QRTickets
import SmartCard

/// A whole gate of up to 64 lanes: journal and desk, each with its thread, and the lanes that ask there.
///
/// - **Shape**: without a key module of the operator's, purses are debited with test keys or not at all.
/// - **Errors**: said on stderr with what to do; an exit code.
final class GateBox {
    let book: FareBook
    let journal: JournalCommitter
    let recovery: JournalRecovery
    let desk: DeskThread
    /// The lanes' ways, in the order of their setups.
    let ways: [BoxWay]
    /// The deny list of all lanes.
    let denyList: DenyListInForce
    private let clock: LaneClock
    private let tokenizer: CardTokenizer

    /// Opens journal and desk for lanes with the places 0 to `lanes` - 1, and for `others` behind them.
    ///
    /// - **Parameters**: `ways` makes the ways once the journal is read: no barrier is told anything before it is known
    ///   what holds at its lane; `failed` hears that the journal takes nothing any more.
    init(
        _ book: FareBook, _ store: GateStore, _ cardSetup: CardSetup, clock: LaneClock, lanes: Int, others: Int = 0,
        codes setup: CodeSetup? = nil, failed: @escaping @Sendable (JournalError) -> Void = { _ in },
        ways makeWays: (DeskState) throws -> [BoxWay.Setup]
    ) throws {
        Machine.forbidCoreFiles()
        if book.tariff.medium("t-union") != nil, let id = PursePlace.unwritableStation(of: book.edition.network) {
            throw failure(.stationForPurses(id), CommandExit.configuration)
        }
        self.book = book
        self.clock = clock
        let storage: FileStorage
        do throws(StorageError) { storage = try FileStorage(store.folder, creates: true) } catch {
            throw journalFailure(opening: error)
        }
        let fares = FareVersion(book)
        var state = DeskState(book, capacity: Self.cardCapacity)
        var tokens = TokensFound()
        var shown = setup.map {
            CodesOnRecord(
                longestValiditySeconds: max($0.policy.longestValidityOfAll, $0.longestUseSeconds),
                skewSeconds: $0.policy.skewSeconds)
        }
        let moment = clock.moment
        var random = SystemRandomNumberGenerator()
        var writer: JournalWriter
        do throws(JournalError) {
            writer = try JournalWriter.open(
                storage, device: store.device, newEpoch: JournalIdentity.newEpoch(at: moment, using: &random),
                durability: store.durability
            ) { (header, body) throws(BodyFault) in
                try state.take(header, body)
                try tokens.take(header, body)
                try shown?.take(header, body)
            }
        } catch {
            throw journalFailure(error)
        }
        state.begin(at: moment)
        for release in store.releases { state.releases.add(release) }
        let tokenizer = try TokenKeys.tokenizer(store, tokens)
        self.tokenizer = tokenizer
        let denyList = DenyListInForce(DenyEdition(small: cardSetup.denyList, signed: cardSetup.signedDenyList))
        self.denyList = denyList
        let trust = ClockTrust(
            start: moment, lastRecordMilliseconds: shown?.lastRecordMilliseconds ?? 0,
            requiresTimeService: setup?.requiresTimeService ?? false)
        let start = setup.map { CodeStart($0, store) }
        let identity = writer.identity
        let replay = try start.map { try $0.store(identity, shown) }
        let setups = try makeWays(state)

        do throws(JournalError) {
            recovery = writer.recovery
            // Without its key the journal would go on unauthenticated, and could not be checked as a whole again.
            if store.deviceKeys.isEmpty, recovery.lastKeyIdentifier != 0 {
                throw JournalError.keyNeeded(identifier: recovery.lastKeyIdentifier)
            }
            try writer.continueUnder(store.deviceKeys, at: moment)
            try writer.append(
                JournalStart(
                    software: Version.text, fares: fares, denyListVersion: denyList.current.version,
                    station: setups[0].site.place, recordsFound: recovery.lastSequence,
                    tornBytes: UInt64(recovery.tornBytes)),
                at: moment)
            if tokens.checkValues[store.tokenKeyNumber] == nil {
                try writer.append(
                    JournalTokenKey(identifier: store.tokenKeyNumber, checkValue: tokenizer.checkValue), at: moment)
            }
            try writer.appendRegisters(at: moment)
            let journal = try JournalCommitter(
                writer, windowNanoseconds: UInt64(store.windowMilliseconds) * 1_000_000, lanes: lanes,
                now: clock.monotonic
            ) { commit in
                // Also where nobody taps: at rest the journal writes an anchor by itself.
                if case .failed(let error, _) = commit { failed(error) }
            }
            self.journal = journal
            let next = state.nextTerminalTransaction
            let desk = try DeskThread(
                TapDesk(
                    book, state: state, journal: journal, fares: fares, denyListVersion: denyList.current.version),
                lanes: lanes + others)
            self.desk = desk
            ways = setups.enumerated().map { index, way in
                // Each lane has its own: two threads at one would make tokens of each other's cards.
                let tokenizer = tokenizer.copy()
                let cards = Self.acceptance(book, cardSetup, tokenizer, denyList, media: way.media)
                let codes: CodeAcceptance? =
                    if let start, let replay, way.takesCodes {
                        start.codes(
                            book, identity, replay, tokenizer, trust, lane: way.place,
                            isExit: way.site.direction == .exit)
                    } else { nil }
                codes?.acquirerKey = cards.acquirerKey
                let lane = GateLane(
                    way.site, of: book, cards: cards, desk: desk, lane: way.place, journal: journal,
                    barrier: way.barrier, psam: way.keyModule ?? Self.softwareModule(cardSetup, index, next),
                    clock: way.clock(clock), generator: SystemRandomNumberGenerator())
                return BoxWay(setup: way, lane: lane, codes: codes)
            }
        } catch {
            throw journalFailure(error)
        }
    }

    /// The check values of the keys that cards are known by.
    var tokenKeyValues: [UInt64] { [tokenizer.checkValue, tokenizer.previousCheckValue].compactMap(\.self) }

    /// What a way takes cards by, of another setup than the one it began with.
    func acceptance(_ setup: CardSetup, media: [String]?) -> CardAcceptance {
        Self.acceptance(book, setup, tokenizer.copy(), denyList, media: media)
    }

    private static func acceptance(
        _ book: FareBook, _ setup: CardSetup, _ tokenizer: CardTokenizer, _ denyList: DenyListInForce, media: [String]?
    ) -> CardAcceptance {
        let cards = CardAcceptance(book, keys: setup.keys, tokenizer: tokenizer, denyList: denyList)
        cards.configuration.kernel = setup.kernel
        cards.amountFen = setup.amountFen
        cards.prefersPurse = setup.prefersPurse
        cards.acquirerKey = setup.acquirerKey
        cards.barSeconds = setup.barSeconds
        if let media { cards.restrict(to: media) }
        if let list = setup.acceptList { cards.accept(list) }
        return cards
    }

    /// The key module in software, a terminal of its own: with test keys, or with none.
    private static func softwareModule(_ setup: CardSetup, _ index: Int, _ nextSequence: UInt32) -> SoftwarePSAM {
        SoftwarePSAM(
            terminal: terminal + UInt64(index),
            keys: setup.takesTestPurses
                ? [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)] : [:],
            nextSequence: nextSequence)
    }

    /// Cards for which there is room from the start; the table grows, with a pause, where more have been here.
    static let cardCapacity = 1 << 17

    /// The terminal's number in the emulator's key module; nobody's.
    static let terminal: UInt64 = 0x3000_0000_0001

    /// How long the end of a gate waits for its disk.
    static let longestCloseMilliseconds: UInt64 = 5000

    /// Commits what waits, the registers last, and closes the journal; registers that find no room do not keep it open.
    func close(milliseconds: UInt64 = longestCloseMilliseconds) throws {
        desk.close()
        var unsaid: JournalError?
        do throws(JournalError) { try journal.appendRegisters(at: clock.moment) } catch { unsaid = error }
        do throws(JournalError) { try journal.close(milliseconds: milliseconds) } catch { unsaid = unsaid ?? error }
        if let unsaid { throw journalFailure(unsaid) }
    }

    /// The same after a failure that was said already: what else fails now is not said.
    func closeAfterFailure() {
        desk.close()
        do throws(JournalError) { try journal.close(milliseconds: Self.longestCloseMilliseconds) } catch { return }
    }
}
