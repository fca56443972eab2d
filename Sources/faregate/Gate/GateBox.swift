import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Gate
import Journal
import Lane
import QRTickets
import SmartCard

/// A whole gate with one lane: journal, desk and lane, each with its thread.
///
/// - **Shape**: without a key module of the operator's, purses are debited with test keys or not at all.
/// - **Errors**: said on stderr with what to do; an exit code.
final class GateBox {
    let book: FareBook
    let site: LaneSite
    let lane: GateLane
    let journal: JournalCommitter
    let recovery: JournalRecovery
    private let desk: DeskThread
    /// Where codes are taken; nil: at a gate without a scanner.
    let codes: CodeAcceptance?
    private let cards: CardAcceptance
    private let clock: LaneClock

    init(
        _ book: FareBook, _ site: LaneSite, _ store: GateStore, _ cardSetup: CardSetup, clock: LaneClock,
        barrier: any Barrier, keyModule: (any PSAM)? = nil, codes setup: CodeSetup? = nil
    ) throws {
        Machine.forbidCoreFiles()
        if book.tariff.medium("t-union") != nil, let id = PursePlace.unwritableStation(of: book.edition.network) {
            throw failure(.stationForPurses(id), CommandExit.configuration)
        }
        self.book = book
        self.site = site
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
        let tokenizer = try TokenKeys.tokenizer(store, tokens)
        let denyList = cardSetup.denyList
        cards = Self.acceptance(book, cardSetup, tokenizer)
        let trust = ClockTrust(
            start: moment, lastRecordMilliseconds: shown?.lastRecordMilliseconds ?? 0,
            requiresTimeService: setup?.requiresTimeService ?? false)
        let identity = writer.identity
        codes = try setup.map { try CodeStart($0, store).codes(book, identity, shown, tokenizer, trust) }
        codes?.acquirerKey = cards.acquirerKey

        do throws(JournalError) {
            recovery = writer.recovery
            try writer.continueUnder(store.deviceKeys, at: moment)
            try writer.append(
                JournalStart(
                    software: Version.text, fares: fares, denyListVersion: denyList.version, station: site.place,
                    recordsFound: recovery.lastSequence, tornBytes: UInt64(recovery.tornBytes)),
                at: moment)
            if tokens.checkValues[store.tokenKeyNumber] == nil {
                try writer.append(
                    JournalTokenKey(identifier: store.tokenKeyNumber, checkValue: tokenizer.checkValue), at: moment)
            }
            try writer.appendRegisters(at: moment)
            journal = try JournalCommitter(
                writer, windowNanoseconds: UInt64(store.windowMilliseconds) * 1_000_000, lanes: 1, now: clock.monotonic)
            let software = Self.softwareModule(cardSetup, nextSequence: state.nextTerminalTransaction)
            desk = try DeskThread(
                TapDesk(
                    book, state: state, journal: journal, fares: fares, denyListVersion: denyList.version), lanes: 1)
            lane = GateLane(
                site, of: book, cards: cards, desk: desk, lane: 0, journal: journal, barrier: barrier,
                psam: keyModule ?? software, clock: clock, generator: SystemRandomNumberGenerator())
        } catch {
            throw journalFailure(error)
        }
    }

    private static func acceptance(
        _ book: FareBook, _ setup: CardSetup, _ tokenizer: CardTokenizer
    ) -> CardAcceptance {
        let cards = CardAcceptance(book, keys: setup.keys, tokenizer: tokenizer, denyList: setup.denyList)
        cards.configuration.kernel = setup.kernel
        cards.amountFen = setup.amountFen
        cards.prefersPurse = setup.prefersPurse
        cards.acquirerKey = setup.acquirerKey
        cards.barSeconds = setup.barSeconds
        return cards
    }

    /// The key module in software: with test keys, or with none.
    private static func softwareModule(_ setup: CardSetup, nextSequence: UInt32) -> SoftwarePSAM {
        SoftwarePSAM(
            terminal: terminal,
            keys: setup.takesTestPurses
                ? [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)] : [:],
            nextSequence: nextSequence)
    }

    /// Cards for which there is room from the start; the table grows, with a pause, where more have been here.
    static let cardCapacity = 1 << 17

    /// The terminal's number in the emulator's key module; nobody's.
    static let terminal: UInt64 = 0x3000_0000_0001

    /// How long the end of a gate waits for its disk.
    private static let longestCloseMilliseconds: UInt64 = 5000

    /// Commits what waits, the registers last, and closes the journal.
    func close() throws {
        desk.close()
        do throws(JournalError) {
            try journal.appendRegisters(at: clock.moment)
            try journal.close(milliseconds: Self.longestCloseMilliseconds)
        } catch {
            throw journalFailure(error)
        }
    }

    /// The same after a failure that was said already: what else fails now is not said.
    func closeAfterFailure() {
        desk.close()
        do throws(JournalError) { try journal.close(milliseconds: Self.longestCloseMilliseconds) } catch { return }
    }
}
