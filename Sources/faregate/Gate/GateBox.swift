import ArgumentParser
import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Foundation
import Gate
import Journal
import Lane
import SmartCard

/// What a gate keeps: its folder, its name, how safely.
struct GateStore {
    var folder: String
    var device = "gate-1"
    var durability = Durability.power
    var windowMilliseconds = 3
    /// Authenticates the records; nil: they are only chained.
    var deviceKey: DeviceKey?
    /// Where the token key is made if there is none.
    var tokenKeyPath: String
    var previousTokenKeyPath: String?
    var tokenKeyNumber: UInt32 = 1
}

/// A whole gate with one lane: journal, desk and lane, each with its thread.
///
/// - **Errors**: said on stderr with what to do; an exit code.
final class GateBox {
    let book: FareBook
    let site: LaneSite
    let lane: GateLane
    let journal: JournalCommitter
    let recovery: JournalRecovery
    private let desk: DeskThread
    private let cards: CardAcceptance

    init(
        _ book: FareBook, _ site: LaneSite, _ store: GateStore, _ options: GateCardOptions, clock: LaneClock,
        barrier: any Barrier
    ) throws {
        Machine.forbidCoreFiles()
        self.book = book
        self.site = site
        let storage: FileStorage
        do throws(StorageError) { storage = try FileStorage(store.folder, creates: true) } catch {
            throw journalFailure(JournalError(error))
        }
        let fares = FareVersion(book, on: clock.local().date)
        let tokenizer = try TokenKeys.tokenizer(store)
        let denyList = try options.readDenyList()
        cards = CardAcceptance(book, keys: try options.makeKeys(), tokenizer: tokenizer, denyList: denyList)
        cards.configuration.kernel.supportsSM2 = !options.noSm2
        cards.configuration.kernel.allowsFastDDA00 = options.allowFdda00
        cards.amountFen = options.amountFen
        cards.prefersPurse = options.purse
        cards.acquirerKey = try options.readAcquirerKey()
        cards.barSeconds = options.barSeconds

        var state = DeskState(book, capacity: 1 << 14)
        let moment = clock.moment
        do throws(JournalError) {
            var writer = try JournalWriter.open(
                storage, device: store.device, newEpoch: UInt64(moment.wallMilliseconds / 1000),
                durability: store.durability, key: store.deviceKey
            ) { (header, body) throws(BodyFault) in try state.take(header, body) }
            recovery = writer.recovery
            try writer.append(
                JournalStart(
                    software: Version.text, fares: fares, denyListVersion: denyList.version, station: site.place,
                    recordsFound: recovery.lastSequence, tornBytes: UInt64(recovery.tornBytes)),
                at: moment)
            journal = try JournalCommitter(
                writer, windowNanoseconds: UInt64(store.windowMilliseconds) * 1_000_000, now: clock.monotonic)
            let psam = SoftwarePSAM(
                terminal: Self.terminal,
                keys: options.acceptsTestCards
                    ? [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)]
                    : [:],
                nextSequence: state.nextTerminalTransaction)
            desk = try DeskThread(
                TapDesk(
                    book, state: state, journal: journal, fares: fares, denyListVersion: denyList.version), lanes: 1)
            lane = GateLane(
                site, of: book, cards: cards, desk: desk, lane: 0, journal: journal, barrier: barrier, psam: psam,
                clock: clock, generator: SystemRandomNumberGenerator())
        } catch {
            throw journalFailure(error)
        }
    }

    /// The terminal's number in the emulator's key module; nobody's.
    static let terminal: UInt64 = 0x3000_0000_0001

    /// Commits what waits and closes the journal.
    func close() throws {
        desk.close()
        do throws(JournalError) { try journal.close() } catch { throw journalFailure(error) }
    }
}

extension LaneClock {
    /// Both clocks of a record.
    var moment: JournalMoment { JournalMoment(wallMilliseconds: wall(), monotonicNanoseconds: monotonic()) }
}

/// The key that card numbers are hashed with.
enum TokenKeys {
    /// A tokenizer by the files of a store; the key is made where there is none yet.
    static func tokenizer(_ store: GateStore) throws -> CardTokenizer {
        let path = store.tokenKeyPath
        if !FileManager.default.fileExists(atPath: path) {
            var generator = SystemRandomNumberGenerator()
            let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            // Of two gates that start at once one makes the key, and both read it.
            try CardFiles.write(Hex.text(key) + "\n", to: path, onlyIfNew: true)
        }
        let key = try read(path)
        let previous = try store.previousTokenKeyPath.map(read)
        guard let tokenizer = CardTokenizer(key: key, identifier: store.tokenKeyNumber, previousKey: previous) else {
            throw failure(
                "\(path): not a token key: hex of at least \(CardTokenizer.shortestKey) bytes", CommandExit.badData)
        }
        return tokenizer
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure("\(path): the token key cannot be read", CommandExit.usage)
        }
        guard let key = Hex.bytes(String(decoding: data, as: UTF8.self)) else {
            throw failure("\(path): not a token key: hex digits are expected", CommandExit.badData)
        }
        return key
    }
}

/// The emulator's own test CA, as keys of a store.
enum EmulatorKeys {
    /// Adds its keys; they are test keys.
    static func add(to store: inout CAPublicKeyStore) throws(CAPublicKeyStore.Fault) {
        for key in TestCertificationAuthority.publicKeys {
            let identity = CAKeyIdentity(rid: key.rid.reduce(0) { $0 << 8 | UInt64($1) }, index: key.index)
            switch key.value {
            case .rsa(let modulus, let exponent):
                try store.add(rsa: identity, modulus: modulus, exponent: exponent, checkValue: nil, role: .test)
            case .sm2(let xy): try store.add(sm2: identity, xy: xy, role: .test)
            }
        }
    }
}

extension GateCardOptions {
    /// Whether cards of the emulator's test CA, and its purses, are taken.
    var acceptsTestCards: Bool { testKeys ?? true }

    func makeKeys() throws -> CAPublicKeyStore {
        do {
            var store =
                try caKeys.map { try CAKeyLists.read($0, allowsTestKeys: testKeys ?? false) }
                ?? CAKeyLists.builtIn(allowsTestKeys: false)
            if acceptsTestCards { try EmulatorKeys.add(to: &store) }
            return store
        } catch {
            throw failure("\(error)", CommandExit.badData)
        }
    }

    func readDenyList() throws -> CardDenyList {
        guard let path = denyList else { return CardDenyList() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure("\(path): cannot be read", CommandExit.usage)
        }
        do { return try CardDenyList(parsing: [UInt8](data)) } catch {
            throw failure("\(path): \(error)", CommandExit.badData)
        }
    }

    /// The acquirer's key, tried once: a key of low order shares no secret.
    func readAcquirerKey() throws -> [UInt8]? {
        guard let text = acquirerKey else { return nil }
        var generator = SystemRandomNumberGenerator()
        guard let key = Hex.bytes(text), AuthorisationData.canSeal(to: key, using: &generator) else {
            throw failure("--acquirer-key: not an X25519 public key of 64 hex digits", CommandExit.usage)
        }
        return key
    }
}
