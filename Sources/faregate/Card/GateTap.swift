import CardEmulator
import EMV
import ElectronicPurse
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
        var verdict = TapResult.Verdict.again
        var reason = ""
        /// The medium that the card was taken as.
        var medium = GateTap.quickPass
        /// What a payment card's kernel said.
        var kernel: KernelResult?
        /// The card may count itself as paid.
        var isTorn = false
        /// What a purse came to.
        var purse: PurseGateTap.Outcome?
        var decision: GateDecision?
        var token: CardTokenValue?
        var maskedPAN: String?
        /// Where the journey began, at an exit.
        var entryStation: StationIndex?
        var phases: [Phase] = []
        /// The part of our own after the card was done, in microseconds.
        var decisionMicroseconds = 0
        /// What it took to put the tap on stable storage.
        var storageMicroseconds = 0
        /// The number of the tap in the history; nil if it was not stored.
        var sequence: Int?
        var image: CardImage
        var transcript = Transcript()
        var message: UserInterfaceRequest?
        /// What the acquirer needs later, sealed to its key; nil without a key.
        var sealedAuthorisation: [UInt8]?
    }

    /// The names of media in tariffs.
    static let quickPass = "quickpass"
    static let tUnion = "t-union"

    /// One exchange: what the card took, and what we did with its answer.
    struct Phase {
        let name: String
        var cardMicroseconds: Int
        var ourMicroseconds: Int
    }

    /// A card in the field, with a clock and the times of its exchanges.
    private final class Field {
        let card: VirtualCard
        let channel: RecordingChannel
        private let clock = Stopwatch()
        private(set) var phases: [Phase] = []
        private var mark = 0

        init(_ image: CardImage) {
            card = VirtualCard(image, using: SystemRandomNumberGenerator())
            channel = RecordingChannel(card)
        }

        func now() -> Int { Int(clock.wallSeconds * 1e6) }

        /// Ends the last exchange's own part, and begins another exchange.
        func note(_ name: String, _ sent: Int, _ received: Int) {
            end(at: sent)
            phases.append(Phase(name: name, cardMicroseconds: received - sent, ourMicroseconds: 0))
            mark = received
        }

        /// A time that is accounted for elsewhere.
        func skip(_ microseconds: Int) { mark += microseconds }

        func end(at moment: Int) {
            if let last = phases.indices.last { phases[last].ourMicroseconds += moment - mark }
            mark = moment
        }
    }

    /// Presents the card: as a payment card first and then as a purse, or with `--purse` the other way round.
    func present(_ image: CardImage) throws -> Outcome {
        let field = Field(image)
        var outcome = Outcome(image: image)
        do throws(CardChannelError) {
            _ = try field.channel.reset()
        } catch {
            outcome.reason = (error == .collision ? TapReason.collision : .removed).code
            return outcome
        }
        if gate.purse {
            if try !presentPurse(field, &outcome) { _ = try presentPayment(field, &outcome) }
        } else if try !presentPayment(field, &outcome) {
            // What is no purse either stays refused for the first reason.
            _ = try presentPurse(field, &outcome)
        }
        outcome.phases = field.phases
        outcome.image = field.card.image
        outcome.transcript = field.channel.transcript
        return outcome
    }

    /// Runs the purse's dialogue; false if there is no purse on the card.
    private func presentPurse(_ field: Field, _ outcome: inout Outcome) throws -> Bool {
        guard let medium = book.tariff.medium(Self.tUnion) else { return false }
        let tap = PurseGateTap(gate: self, tokenizer: try makeTokenizer(), denyList: try readDenyList(), medium: medium)
        let purse = try tap.present(over: field.channel, now: field.now, skip: field.skip) {
            field.note($0.name, $1, $2)
        }
        field.end(at: field.now())
        guard purse.result.reason != .notSupported else { return false }
        outcome.purse = purse
        outcome.medium = (purse.card?.application.scheme ?? .tUnion).rawValue
        outcome.verdict = purse.verdict
        outcome.reason = purse.reason
        if case .unknown = purse.result.outcome { outcome.isTorn = true }
        outcome.decision = purse.decision
        outcome.token = purse.token ?? purse.card.map { PurseGateTap.token(of: $0, tap.tokenizer) }
        outcome.maskedPAN = purse.card?.identity.number.masked
        outcome.entryStation = purse.decision?.journey?.entry.station
        outcome.decisionMicroseconds = purse.decisionMicroseconds
        outcome.storageMicroseconds = purse.storageMicroseconds
        outcome.sequence = purse.sequence
        return true
    }

    /// Runs the payment dialogue; false if the card has no application that is accepted here.
    private func presentPayment(_ field: Field, _ outcome: inout Outcome) throws -> Bool {
        let tokenizer = try makeTokenizer()
        let denyList = try readDenyList()
        let authenticator = CardAuthenticator(keys: try makeKeys())
        var dialogue = CardDialogue(configuration, authenticator: authenticator) { card, data in
            if denyList.lists(tokenizer.token(of: card)) { return true }
            if let old = tokenizer.previousToken(of: card), denyList.lists(old) { return true }
            guard let reference = data.value(of: Tag.paymentAccountReference) else { return false }
            return denyList.lists(reference: data.bytes.span.extracting(reference))
        }
        let result = CardTap.run(&dialogue, over: field.channel, transaction: transaction(), now: field.now) {
            field.note($0.name, $1, $2)
        }
        field.end(at: field.now())
        outcome.verdict = result.verdict
        outcome.reason = result.reason.code
        outcome.kernel = result.kernel
        outcome.isTorn = result.torn != nil
        outcome.message = dialogue.message
        try decide(&outcome, tokenizer)
        if outcome.decision?.outcome == .open { outcome.sealedAuthorisation = try seal(dialogue) }
        return result.reason != .notSupported && result.reason != .notAccepted
    }

    private func decide(_ outcome: inout Outcome, _ tokenizer: CardTokenizer) throws {
        guard let genuine = outcome.kernel?.card else { return }
        let token = tokenizer.token(of: genuine)
        outcome.token = token
        outcome.maskedPAN = genuine.pan.masked
        guard outcome.verdict == .accepted else { return }
        guard let medium = book.tariff.medium(Self.quickPass) else {
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
        var configuration = CardDialogue.Configuration(
            gate: KernelConfiguration.MoneyProfile(rawValue: gate.money) ?? .deferred)
        configuration.kernel.supportsSM2 = !gate.noSm2
        configuration.kernel.allowsFastDDA00 = gate.allowFdda00
        return configuration
    }

    private func transaction() -> TransactionData {
        var generator = SystemRandomNumberGenerator()
        var numbers = UnpredictableNumbers()
        let (year, month, day) = time.date.calendar
        let second = time.secondOfDay
        func digits(_ number: Int) -> UInt32 { UInt32(number / 10 * 16 + number % 10) }
        return TransactionData(
            amount: gate.amountFen, date: EMV.CalendarDate(year: year, month: month, day: day),
            time: digits(second / 3600) << 16 | digits(second / 60 % 60) << 8 | digits(second % 60),
            unpredictableNumber: numbers.draw(using: &generator), terminalQualifiers: 0)
    }

    private func makeKeys() throws -> CAPublicKeyStore {
        var store = CAPublicKeyStore()
        do {
            store =
                try gate.caKeys.map { try CAKeyLists.read($0, allowsTestKeys: gate.testKeys) }
                ?? CAKeyLists.builtIn(allowsTestKeys: false)
            guard gate.testKeys else { return store }
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
            try CardFiles.write(Hex.text(key) + "\n", to: path)
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
