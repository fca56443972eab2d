import ArgumentParser
import CardCrypto
import CardEmulator
import EMV
import SmartCard

/// `faregate bench card`: the kernel and the signature against libcrypto's raw operations, and the data-object walk.
struct BenchCardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Measure kernel and card authentication against the raw libcrypto operations they need.",
        discussion: """
            The card of a tap is recorded once and played back, so that only our own work is measured; every tap has a \
            card key never seen before as far as the program can know. CPU time, ours and raw in turn.
            """)

    @Option(help: "A vector file with whole taps in place of the emulated card (needs an RSA tap named by --item).")
    var vectors: String?

    @Option(help: "The item of the vector file.")
    var item = "quickpass-online-oda-arqc-gpo"

    @Option(help: "Repeats of each measurement.")
    var repeats = 21

    @Option(help: "Taps in each measurement.")
    var taps = 400

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(repeats), (1...1_000_000).contains(taps) else {
            throw ValidationError("--repeats takes 1 to 1000, --taps 1 to 1,000,000.")
        }
    }

    func run() throws {
        var report = BenchReport()
        if let vectors {
            let items: [VectorItem]
            do { items = try VectorFiles.items(of: vectors) } catch { throw failure("\(error)", CommandExit.badData) }
            guard let found = items.first(where: { $0.name == item }) else {
                throw failure("\(vectors): no item \(item)", CommandExit.badData)
            }
            let tap: RecordedTap
            do { tap = try RecordedTap(found) } catch { throw failure("\(item): \(error)", CommandExit.badData) }
            try measure(tap, item, &report)
        } else {
            for (name, tap) in try RecordedTap.emulated() { try measure(tap, name, &report) }
        }
        measureWalk(&report)
        Terminal.print(json ? report.json.text() + "\n" : report.markdown)
    }

    private func measure(_ tap: RecordedTap, _ name: String, _ report: inout BenchReport) throws {
        for isCached in [false, true] {
            guard let load = TapLoad(tap, keepsIssuerKeys: isCached) else {
                throw failure("\(name): the recorded card is not accepted", CommandExit.failed)
            }
            var ours: [Double] = []
            var raw: [Double] = []
            var ratio: [Double] = []
            load.run(taps)
            load.runRaw(taps)
            for _ in 0..<repeats {
                let first = load.run(taps) - load.runPlayback(taps)
                let second = load.runRaw(taps)
                ours.append(first)
                raw.append(second)
                ratio.append(first / second)
            }
            let suffix = isCached ? ", issuer key known" : ""
            report.add("kernel and authentication, \(name)\(suffix)", "µs", ours)
            report.add("raw libcrypto operations, \(name)\(suffix)", "µs", raw)
            report.add("ratio, \(name)\(suffix)", "times", ratio, goal: load.isSM2 ? "<= 1.2" : "<= 1.5")
        }
    }

    private func measureWalk(_ report: inout BenchReport) {
        let walk = WalkLoad()
        _ = walk.run()
        let walks = (0..<repeats).map { _ in walk.run() }
        report.add("walk of a 187-byte record", "ns", walks, decimals: 1, goal: "<= 130")
        report.add(
            "the same, each object", "ns", walks.map { $0 / Double(WalkLoad.objectCount) }, decimals: 1)
    }
}

/// A tap that was recorded, with the terminal's side of it.
struct RecordedTap {
    var transcript: Transcript
    var transaction: TransactionData
    var configuration: CardDialogue.Configuration
    var keys: CAPublicKeyStore

    /// The tap of a vector.
    init(_ item: VectorItem) throws {
        transcript = try item.transcript()
        transaction = try TapVectors.transaction(item)
        configuration = TapVectors.configuration(transaction, allowsVersion00: false)
        keys = try item.keyStore(else: try CAKeyLists.builtIn(allowsTestKeys: true))
    }
}

extension RecordedTap {
    /// Taps of emulated cards: RSA with the signature in the first answer and in a record, and SM2.
    static func emulated() throws -> [(String, RecordedTap)] {
        let profiles: [(String, CardProfile)] = [
            ("RSA, 1024-bit card", .quickPassCredit), ("RSA, 1152-bit card", .quickPassDebit), ("SM2", .quickPassSM2),
        ]
        return try profiles.map { name, profile in (name, try RecordedTap(CardImage(profile))) }
    }

    /// One tap of an emulated card under the deferred profile.
    private init(_ image: CardImage) throws {
        keys = CAPublicKeyStore()
        do { try EmulatorKeys.add(to: &keys) } catch { throw failure("\(error)", CommandExit.failed) }
        configuration = CardDialogue.Configuration(gate: .deferred)
        for index in configuration.entryPoint.sets.indices {
            configuration.entryPoint.sets[index].options.qualifiers = nil
        }
        transaction = TransactionData(
            amount: 1, date: CalendarDate(year: 2026, month: 11, day: 23), unpredictableNumber: 0x5A1B_3C7D,
            terminalQualifiers: 0x2180_0080)
        let channel = RecordingChannel(VirtualCard(image, using: SeededGenerator(seed: 1)))
        var dialogue = CardDialogue(configuration, authenticator: CardAuthenticator(keys: keys)) { _, _ in false }
        _ = CardTap.run(&dialogue, over: channel, transaction: transaction, keepsQualifiers: true)
        transcript = channel.transcript
    }
}

/// The recorded tap over and over, ours and raw.
private final class TapLoad {
    private let tap: RecordedTap
    private let authenticator: CardAuthenticator
    private var dialogue: CardDialogue
    private let channel: TranscriptChannel
    private let raw: RawTap
    let isSM2: Bool

    init?(_ tap: RecordedTap, keepsIssuerKeys: Bool) {
        self.tap = tap
        authenticator = CardAuthenticator(keys: tap.keys)
        authenticator.keepsIssuerKeys = keepsIssuerKeys
        dialogue = CardDialogue(tap.configuration, authenticator: authenticator) { _, _ in false }
        channel = TranscriptChannel(tap.transcript)
        let result = CardTap.run(
            &dialogue, over: channel, transaction: tap.transaction, keepsQualifiers: true)
        guard result.verdict == .accepted,
            let raw = RawTap(dialogue.card, authenticator, tap.keys, isIssuerKnown: keepsIssuerKeys)
        else { return nil }
        self.raw = raw
        isSM2 = raw.isSM2
    }

    /// CPU microseconds a tap.
    @discardableResult
    func run(_ count: Int) -> Double {
        let clock = Stopwatch()
        for _ in 0..<count {
            channel.rewind()
            let result = CardTap.run(
                &dialogue, over: channel, transaction: tap.transaction, keepsQualifiers: true)
            precondition(result.verdict == .accepted)
        }
        return clock.processorSeconds * 1e6 / Double(count)
    }

    /// CPU microseconds that playing the card back takes by itself.
    func runPlayback(_ count: Int) -> Double {
        var answer: [UInt8] = []
        let clock = Stopwatch()
        for _ in 0..<count {
            channel.rewind()
            for exchange in tap.transcript.exchanges { try? channel.transmit(exchange.command, into: &answer) }
        }
        return clock.processorSeconds * 1e6 / Double(count)
    }

    @discardableResult
    func runRaw(_ count: Int) -> Double {
        let clock = Stopwatch()
        for _ in 0..<count { raw.run() }
        return clock.processorSeconds * 1e6 / Double(count)
    }
}

/// What libcrypto must do for one card, and nothing else.
private struct RawTap {
    let isSM2: Bool
    private let isIssuerKnown: Bool
    private let operations: RawOperations
    private let issuerCertificate: [UInt8]
    private let iccCertificate: [UInt8]
    private let signature: [UInt8]
    private let issuerModulus: [UInt8]
    private let iccModulus: [UInt8]
    private let exponents: (ca: UInt, issuer: UInt, icc: UInt)
    private let messages: [[UInt8]]
    private let sm2 = SM2Verification()
    private let caKey: SM2PublicKey?
    private let issuerKey: SM2PublicKey?

    init?(_ card: CardData, _ authenticator: CardAuthenticator, _ keys: CAPublicKeyStore, isIssuerKnown: Bool) {
        guard let issuer = authenticator.issuerKey, let caKey = keys.key(issuer.caKey, certificateLength: nil),
            let certificate = card.copy(of: Tag.issuerCertificate), let icc = card.copy(of: Tag.iccCertificate),
            let signature = card.copy(of: Tag.signedDynamicData)
        else { return nil }
        self.isIssuerKnown = isIssuerKnown
        issuerCertificate = certificate
        iccCertificate = icc
        self.signature = signature
        issuerModulus = issuer.keyBytes
        iccModulus = authenticator.iccKeyBytes
        func word(_ tag: UInt32) -> UInt { (card.copy(of: tag) ?? [3]).reduce(0) { $0 << 8 | UInt($1) } }
        switch caKey.material {
        case .rsa(let key):
            isSM2 = false
            self.caKey = nil
            issuerKey = nil
            exponents = (UInt(key.exponent), word(Tag.issuerExponent), word(Tag.iccExponent))
            // Any modulus of the right size costs the same; the issuer's own stands in where sizes agree.
            operations = RawOperations(keptModulus: isIssuerKnown ? issuer.keyBytes : key.modulusBytes)
            messages = [certificate.count + 40, icc.count + 40, signature.count].map {
                [UInt8](repeating: 0x5A, count: $0)
            }
        case .sm2(let key):
            let xy = issuer.keyBytes
            guard let issuerSM2 = SM2PublicKey(xy.span) else { return nil }
            isSM2 = true
            self.caKey = key
            issuerKey = issuerSM2
            exponents = (3, 3, 3)
            operations = RawOperations(keptModulus: [0xC5] + [UInt8](repeating: 0x11, count: 63))
            messages = []
        }
    }

    func run() {
        guard !isSM2 else { return runSM2() }
        if !isIssuerKnown {
            operations.recoverKept(issuerCertificate, exponent: exponents.ca)
            operations.digest(messages[0])
            operations.recoverPreparing(iccCertificate, modulus: issuerModulus, exponent: exponents.issuer)
        } else {
            operations.recoverKept(iccCertificate, exponent: exponents.issuer)
        }
        operations.digest(messages[1])
        operations.recoverOnce(signature, modulus: iccModulus, exponent: exponents.icc)
        operations.digest(messages[2])
    }

    /// Key from its point, and one verification each.
    private func runSM2() {
        guard let caKey, var issuer = issuerKey else { return }
        if !isIssuerKnown {
            verify(issuerCertificate, by: caKey)
            guard let fresh = SM2PublicKey(issuerModulus.span) else { return }
            issuer = fresh
        }
        verify(iccCertificate, by: issuer)
        guard let card = SM2PublicKey(iccModulus.span) else { return }
        verify(signature, by: card)
    }

    private func verify(_ signed: [UInt8], by key: SM2PublicKey) {
        let bytes = signed.span
        sm2.start(key)
        sm2.update(bytes.extracting(0..<(bytes.count - 64)))
        _ = sm2.finish(signature: bytes.extracting((bytes.count - 64)..<bytes.count))
    }
}

/// The record of `tlv_floor.c`: the same objects and lengths.
private struct WalkLoad {
    private static let objects: [(tag: UInt32, length: Int)] = [
        (0x5A, 8), (0x5F24, 3), (0x5F28, 2), (0x5F34, 1), (0x57, 19), (0x9F07, 2), (0x8C, 27), (0x8E, 12),
        (0x9F0D, 5), (0x9F0E, 5), (0x9F0F, 5), (0x9F32, 1), (0x9F47, 1), (0x8F, 1), (0x9F63, 16), (0x5F20, 15),
        (0x9F4A, 1), (0x9F5D, 6), (0x9F6C, 2),
    ]
    /// With the template around them.
    static let objectCount = objects.count + 1
    private let record: [UInt8]

    init() {
        var writer = TLVWriter()
        writer.template(0x70) { inner in
            for (index, object) in Self.objects.enumerated() {
                inner.write(object.tag, [UInt8](repeating: UInt8(index), count: object.length))
            }
        }
        record = writer.bytes
    }

    /// CPU nanoseconds a walk.
    func run() -> Double {
        let count = 20_000
        let clock = Stopwatch()
        var sum: UInt64 = 0
        for _ in 0..<count { sum &+= walk() }
        precondition(sum != 1)
        return clock.processorSeconds * 1e9 / Double(count)
    }

    @inline(never)
    private func walk() -> UInt64 {
        let bytes = record.span
        var sum: UInt64 = 0
        var outer = TLVReader(0..<bytes.count)
        while let template = try? outer.next(in: bytes) {
            var inner = TLVReader(template.value)
            while let object = try? inner.next(in: bytes) { sum &+= UInt64(object.tag) ^ UInt64(object.value.count) }
        }
        return sum
    }
}
