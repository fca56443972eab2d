import CardEmulator
import EMV
import Fares
import Foundation
import Gate
import SmartCard

/// One emulated card at one gate: dialogue, then the same processor as every tap.
struct GateTap {
    let book: FareBook
    let station: StationIndex
    let kind: TapKind
    let time: LocalTime
    let gate: GateCardOptions
    /// Where keys and taps are kept.
    let folder: String

    /// What came of it.
    struct Outcome {
        var result: TapResult
        var decision: GateDecision?
        var token: CardTokenValue?
        var maskedPAN: String?
        /// Where the journey began, at an exit.
        var entryStation: StationIndex?
        var phases: [Phase]
        /// The part of our own after the card was done, in microseconds.
        var decisionMicroseconds = 0
        /// What it took to put the tap on stable storage.
        var storageMicroseconds = 0
        /// The number of the tap in the history; nil if it was not stored.
        var sequence: Int?
        var image: CardImage
        var transcript: Transcript
        var message: UserInterfaceRequest?
        /// What the acquirer needs later, sealed to its key; nil without a key.
        var sealedAuthorisation: [UInt8]?
    }

    /// One exchange: what the card took, and what we did with its answer.
    struct Phase {
        let name: String
        var cardMicroseconds: Int
        var ourMicroseconds: Int
    }

    /// Presents the card.
    func present(_ image: CardImage) throws -> Outcome {
        let tokenizer = try makeTokenizer()
        let denyList = try readDenyList()
        let authenticator = CardAuthenticator(keys: try makeKeys())
        var dialogue = CardDialogue(configuration, authenticator: authenticator) { card, data in
            if denyList.lists(tokenizer.token(of: card)) { return true }
            if let old = tokenizer.previousToken(of: card), denyList.lists(old) { return true }
            guard let reference = data.value(of: Tag.paymentAccountReference) else { return false }
            return denyList.lists(reference: data.bytes.span.extracting(reference))
        }
        let card = VirtualCard(image, using: SystemRandomNumberGenerator())
        let channel = RecordingChannel(card)
        var phases: [Phase] = []
        let clock = Stopwatch()
        func now() -> Int { Int(clock.wallSeconds * 1e6) }
        let begun = now()
        var mark = begun
        let transaction = try transaction()
        let result: TapResult
        do throws(CardChannelError) {
            _ = try channel.reset()
            mark = now()
            result = CardTap.run(&dialogue, over: channel, transaction: transaction, now: now) {
                phase, sent, received in
                if let last = phases.indices.last { phases[last].ourMicroseconds = sent - mark }
                phases.append(Phase(name: phase.name, cardMicroseconds: received - sent, ourMicroseconds: 0))
                mark = received
            }
        } catch {
            result = TapResult(.again, error == .collision ? .collision : .removed)
        }
        if let last = phases.indices.last { phases[last].ourMicroseconds = now() - mark }
        var outcome = Outcome(
            result: result, phases: phases, image: card.image, transcript: channel.transcript,
            message: dialogue.message)
        try decide(&outcome, tokenizer)
        if outcome.decision?.outcome == .open { outcome.sealedAuthorisation = try seal(dialogue) }
        dialogue.forget()
        return outcome
    }

    private func decide(_ outcome: inout Outcome, _ tokenizer: CardTokenizer) throws {
        guard let genuine = outcome.result.kernel?.card else { return }
        let token = tokenizer.token(of: genuine)
        outcome.token = token
        outcome.maskedPAN = genuine.pan.masked
        guard outcome.result.verdict == .accepted else { return }
        guard let medium = book.tariff.medium("quickpass") else {
            throw failure("this tariff has no medium quickpass", CommandExit.badData)
        }
        let history = try TapHistory(folder + "/taps.csv")
        let processor = TapProcessor(book)
        var journey = history.journey(of: token, processor: processor, medium: medium)
        let clock = Stopwatch()
        let tap = Tap(
            token: CardToken(high: token.high, low: token.low), time: time, kind: kind, station: station, medium: medium
        )
        let decision = processor.process(tap, journey: &journey)
        outcome.decisionMicroseconds = Int(clock.wallSeconds * 1e6)
        outcome.decision = decision
        outcome.entryStation = decision.journey?.entry.station
        if decision.outcome == .open {
            // On stable storage before the barrier opens.
            try history.append(token, time, kind, book.edition.network.stations[Int(station)].id)
            outcome.sequence = history.count + 1
            outcome.storageMicroseconds = Int(clock.wallSeconds * 1e6) - outcome.decisionMicroseconds
        }
    }

    private func seal(_ dialogue: CardDialogue) throws -> [UInt8]? {
        guard let text = gate.acquirerKey, let transaction = dialogue.transaction else { return nil }
        var generator = SystemRandomNumberGenerator()
        let data = AuthorisationData(card: dialogue.card, transaction: transaction)
        guard let key = Hex.bytes(text), key.count == 32, let box = data.sealed(to: key, using: &generator) else {
            throw failure("--acquirer-key: not an X25519 public key of 64 hex digits", CommandExit.usage)
        }
        return box
    }

    private var configuration: CardDialogue.Configuration {
        var configuration = CardDialogue.Configuration(gate: .deferred)
        configuration.kernel.supportsSM2 = !gate.noSm2
        configuration.kernel.allowsFastDDA00 = gate.allowFdda00
        return configuration
    }

    private func transaction() throws -> TransactionData {
        var generator = SystemRandomNumberGenerator()
        var numbers = UnpredictableNumbers()
        guard let number = numbers.draw(using: &generator) else {
            throw failure("the system's random numbers repeat themselves", CommandExit.failed)
        }
        let (year, month, day) = time.date.calendar
        let second = time.secondOfDay
        func digits(_ number: Int) -> UInt32 { UInt32(number / 10 * 16 + number % 10) }
        return TransactionData(
            amount: gate.amountFen, date: EMV.CalendarDate(year: year, month: month, day: day),
            time: digits(second / 3600) << 16 | digits(second / 60 % 60) << 8 | digits(second % 60),
            unpredictableNumber: number, terminalQualifiers: 0)
    }

    private func makeKeys() throws -> CAPublicKeyStore {
        var store = CAPublicKeyStore()
        do {
            store =
                try gate.caKeys.map { try CAKeyLists.read($0, allowsTestKeys: gate.testKeys ?? false) }
                ?? CAKeyLists.builtIn(allowsTestKeys: false)
            guard gate.testKeys ?? true else { return store }
            try EmulatorKeys.add(to: &store)
            return store
        } catch {
            throw failure("\(error)", CommandExit.badData)
        }
    }

    private func makeTokenizer() throws -> CardTokenizer {
        let path = gate.tokenKey ?? folder + "/token.key"
        if gate.tokenKey == nil, !FileManager.default.fileExists(atPath: path) {
            var generator = SystemRandomNumberGenerator()
            let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            // Of two gates that start at once one makes the key, and both read it.
            try CardFiles.write(Hex.text(key) + "\n", to: path, onlyIfNew: true)
        }
        guard let data = FileManager.default.contents(atPath: path),
            let key = Hex.bytes(String(decoding: data, as: UTF8.self)),
            let tokenizer = CardTokenizer(key: key, identifier: 1)
        else {
            throw failure(
                "\(path): not a token key: hex of at least \(CardTokenizer.shortestKey) bytes", CommandExit.badData)
        }
        return tokenizer
    }

    private func readDenyList() throws -> CardDenyList {
        guard let path = gate.denyList else { return CardDenyList() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure("\(path): cannot be read", CommandExit.usage)
        }
        do { return try CardDenyList(parsing: [UInt8](data)) } catch {
            throw failure("\(path): \(error)", CommandExit.badData)
        }
    }
}

extension CardDialogue.Phase {
    /// The name in reports.
    var name: String {
        switch self {
        case .directory: "directory"
        case .select: "select"
        case .options: "options"
        case .record(let place): "record-\(place + 1)"
        case .done: "done"
        }
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
